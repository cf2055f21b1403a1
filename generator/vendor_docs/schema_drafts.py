"""The schemas of a draft, of fields and of bodies: what is reused, what is new, comments on both,
and examples of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from generator.document.access import without_none
from generator.document.casing import words
from generator.document.examples import Examples
from generator.document.instances import Instances
from generator.document.rules.transcription import DRAFT, MARK
from generator.vendor_docs.facts import Body, Field
from generator.vendor_docs.json_values import is_of, not_null
from generator.vendor_docs.path_words import capitalized, sentence, singular
from generator.vendor_docs.reading.line_grammar import about_epoch, told_epoch
from generator.vendor_docs.schema_index import PREFIX, SchemaIndex, SchemaMatch
from generator.vendor_docs.yaml_printer import Flow, Noted

_VARIANT = re.compile(r"(\S+?)(?:: | = | is |=|:| )\s*[`\"']?([^`\"']+)[`\"']?")


class SchemaDrafts:
    """Schemas as a bundled document has them; `shown` gives them as a file of the document's folder
    does.
    """

    def __init__(self, index: SchemaIndex) -> None:
        self.schema_index = index
        self._notes: dict[int, list[str]] = {}
        self._kept: list[Any] = []  # nodes with notes, which are told apart by their identity
        self._defaults: list[tuple[dict[str, Any], Any]] = []
        self._judged = -1, Instances(index)

    def of(
        self, each: Field, name: str, file: str, about: str, *, weak: bool, hint: str = ""
    ) -> dict[str, Any]:
        """The schema of a field. `name` is for the object or enumeration that it is or holds, if
        that is a new one; `hint`, a field's own name, tells which known one may be meant. `weak`:
        the facts come from a sample or are cut."""
        weak = weak or each.source == "sample"
        hint = hint or name
        if each.enum and not _is_enumerable(each):
            each = replace(each, enum=())
        match list(each.types):
            case []:
                return {"description": f"{about} Its type is not shown.".strip()}
            case ["null"]:
                unseen = "Null in the sample; its type is not shown."
                return {"description": f"{about} {unseen}".strip()}
            case kinds if each.enum and kinds != ["array"]:  # of an array they are its items'
                return self._beside(self._enum(each, name, file, hint), about, each.nullable)
            case ["object"] if each.fields:
                node = self.object(each, name, file, weak=weak, hint=hint)
                return self._beside(node, about, each.nullable)
            case kinds:
                node = _typed(each, kinds)
        node["description"] = about
        if "array" in kinds:
            node["items"] = self._listed(each, name, file, weak=weak, hint=hint)
        if "object" in kinds:
            node["additionalProperties"] = True
        return node

    def _listed(
        self, each: Field, name: str, file: str, *, weak: bool, hint: str
    ) -> dict[str, Any]:
        """The items of an array."""
        if each.fields:
            return self.object(each, name, file, weak=weak, hint=hint)
        item = replace(each, type=each.items, format=each.items_format)
        if each.enum:
            return self._enum(item, name, file, hint)
        match each.items:
            case None:
                return {"description": "One item; its form is not shown."}
            case "object":
                return {
                    "type": "object",
                    "description": "One item; its fields are not shown.",
                    "additionalProperties": True,
                }
            case kind:
                return without_none({"type": kind, "format": item.format or None})

    def _beside(self, node: dict[str, Any], about: str, nullable: bool) -> dict[str, Any]:
        """A reference with a description beside it, and null as an alternative where it may be."""
        if nullable:
            return {"description": about, "anyOf": [node, {"type": "null"}]}
        if not about:
            return node
        return self.noted({**node, "description": about}, *self.notes(node))

    def object(
        self, each: Field, name: str, file: str, *, weak: bool, hint: str = ""
    ) -> dict[str, Any]:
        """A reference to the schema of an object: one that has its shape, or a new one. A new one
        is open where there may be fields that the facts do not have."""
        match = self.schema_index.find(each.fields, weak=weak, hint=hint or name, file=file)
        if match is not None:
            return self._reused(match)
        if union := self._union(each, name, file):
            return union
        name, node = self.schema_index.reserve(name, file)
        told = next(filter(attrgetter("discriminator"), each.fields), None)
        is_open = weak or told or any(map(_is_unsure, each.fields))
        said = {
            "type": "object",
            "description": todo_description(name),
            "x-discriminator": _discriminator(told) if told else None,
            "additionalProperties": True if is_open else None,
            "required": [part.name for part in each.fields if part.required] or None,
        }
        node.update(without_none(said))
        node["properties"] = self._properties(each.fields, name, file, weak=weak)
        self.schema_index.filled(name)
        return {"$ref": PREFIX + name}

    def _properties(
        self, fields: Iterable[Field], owner: str, file: str, *, weak: bool
    ) -> dict[str, Any]:
        return {part.name: self.property_of(part, owner, file, weak=weak) for part in fields}

    def _reused(self, match: SchemaMatch) -> dict[str, Any]:
        if match.drafted:
            return {"$ref": PREFIX + match.name}
        more = f"; {match.name} is open and has {match.more} more" if match.more else ""
        return self.noted(
            {"$ref": PREFIX + match.name},
            f"Reused: the facts have the shape of {match.name}{more}.",
        )

    def property_of(self, each: Field, owner: str, file: str, *, weak: bool) -> dict[str, Any]:
        """The schema of a property of `owner`, with what is said of it beside its type. A new
        schema in it is named after both: `BookAuthor`, of the items of `authors` too."""
        name = owner + "".join(word[0].upper() + word[1:] for word in words(each.name))
        hint = each.name
        if each.type == "array" and name != owner:
            name, hint = singular(name), singular(hint)
        about = description_or_todo(each, "is")
        node = self.of(each, name, file, about, weak=weak, hint=hint)
        said = {
            "deprecated": each.deprecated or None,
            DRAFT: "; ".join(_left_open(each)) or None,
        }
        only = [f"Seen with {each.when} only."] if each.when else []
        notes = (*self.notes(node), *only)
        node = self.noted({**node, **without_none(said)}, *notes)
        # A default of null is the lack of one, unless the value may be null.
        if each.has_default and (each.default is not None or each.nullable):
            self._defaults.append((node, each.default))
        return node

    def _union(self, each: Field, name: str, file: str) -> dict[str, Any] | None:
        """An open union, where every field but those of all variants names the one that it belongs
        to.
        """
        parted = _by_variant(each.fields)
        if parted is None:
            return None
        key, rest, by_value = parted
        name, union = self.schema_index.reserve(name, file)
        variants = {
            value: self._variant(name, key.name, value, (*rest, *own), file)
            for value, own in by_value.items()
        }
        references = {value: PREFIX + variant for value, variant in variants.items()}
        other = PREFIX + self._other_variant(name, key, rest, file, variants)
        union.update(
            description=todo_description(name),
            anyOf=[{"$ref": each} for each in (*references.values(), other)],
            discriminator={"propertyName": key.name, "mapping": references},
        )
        self.schema_index.filled(name)
        return {"$ref": PREFIX + name}

    def _variant(self, union: str, key: str, value: str, fields: Sequence[Field], file: str) -> str:
        """The variant of a value, by name: an object whose property `key` has that value."""
        name, node = self.schema_index.reserve(union + capitalized(words(value)), file)
        node.update(
            type="object",
            description=todo_description(name),
            additionalProperties=True,
            required=[key],
            properties={key: {"const": value, "description": "This kind."}},
        )
        node["properties"] |= self._properties(fields, name, file, weak=True)
        return name

    def _other_variant(
        self, union: str, key: Field, rest: Sequence[Field], file: str, known: Container[str]
    ) -> str:
        """The variant of all values that no other has, by name."""
        name, node = self.schema_index.reserve(f"Other{union}", file)
        seen = [str(value) for value in key.seen if value not in known]
        node.update(
            {
                "type": "object",
                "description": "One of a kind without fields of its own, or that was not seen.",
                "x-discriminator": Flow(property=key.name, seen=seen),
                "additionalProperties": True,
            }
        )
        plain = replace(key, discriminator=True, type="string")
        node["properties"] = self._properties((plain, *rest), name, file, weak=True)
        return name

    def _enum(self, each: Field, name: str, file: str, hint: str) -> dict[str, Any]:
        """A reference to the schema of an enumeration: one that has its values, or a new one. Its
        values are explained where the facts have the meanings of all."""
        match = self.schema_index.find_enum(each, hint)
        if match is not None:
            return self._reused(match)
        name, node = self.schema_index.reserve(name, file)
        parted = "inferred: a rule parted the values, look at them on the page"
        said = {
            "type": each.type if isinstance(each.type, str) else None,
            "format": each.format or None,
            "description": todo_description(name),
            DRAFT: parted if each.inferred else None,
            # null is beside the reference
            "enum": not_null(each.enum),
        }
        node.update(without_none(said))
        meanings = [each.meanings.get(str(value), "") for value in node["enum"]]
        if all(meanings):
            node.update(_explained(meanings))
        elif each.type in ("integer", "number"):
            node["description"] += " The reference lists the values without their meanings."
        return {"$ref": PREFIX + name}

    def notes(self, node: dict[str, Any]) -> tuple[str, ...]:
        """The comments of a node."""
        return tuple(self._notes.get(id(node), ()))

    def noted(self, node: dict[str, Any], *notes: str) -> dict[str, Any]:
        if notes:
            self._notes[id(node)] = list(notes)
            self._kept.append(node)
        return node

    @property
    def instances(self) -> Instances:
        """It judges by the schemas as they are when it is first asked, so another is needed when
        there are more.
        """
        if self._judged[0] != len(self.schema_index):
            self._judged = len(self.schema_index), Instances(self.schema_index)
        return self._judged[1]

    @property
    def examples(self) -> Examples:
        return Examples(self.schema_index, "request", self.instances)

    def settle(self) -> None:
        """Sets the defaults, now that all schemas are there that they are judged by."""
        for node, default in self._defaults:
            if self.instances.valid(node, default):
                node["default"] = default
                continue
            why = f"a default that does not fit the type: {default!r}"
            node[DRAFT] = f"{node[DRAFT]}; {why}" if node.get(DRAFT) else why

    def shown(self, node: Any, file: str) -> Any:
        """A node with references as `file` has them, and its comments. References stand in a
        `mapping` of a discriminator too, so that every text that is one counts."""
        match node:
            case list():
                return [self._commented(item, file) for item in node]
            case dict():
                shown = {key: self._commented(value, file) for key, value in node.items()}
                return Flow(shown) if isinstance(node, Flow) else shown
            case str() if node.startswith(PREFIX):
                return self.schema_index.reference(node.removeprefix(PREFIX), file)
        return node

    def _commented(self, node: Any, file: str) -> Any:
        notes = self._notes.get(id(node)) if isinstance(node, dict) else None
        return Noted(self.shown(node, file), tuple(notes)) if notes else self.shown(node, file)

    def example(self, schema: dict[str, Any], body: Body) -> Any:
        """A value of the facts' sample with texts that fit their formats, or one made from the
        schema, whose discriminators have values that were met if it is valid with them."""
        if body.has_sample and body.sample not in (None, {}, []):
            value = _conformed(body.sample, schema, self.schema_index, self.examples)
            if self.instances.valid(schema, value):
                return value
        made = self.examples.of_schema(schema)
        seen = _seen(made, schema, self.schema_index)
        return seen if self.instances.valid(schema, seen) else made


def _explained(meanings: Sequence[str]) -> dict[str, list[str]]:
    """What an enumeration says of its values; they have names where the meanings give each one."""
    constants = ["_".join(words(meaning)).upper() for meaning in meanings]
    said = {"x-enum-descriptions": [sentence([meaning]) for meaning in meanings]}
    if len(set(constants)) == len(constants) and all(map(str.isidentifier, constants)):
        return {"x-enum-varnames": constants, **said}
    return said


def todo_description(name: str) -> str:
    """What is to be said of a schema, by a person."""
    spoken = " ".join(word.lower() if not word.isupper() else word for word in words(name))
    return todo(f"say what {'an' if spoken[:1] in 'aeio' else 'a'} {spoken} is")


def todo(what: str) -> str:
    """A text that a person has to write; `lint` refuses it (HSE014)."""
    return f"{MARK} {what}."


def description_or_todo(each: Field, verb: str) -> str:
    """What the facts say of a field in words of ours, else that a person has to say it; and the
    values that were met, where nothing else says them."""
    about = sentence([each.about])
    if not about or each.about == about_epoch(each.about):
        about = todo(f"say what `{each.name}` {verb}")
    if each.enum or each.discriminator or not each.seen:
        return about
    return f"{about} Seen: {', '.join(f'`{value}`' for value in each.seen)}."


def _discriminator(each: Field) -> Flow:
    values = dict.fromkeys(map(str, (*each.seen, *each.enum)))
    return Flow(property=each.name, seen=[value for value in values if value.strip()])


def _is_unsure(each: Field) -> bool:
    """Whether a field may belong to another object, or to one variant of its own alone."""
    return each.inferred or bool(each.ambiguous or each.when)


def _left_open(each: Field) -> Iterator[str]:
    """What a person has to look at."""
    if each.enum and not _is_enumerable(each):
        yield f"values that do not fit the type: {', '.join(map(repr, each.enum))}"
    if each.inferred:
        yield "inferred: a rule decided its place or parted its values, look at them on the page"
    if each.ambiguous:
        yield f"ambiguous: it may belong to {' or '.join(each.ambiguous)}"


def _typed(each: Field, kinds: list[str]) -> dict[str, Any]:
    """A schema that says a type, with its format, and of an integer the unit in which it counts a
    moment: `{"type": ["string", "null"], "format": "date-time"}`."""
    types = [*kinds, "null"] if each.nullable else kinds
    node: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    if "file" in kinds:
        node = {"type": "string", "format": "binary"}
    if each.format and "array" not in kinds:
        node["format"] = each.format
    unit = told_epoch(each.about) if kinds == ["integer"] else None
    return {**node, **without_none({"x-epoch": unit})}


def _by_variant(
    fields: Iterable[Field],
) -> tuple[Field, list[Field], dict[str, list[Field]]] | None:
    """The field that tells variants apart, the others that all have, and those of each value (of
    `when`, as `type unicity` or `type = unicity`); `None` where the fields are of no such union."""
    keys: set[str] = set()
    common: list[Field] = []
    by_value: dict[str, list[Field]] = defaultdict(list)
    for part in fields:
        match = _VARIANT.fullmatch(part.when or "")
        if not part.when:
            common.append(part)
        elif match is None:
            return None
        else:
            key, value = match.groups()
            keys.add(key)
            if part.name != key:
                by_value[value].append(replace(part, when=None))
    told = next((part for part in common if keys == {part.name}), None)
    if told is None or not _takes_names(told):
        return None
    return told, [part for part in common if part is not told], by_value


def _takes_names(part: Field) -> bool:
    """Whether the values of a field can name variants, as the texts of a `mapping` do (OpenAPI 3.1,
    section 4.8.25)."""
    return part.type in (None, "string")


def _is_enumerable(each: Field) -> bool:
    """Whether the values listed are of the type that they are of."""
    kind = each.items if each.type == "array" else each.type
    return all(is_of(value, kind) or (value is None and each.nullable) for value in each.enum)


def with_flow_mappings(value: Any) -> Any:
    """A value of which objects of plain values go on one line."""
    if isinstance(value, list):
        return [with_flow_mappings(item) for item in value]
    if isinstance(value, dict):
        nested = [part for part in value.values() if isinstance(part, (dict, list)) and part]
        form = Flow if len(value) <= 4 and not nested else dict
        return form({key: with_flow_mappings(part) for key, part in value.items()})
    return value


def _seen(value: Any, schema: Any, index: SchemaIndex) -> Any:
    """A value whose discriminators have a value that was seen, at any depth: `{"type": "book"}` for
    `{"type": "text"}`, which is made of a text and names no variant."""
    node, _ = index.resolve(schema)
    if isinstance(value, list):
        return [_seen(item, node.get("items", {}), index) for item in value]
    if not isinstance(value, dict):
        return value
    known = node.get("properties", {})
    value = {key: _seen(part, known.get(key, {}), index) for key, part in value.items()}
    discriminator = node.get("x-discriminator", {})
    if discriminator.get("seen") and discriminator.get("property") in value:
        value[discriminator["property"]] = discriminator["seen"][0]
    return value


def _conformed(sample: Any, schema: Any, index: SchemaIndex, examples: Examples) -> Any:
    """A sample with values that fit the formats of its schema."""
    node, _ = index.resolve(schema)
    match sample, node:
        case {}, {"properties": known}:
            return {
                key: _conformed(value, known[key], index, examples) if key in known else value
                for key, value in sample.items()
            }
        case [*items], {"items": inner}:
            return [_conformed(item, inner, index, examples) for item in items]
        case str(), {"format": _}:
            return examples.of_schema(schema)
        case _:
            return sample
