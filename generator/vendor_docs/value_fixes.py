"""How what is said of a value is put right: its type, format and null, its values and default, its
flags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.document.access import without_none
from generator.document.casing import words
from generator.vendor_docs.differences import Difference, Where
from generator.vendor_docs.facts import Field, without
from generator.vendor_docs.json_values import identity, lacking, not_null
from generator.vendor_docs.path_words import capitalized
from generator.vendor_docs.schema_drafts import todo, with_flow_mappings
from generator.vendor_docs.working_copy import FilePointer, WorkingCopy
from generator.vendor_docs.yaml_editor import UnsafeEditError
from generator.vendor_docs.yaml_printer import Flow

HEAD = (
    "operationId",
    "tags",
    "summary",
    "description",
    "deprecated",
    "externalDocs",
    "security",
    "servers",
)
_TYPED = ("type", "nullable", "format", "x-epoch", "description")
FIRST = ("",)
"""Keys that nothing has: in front of all others."""
_VALUES = "enum"
_NAMES, _MEANINGS = "x-enum-varnames", "x-enum-descriptions"
_LISTS = (_VALUES, _NAMES, _MEANINGS)
"""Lists of an enumeration, which have an entry for each value."""
_COMPOUND = frozenset(["object", "array", "file"])
_STRUCTURE = frozenset(["properties", "items", "anyOf", "oneOf", "allOf"])
_NULL = {"type": "null"}


# --- types ----------------------------------------------------------------------------------------


def fix_type(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """Another type, with what goes with it: its format, and none of the values, the default and the
    unit of a moment that were said of the old one. What has parts of its own is drafted anew."""
    fact, schema = desk.fact(each), desk.schema(at)
    kinds = list(fact.types)
    if _COMPOUND.intersection(kinds) or _STRUCTURE.intersection(desk.keys(schema)):
        desk.put(schema, _redrafted(desk, fact, schema))
        return
    place = desk.saying(schema, "type") or schema
    # Null is a type since OpenAPI 3.1; in 3.0 it is `nullable`, which `fix_nullable` puts right.
    types = [*kinds, "null"] if fact.nullable and desk.document.version != "3.0" else kinds
    shown = _one_or_several(types)
    desk.put(place / "type", shown, FIRST)
    if fact.format:
        desk.put(place / "format", fact.format, ("type",))
    stays = {
        "x-epoch": kinds == ["integer"],
        "format": bool(fact.format),
        **dict.fromkeys(_LISTS, bool(fact.enum)),
        "default": fact.has_default,
    }
    for key in (key for key, is_kept in stays.items() if not is_kept):
        desk.discard(place / key)
    _example(desk, schema, without_none({"type": shown, "format": fact.format or None}))


def _one_or_several(types: list[str]) -> str | list[str]:
    """Types as `type` has them: one alone, or a list."""
    return types[0] if len(types) == 1 else types


def _redrafted(desk: WorkingCopy, fact: Field, schema: FilePointer) -> Any:
    """The schema of a value as it is drafted anew, with the description that it has."""
    about = str(desk.value(schema).get("description", ""))
    if not about:
        about = str(desk.value(desk.followed(schema)).get("description", ""))
    name = capitalized(words(fact.name)) or "Value"
    node = desk.drafting.schemas.of(
        fact, name, desk.schemas_file(schema), about, weak=False, hint=fact.name
    )
    return desk.drafting.schemas.shown(node, schema.file)


def _example(desk: WorkingCopy, schema: FilePointer, node: dict[str, Any]) -> None:
    """An example of a parameter that its schema does not allow any more is made anew."""
    place = schema.parent / "example"
    if schema.name != "schema" or not desk.has(place):
        return
    schemas = desk.drafting.schemas
    if not schemas.instances.valid(node, desk.value(place)):
        desk.put(place, with_flow_mappings(schemas.examples.of_schema(node)))


def fix_format(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    if each.reference is None:
        desk.drop(said(desk, schema, "format") / "format")
        return
    place = desk.saying(schema, "format") or said(desk, schema, "type")
    desk.put(place / "format", each.reference, ("type",))


def said(desk: WorkingCopy, schema: FilePointer, keyword: str) -> FilePointer:
    place = desk.saying(schema, keyword)
    if place is None:
        raise UnsafeEditError(f"the schema says no `{keyword}` at one place")
    return place


def fix_nullable(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    if desk.document.version == "3.0":
        place = desk.saying(schema, "nullable") or said(desk, schema, "type")
        _set_nullable(desk, place / "nullable", bool(each.reference))
    elif each.reference:
        _with_null(desk, schema)
    else:
        _without_null(desk, schema)


def _set_nullable(desk: WorkingCopy, keyword: FilePointer, nullable: bool) -> None:
    if nullable:
        desk.put(keyword, True, ("type",))
    else:
        desk.drop(keyword)


def _with_null(desk: WorkingCopy, schema: FilePointer) -> None:
    """Null as a type more, or as an alternative: of a reference it is one, since others may refer
    to that schema."""
    match desk.value(schema):
        case {"$ref": reference, "description": about, **others}:
            either = [{"$ref": reference}, _NULL]
            desk.put(schema, {"description": about, **others, "anyOf": either})
        case {"$ref": reference, **others}:
            desk.put(schema, {**others, "anyOf": [{"$ref": reference}, _NULL]})
        case {"type": kinds, **others}:
            listed = kinds if isinstance(kinds, list) else [kinds]
            if "null" not in listed:
                desk.put(schema / "type", [*listed, "null"])
            match others.get("enum"):
                case [*values] if None not in values:
                    desk.append(schema / "enum", None)
        case _:
            union = _union(desk, schema)
            if union is None:
                raise UnsafeEditError("the schema says no type that could be null")
            if _NULL not in desk.value(union):
                desk.append(union, _NULL)


def _union(desk: WorkingCopy, schema: FilePointer) -> FilePointer | None:
    """The alternatives of a schema that has some."""
    return next((schema / key for key in ("anyOf", "oneOf") if key in desk.keys(schema)), None)


def _without_null(desk: WorkingCopy, schema: FilePointer) -> None:
    place, union = desk.saying(schema, "type"), _union(desk, schema)
    if union is None:
        _without_null_type(desk, place)
    elif _NULL in desk.value(union):
        _without_alternative(desk, schema, union)


def _without_alternative(desk: WorkingCopy, schema: FilePointer, union: FilePointer) -> None:
    """A union without null: of a reference and null the reference, with what stands beside it."""
    others = dict(desk.value(schema))
    parts = others.pop(union.name)
    match [part for part in parts if part != _NULL]:
        case [{"$ref": _, **rest} as reference] if not rest:
            desk.put(schema, {**reference, **others})
        case _:
            desk.drop(union / str(parts.index(_NULL)))


def _without_null_type(desk: WorkingCopy, place: FilePointer | None) -> None:
    """Null out of the types at `place`, and out of the values that it lists. Where there is one
    type, null is an alternative inside an `allOf`, and stays."""
    if place is None or (kinds := desk.value(place / "type")) is None:
        raise UnsafeEditError("null is not among its types")
    if isinstance(kinds, str):
        return
    desk.put(place / "type", _one_or_several([kind for kind in kinds if kind != "null"]))
    _drop_null_value(desk, place)


def _drop_null_value(desk: WorkingCopy, place: FilePointer) -> None:
    """Null out of the values that a schema lists: of `[asc, null]` only `asc` stays."""
    match desk.value(place).get("enum"):
        case [*values] if None in values:
            desk.drop(place / "enum" / str(values.index(None)))


# --- values ---------------------------------------------------------------------------------------


def fix_enum(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """The values of the facts instead of the document's: those that are the same stay where they
    are, with their names and meanings."""
    schema, fact = desk.schema(at), desk.fact(each)
    if desk.saying(schema, "const") is not None:
        raise UnsafeEditError("the document has one value, which tells variants apart")
    place = desk.saying(schema, "enum")
    wanted = not_null(fact.enum)
    if place is None:
        desk.put(said(desk, schema, "type") / "enum", wanted, _TYPED)
        return
    if not wanted:
        for key in _LISTS:
            desk.discard(place / key)
        return
    known = not_null(desk.value(place / "enum"))
    added, dropped = lacking(wanted, known), lacking(known, wanted)
    if len(added) == len(wanted):
        raise UnsafeEditError("none of the values is the same; it may be another enumeration")
    _add_values(desk, place, added, fact)
    _drop_values(desk, place, dropped)


def _add_values(desk: WorkingCopy, place: FilePointer, values: Iterable[Any], fact: Field) -> None:
    """Values more at the end of an enumeration, in each of its lists that are there. A value whose
    meaning the facts have is named after it."""
    node = desk.value(place)
    for value in lacking(values, desk.value(place / "enum")):
        meaning = fact.meanings.get(str(value), "")
        name = "_".join(words(meaning or str(value))).upper()
        about = f"{meaning}." if meaning else todo(f"say what `{value}` means")
        entries = {
            _VALUES: value,
            _NAMES: name if name.isidentifier() else f"VALUE_{name}",
            _MEANINGS: about,
        }
        for key in (key for key in entries if isinstance(node.get(key), list)):
            desk.append(place / key, entries[key])


def _drop_values(desk: WorkingCopy, place: FilePointer, values: Iterable[Any]) -> None:
    """Values out of an enumeration, of each of its lists; not of one that has another length, in
    which an entry cannot be told to be that of the value."""
    for value in values:
        known = desk.value(place / "enum")
        index = list(map(identity, known)).index(identity(value))
        for key in _LISTS:
            if desk.has(place / key) and len(desk.value(place / key)) == len(known):
                desk.drop(place / key / str(index))


def fix_seen(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """Values that were met go to the list that excludes them: that of the enumeration, else that of
    the discriminator, which the object itself says or the object that the property is of."""
    schema = desk.schema(at)
    place = desk.saying(schema, "enum")
    if place is not None:
        _add_values(desk, place, each.reference, desk.fact(each))
        return
    of_object = desk.saying(schema, "x-discriminator")
    holder = of_object or desk.saying(desk.owner(schema), "x-discriminator")
    if holder is None:
        raise UnsafeEditError("the values that are seen stand in no list of the document")
    listed = holder / "x-discriminator" / "seen"
    known = desk.value(listed) if desk.has(listed) else []
    for value in without(map(str, each.reference), known):
        desk.append(listed, value)


def fix_discriminator(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """`x-discriminator`, added or taken away; a `discriminator`, whose values have schemas, is left
    to a person."""
    owner, fact = desk.owner(desk.schema(at)), desk.fact(each)
    if each.reference:
        if desk.has(owner / "x-discriminator"):
            raise UnsafeEditError("the object has another discriminator")
        seen = [str(value) for value in dict.fromkeys((*fact.seen, *fact.enum))]
        desk.put(
            owner / "x-discriminator", Flow(property=fact.name, seen=seen), ("type", "description")
        )
    elif desk.has(owner / "x-discriminator"):
        desk.drop(owner / "x-discriminator")
    else:
        raise UnsafeEditError("variants of the document hang on it")


def fix_default(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema, fact = desk.schema(at), desk.fact(each)
    if not fact.has_default:
        desk.drop(said(desk, schema, "default") / "default")
        return
    place = desk.saying(schema, "default") or schema
    desk.put(place / "default", with_flow_mappings(fact.default), (*_TYPED, "enum", "$ref"))


# --- flags ----------------------------------------------------------------------------------------


def fix_deprecated(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    place = _deprecating(desk, at)
    if each.reference:
        desk.put(place / "deprecated", True, ("name", "in", "required", *HEAD, *_TYPED, "$ref"))
        return
    holder = desk.saying(place, "deprecated")
    if holder is None:
        raise UnsafeEditError("the document says it at no place of its own")
    desk.drop(holder / "deprecated")


def _deprecating(desk: WorkingCopy, at: FilePointer) -> FilePointer:
    """A parameter that is referred to says it itself; a property says it beside its reference."""
    end = desk.followed(at) if "$ref" in desk.keys(at) else at
    return end if "in" in desk.keys(end) else at


def fix_required(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """A body and a parameter say it themselves, a property is named by the object that it is of: of
    a parameter too, whose schema is an object."""
    if each.place == Where("request"):
        desk.put(desk.followed(at) / "required", bool(each.reference), FIRST)
        return
    parameter = desk.followed(at) if desk.keys(at) == ["$ref"] else at
    is_parameter = each.place.part == "parameters" and "in" in desk.keys(parameter)
    match is_parameter, bool(each.reference):
        case True, True:
            desk.put(parameter / "required", True, ("name", "in"))
        case True, False:
            desk.discard(parameter / "required")
        case False, True:
            require(desk, desk.owner(at), at.name)
        case False, False:
            drop_required(desk, desk.owner(at), at.name)


def require(desk: WorkingCopy, owner: FilePointer, name: str) -> None:
    known = desk.value(owner).get("required", [])
    before = ("type", "description", "x-discriminator", "additionalProperties")
    if not known:
        desk.put(owner / "required", [name], before)
    elif name not in known:
        desk.append(owner / "required", name)


def drop_required(desk: WorkingCopy, owner: FilePointer, name: str) -> None:
    known = desk.value(owner).get("required", [])
    if name in known:
        desk.drop(owner / "required" / str(known.index(name)))
