"""How each kind of difference is put right: one function for each aspect that `reference compare`
names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.document.casing import words
from generator.vendor_docs.differences import Difference
from generator.vendor_docs.facts import UNSTATED, Field, Response
from generator.vendor_docs.schema_drafts import todo, with_flow_mappings
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.working_copy import FilePointer, WorkingCopy
from generator.vendor_docs.yaml_editor import UnsafeEditError
from generator.vendor_docs.yaml_printer import Flow, Noted

_HEAD = (
    "operationId",
    "tags",
    "summary",
    "description",
    "deprecated",
    "externalDocs",
    "security",
    "servers",
)
_BEFORE_PARAMETERS = (
    *_HEAD,
    "x-sdk",
    "x-evidence",
    "x-exactly-one-of",
    "x-codeSamples",
    "x-code-samples",
    "x-reference-waiver",
)
_TYPED = ("type", "nullable", "format", "x-epoch", "description")
_FIRST = ("",)
"""Keys that nothing has: in front of all others."""
_APART = {
    "path": "the path is written otherwise",
    "section": "it stands in another section",
    "security": "it is a credential",
}
_OF_ENUM = ("x-enum-varnames", "x-enum-descriptions")


def apply_fix(desk: WorkingCopy, each: Difference) -> None:
    """Puts one difference right.

    Raises:
        UnsafeEditError: it cannot be without a guess.
    """
    if each.ours is None:
        raise UnsafeEditError("the document has no place for it")
    if each.aspect in _APART:
        raise UnsafeEditError(f"{_APART[each.aspect]}, which is for a person to decide")
    if each.where == "operation" and each.aspect == "presence":
        missing = (
            "it is a whole operation, which is drafted as a new one"
            if each.source is None
            else "no page shows it"
        )
        raise UnsafeEditError(
            missing if each.kind == "missing" else "the reference shows no such operation"
        )
    at = FilePointer(relative_path(desk.root, each.ours.file), each.ours.pointer)
    if each.where.startswith("untranscribed."):
        _untranscribed(desk, each, at)
        return
    if not desk.has(at):
        return  # removed or renamed by the edit of another operation that has the same schema
    way = _WAYS.get(each.aspect)
    if way is None:
        raise UnsafeEditError(f"there is no edit for `{each.aspect}`")
    way(desk, each, at)


# --- values ---------------------------------------------------------------------------------------


def _type(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    fact, schema = desk.fact(each), desk.schema(at)
    kinds = [fact.type] if isinstance(fact.type, str) else list(fact.type or ())
    keys = set(desk.keys(schema))
    if set(kinds) & {"object", "array", "file"} or keys & {
        "properties",
        "items",
        "anyOf",
        "oneOf",
        "allOf",
    }:
        desk.put(schema, _redrafted(desk, fact, schema))
        return
    place = desk.saying(schema, "type") or schema
    shown: Any = kinds[0] if len(kinds) == 1 else kinds
    if fact.nullable and desk.document.version != "3.0":
        shown = [*kinds, "null"]
    desk.put(place / "type", shown, _FIRST)
    if fact.format:
        desk.put(place / "format", fact.format, ("type",))
    dropped = ["x-epoch"] if kinds != ["integer"] else []
    dropped += [] if fact.format else ["format"]
    dropped += [] if fact.enum else ["enum", *_OF_ENUM]
    dropped += ["default"] if not fact.has_default else []
    for key in (key for key in dropped if desk.has(place / key)):
        desk.drop(place / key)
    _example(desk, schema, {"type": shown, **({"format": fact.format} if fact.format else {})})


def _redrafted(desk: WorkingCopy, fact: Field, schema: FilePointer) -> Any:
    """The schema of a value as it is drafted anew, with the description that it has."""
    known = desk.value(schema)
    about = str(known.get("description", "")) or str(
        desk.value(desk.followed(schema)).get("description", "")
    )
    name = "".join(word.capitalize() for word in words(fact.name)) or "Value"
    node = desk.drafting.schemas.of(
        fact, name, desk.schemas_file(schema), about, weak=False, hint=fact.name
    )
    return desk.drafting.schemas.shown(node, schema.file)


def _example(desk: WorkingCopy, schema: FilePointer, node: dict[str, Any]) -> None:
    """An example of a parameter that its schema does not allow any more is made anew."""
    place = schema.parent / "example"
    if (
        schema.name == "schema"
        and desk.has(place)
        and not desk.drafting.schemas.instances.valid(node, desk.value(place))
    ):
        desk.put(place, with_flow_mappings(desk.drafting.schemas.examples.of_schema(node)))


def _format(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    if each.reference is None:
        desk.drop(_said(desk, schema, "format") / "format")
        return
    place = desk.saying(schema, "format") or _said(desk, schema, "type")
    desk.put(place / "format", each.reference, ("type",))


def _said(desk: WorkingCopy, schema: FilePointer, keyword: str) -> FilePointer:
    place = desk.saying(schema, keyword)
    if place is None:
        raise UnsafeEditError(f"the schema says no `{keyword}` at one place")
    return place


def _nullable(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    if desk.document.version == "3.0":
        place = desk.saying(schema, "nullable") or _said(desk, schema, "type")
        desk.put(place / "nullable", True, ("type",)) if each.reference else desk.drop(
            place / "nullable"
        )
    elif each.reference:
        _with_null(desk, schema)
    else:
        _without_null(desk, schema)


def _with_null(desk: WorkingCopy, schema: FilePointer) -> None:
    node = desk.value(schema)
    if "$ref" in node:
        about = {"description": node["description"]} if "description" in node else {}
        rest = {key: value for key, value in node.items() if key not in ("$ref", "description")}
        desk.put(schema, {**about, **rest, "anyOf": [{"$ref": node["$ref"]}, {"type": "null"}]})
    elif "type" in node:
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        if "null" not in kinds:
            desk.put(schema / "type", [*kinds, "null"])
        if isinstance(node.get("enum"), list) and None not in node["enum"]:
            desk.append(schema / "enum", None)
    elif key := next((key for key in ("anyOf", "oneOf") if key in node), None):
        if {"type": "null"} not in node[key]:
            desk.append(schema / key, {"type": "null"})
    else:
        raise UnsafeEditError("the schema says no type that could be null")


def _without_null(desk: WorkingCopy, schema: FilePointer) -> None:
    place = desk.saying(schema, "type")
    node = desk.value(schema)
    if key := next((key for key in ("anyOf", "oneOf") if key in node), None):
        parts = node[key]
        index = next((i for i, part in enumerate(parts) if part == {"type": "null"}), None)
        if index is None:
            return
        others = [part for part in parts if part != {"type": "null"}]
        if len(others) == 1 and set(others[0]) == {"$ref"}:
            desk.put(
                schema,
                {**others[0], **{name: value for name, value in node.items() if name != key}},
            )
        else:
            desk.drop(schema / key / str(index))
        return
    kinds = desk.value(place / "type") if place is not None else None
    if isinstance(kinds, str):
        return
    if place is None or kinds is None:
        raise UnsafeEditError("null is not among its types")
    rest = [kind for kind in kinds if kind != "null"]
    values = desk.value(place).get("enum")
    desk.put(place / "type", rest[0] if len(rest) == 1 else rest)
    if isinstance(values, list) and None in values:
        desk.drop(place / "enum" / str(values.index(None)))


def _enum(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    fact = desk.fact(each)
    if desk.saying(schema, "const") is not None:
        raise UnsafeEditError("the document has one value, which tells variants apart")
    place = desk.saying(schema, "enum")
    wanted = [value for value in fact.enum if value is not None]
    if not wanted and place is not None:
        for key in (key for key in ("enum", *_OF_ENUM) if desk.has(place / key)):
            desk.drop(place / key)
    elif place is None:
        typed = _said(desk, schema, "type")
        desk.put(typed / "enum", wanted, _TYPED)
    else:
        known = [value for value in desk.value(place / "enum") if value is not None]
        if not any(_same(value, other) for value in wanted for other in known):
            raise UnsafeEditError("none of the values is the same; it may be another enumeration")
        _add_values(
            desk,
            place,
            [value for value in wanted if not any(_same(value, other) for other in known)],
            fact,
        )
        _drop_values(
            desk,
            place,
            [value for value in known if not any(_same(value, other) for other in wanted)],
        )


def _same(one: Any, other: Any) -> bool:
    return (
        one == other
        and isinstance(one, bool) == isinstance(other, bool)
        and isinstance(one, str) == isinstance(other, str)
    )


def _add_values(desk: WorkingCopy, place: FilePointer, values: Sequence[Any], fact: Field) -> None:
    node = desk.value(place)
    known = desk.value(place / "enum")
    for value in (value for value in values if not any(_same(value, other) for other in known)):
        desk.append(place / "enum", value)
        meaning = fact.meanings.get(str(value), "")
        if isinstance(node.get(_OF_ENUM[0]), list):
            name = "_".join(words(meaning or str(value))).upper()
            desk.append(place / _OF_ENUM[0], name if name.isidentifier() else f"VALUE_{name}")
        if isinstance(node.get(_OF_ENUM[1]), list):
            desk.append(
                place / _OF_ENUM[1], f"{meaning}." if meaning else todo(f"say what `{value}` means")
            )


def _drop_values(desk: WorkingCopy, place: FilePointer, values: Sequence[Any]) -> None:
    for value in values:
        known = desk.value(place / "enum")
        index = next(i for i, other in enumerate(known) if _same(value, other))
        for key in ("enum", *_OF_ENUM):
            if desk.has(place / key) and len(desk.value(place / key)) == len(known):
                desk.drop(place / key / str(index))


def _seen(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema = desk.schema(at)
    place = desk.saying(schema, "enum")
    if place is not None:
        _add_values(desk, place, each.reference, desk.fact(each))
        return
    holder = desk.saying(schema, "x-discriminator")
    if holder is None:
        holder = desk.saying(desk.owner(schema), "x-discriminator")
    if holder is None:
        raise UnsafeEditError("the values that are seen stand in no list of the document")
    listed = holder / "x-discriminator" / "seen"
    known = desk.value(listed) if desk.has(listed) else []
    for value in (value for value in each.reference if str(value) not in known):
        desk.append(listed, str(value)) if desk.has(listed) else desk.put(listed, [str(value)])


def _discriminator(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
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


def _default(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    schema, fact = desk.schema(at), desk.fact(each)
    if not fact.has_default:
        desk.drop(_said(desk, schema, "default") / "default")
        return
    place = desk.saying(schema, "default") or schema
    desk.put(place / "default", with_flow_mappings(fact.default), (*_TYPED, "enum", "$ref"))


def _deprecated(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    place = (
        at if each.where == "operation" or "$ref" not in desk.keys(at) else _deprecating(desk, at)
    )
    if each.reference:
        desk.put(place / "deprecated", True, ("name", "in", "required", *_HEAD, *_TYPED, "$ref"))
    else:
        holder = desk.saying(place, "deprecated")
        if holder is None:
            raise UnsafeEditError("the document says it at no place of its own")
        desk.drop(holder / "deprecated")


def _deprecating(desk: WorkingCopy, at: FilePointer) -> FilePointer:
    """A parameter that is referred to says it itself; a property says it beside its reference."""
    end = desk.followed(at)
    return end if "in" in desk.keys(end) else at


def _required(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.where == "request":
        desk.put(desk.followed(at) / "required", bool(each.reference), _FIRST)
        return
    parameter = desk.followed(at) if set(desk.keys(at)) == {"$ref"} else at
    if "in" in desk.keys(parameter) and each.where.startswith("parameters."):
        if each.reference:
            desk.put(parameter / "required", True, ("name", "in"))
        elif desk.has(parameter / "required"):
            desk.drop(parameter / "required")
        return
    owner, name = desk.owner(at), at.name
    known = desk.value(owner).get("required", [])
    if each.reference:
        _require(desk, owner, name)
    elif name in known:
        desk.drop(owner / "required" / str(known.index(name)))


def _require(desk: WorkingCopy, owner: FilePointer, name: str) -> None:
    known = desk.value(owner).get("required", [])
    if name in known:
        return
    if known:
        desk.append(owner / "required", name)
    else:
        desk.put(
            owner / "required",
            [name],
            ("type", "description", "x-discriminator", "additionalProperties"),
        )


# --- what is there --------------------------------------------------------------------------------


def _presence(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.kind == "extra":
        _gone(desk, at)
    elif each.where.startswith("parameters.") and each.where.count(".") < 3:
        _new_parameter(desk, each, at)
    elif each.where.endswith(".[]"):
        raise UnsafeEditError("the document does not say what the list holds")
    else:
        _new_property(desk, each, at)


def _gone(desk: WorkingCopy, at: FilePointer) -> None:
    if at.parent.name == "properties":
        owner = at.parent.parent
        known = desk.value(owner).get("required", [])
        if at.name in known:
            desk.drop(owner / "required" / str(known.index(at.name)))
    desk.drop(at)


def _new_parameter(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    fact = desk.fact(each)
    asked, operation = desk.operation(each)
    place = operation.parent if fact.place == "path" else operation
    node = desk.drafting.parameter_of(fact, asked, place.file)
    if desk.has(place / "parameters"):
        listed = [
            desk.value(desk.followed(place / "parameters" / str(i)))
            for i in range(len(desk.value(place / "parameters")))
        ]
        if any(
            (one.get("name"), one.get("in")) == (fact.name, fact.place or "query") for one in listed
        ):
            return
        desk.append(place / "parameters", node)
    else:
        desk.put(place / "parameters", [node], _BEFORE_PARAMETERS if place == operation else _FIRST)


def _nullable_inside(fact: Field) -> bool:
    return fact.nullable or any(map(_nullable_inside, fact.fields))


def _new_property(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    fact = desk.fact(each)
    if fact.when:
        raise UnsafeEditError(
            f"it was seen with {fact.when} only, and the document has no such variant for it"
        )
    if desk.document.version == "3.0" and _nullable_inside(fact):
        raise UnsafeEditError("drafts say null as OpenAPI 3.1 does, and the document is of 3.0")
    schema = desk.schema(at)
    owner = desk.saying(schema, "properties") or _said(desk, schema, "additionalProperties")
    if desk.has(owner / "properties" / fact.name):
        return
    name = (
        owner.name
        if owner.parent.pointer == ""
        else "".join(word.capitalize() for word in words(owner.name))
    )
    weak = fact.source is not None
    node = desk.drafting.schemas.property_of(fact, name, desk.schemas_file(owner), weak=weak)
    notes = desk.drafting.schemas.notes(node)
    shown = desk.drafting.schemas.shown(node, owner.file)
    value = Noted(shown, notes) if notes else shown
    if desk.has(owner / "properties"):
        desk.put(owner / "properties" / fact.name, value, desk.before(each, fact) or ())
    else:
        desk.put(owner / "properties", {fact.name: value})
    if fact.required:
        _require(desk, owner, fact.name)


def _status(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.kind == "extra":
        desk.drop(at)
    elif each.kind == "different":
        desk.rename(at, "2XX" if each.reference == UNSTATED else str(each.reference))
    else:
        asked, operation = desk.operation(each)
        desk.drafting.shape([asked])
        status = "2XX" if each.reference == UNSTATED else str(each.reference)
        drafted = desk.drafting.responses_of(asked, operation.file, [])
        known = desk.keys(operation / "responses")
        before = [name for name in known if (name[0] != "2", name) < (status[0] != "2", status)]
        desk.put(operation / "responses" / status, drafted[status], before or _FIRST)


def _body(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.kind == "extra":
        if each.where == "request":
            desk.drop(at)
        elif desk.keys(at) == ["$ref"]:
            raise UnsafeEditError("the response is one that operations share")
        else:
            desk.drop(at / "content")
        return
    asked, operation = desk.operation(each)
    desk.drafting.shape([asked])
    if each.where == "request":
        drafted = desk.drafting.request_of(asked, operation.file, [])
        desk.put(operation / "requestBody", drafted, (*_BEFORE_PARAMETERS, "parameters"))
        return
    answers = desk.drafting.responses_of(asked, operation.file, [])
    status = each.where.partition(".")[2]
    seen = _answer(desk, each)
    name = "2XX" if seen.status == UNSTATED else seen.status
    if name not in answers or "content" not in answers[name]:
        raise UnsafeEditError("an answer of that status has no body")
    if desk.keys(at) == ["$ref"]:
        desk.put(operation / "responses" / status, answers[name])
    else:
        desk.put(at / "content", answers[name]["content"], ("description", "headers"))


def _answer(desk: WorkingCopy, each: Difference) -> Response:
    found = desk.facts.get(each.theirs, []) if each.theirs is not None else []
    response = next((fact for fact in found if isinstance(fact, Response)), None)
    if response is None:
        raise UnsafeEditError("the facts have no place for it")
    return response


def _media_type(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.kind == "extra":
        desk.drop(at)
    elif each.kind == "different":
        desk.rename(at, str(each.reference))
    else:
        place = desk.followed(at) / "content"
        known = desk.keys(place)
        if not known:
            raise UnsafeEditError("the document has no content beside which it could stand")
        media = desk.value(place / known[0])
        kept = {"schema": media["schema"]} if "schema" in media else {}
        desk.put(
            place / str(each.reference),
            {**kept, "x-draft": f"the fields of {each.reference} may be others"},
        )


def _place_of_parameter(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    desk.put(desk.followed(at) / "in", each.reference)


def _evidence(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    *holders, key = each.where.split(".")[1:]
    place = at
    for name in holders:
        place = place / "alternatives" / name
    if each.reference in (None, [], ()):
        desk.drop(place / key)
    else:
        desk.put(place / key, each.reference, ("pages", "request", "response", "status"))


def _observation(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """What `x-evidence` says was observed: `covers` of the entry of that source, which has to be
    there.
    """
    source, part = each.where.split(".")[2:]
    listed = at / "observed"
    entries = desk.value(listed) if desk.has(listed) else []
    told = [
        i
        for i, entry in enumerate(entries)
        if entry.get("source") == source and part in entry.get("covers", [])
    ]
    for index in reversed(told):
        covers = listed / str(index) / "covers"
        known = desk.value(covers)
        desk.drop(covers / str(known.index(part)) if len(known) > 1 else listed / str(index))
    if each.reference is None:
        return
    sure = [
        i
        for i, entry in enumerate(entries)
        if (entry.get("source"), entry.get("sure")) == (source, each.reference)
    ]
    if not sure or told:
        raise UnsafeEditError(
            f"the document has no observation of {source} that is {each.reference}"
        )
    desk.append(listed / str(sure[0]) / "covers", part)


def _untranscribed(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    if each.kind == "extra":
        desk.drop(at)
        return
    entry = {"title": each.reference, "note": todo("say what is shown of it")}
    if each.pages:
        entry["pages"] = list(each.pages)
    listed = at / "x-untranscribed"
    if desk.has(listed):
        desk.append(listed, entry)
    else:
        desk.put(listed, [entry])


_WAYS: dict[str, Callable[[WorkingCopy, Difference, FilePointer], None]] = {
    "type": _type,
    "format": _format,
    "nullable": _nullable,
    "enum": _enum,
    "seen": _seen,
    "discriminator": _discriminator,
    "default": _default,
    "deprecated": _deprecated,
    "required": _required,
    "presence": _presence,
    "status": _status,
    "body": _body,
    "media type": _media_type,
    "in": _place_of_parameter,
    "evidence": _evidence,
    "observation": _observation,
}
