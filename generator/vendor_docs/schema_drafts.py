"""The schemas of a draft, of fields and of bodies: what is reused, what is new, comments on both,
and examples of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.document.casing import words
from generator.document.examples import Examples
from generator.document.instances import Instances
from generator.document.rules.transcription import DRAFT, MARK
from generator.vendor_docs.facts import Body, Field
from generator.vendor_docs.path_words import sentence, singular
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
        that is a new one.
        """
        weak = weak or each.source == "sample"
        kinds = [each.type] if isinstance(each.type, str) else list(each.type or ())
        if not kinds or kinds == ["null"]:
            unseen = (
                "Its type is not shown."
                if not kinds
                else "Null in the sample; its type is not shown."
            )
            return {"description": f"{about} {unseen}".strip()}
        if each.enum and not _is_enumerable(each):
            each = replace(each, enum=())
        if each.enum and kinds != ["array"]:
            return self._beside(self._enum(each, name, file, hint or name), about, each.nullable)
        if kinds == ["object"] and each.fields:
            return self._beside(
                self.object(each, name, file, weak=weak, hint=hint or name), about, each.nullable
            )
        node: dict[str, Any] = {
            "type": [*kinds, "null"] if each.nullable else kinds[0] if len(kinds) == 1 else kinds
        }
        if "file" in kinds:
            node = {"type": "string", "format": "binary"}
        if each.format and "array" not in kinds:
            node["format"] = each.format
        if kinds == ["integer"] and (unit := told_epoch(each.about)):
            node["x-epoch"] = unit
        node["description"] = about
        if "array" in kinds:
            node["items"] = self._listed(each, name, file, weak=weak, hint=hint or name)
        if "object" in kinds:
            node["additionalProperties"] = True
        return node

    def _listed(
        self, each: Field, name: str, file: str, *, weak: bool, hint: str
    ) -> dict[str, Any]:
        """The items of an array."""
        if each.fields:
            return self.object(each, name, file, weak=weak, hint=hint)
        if each.enum:
            return self._enum(
                replace(each, type=each.items, format=each.items_format), name, file, hint
            )
        if each.items is None:
            return {"description": "One item; its form is not shown."}
        if each.items == "object":
            return {
                "type": "object",
                "description": "One item; its fields are not shown.",
                "additionalProperties": True,
            }
        return {"type": each.items, **({"format": each.items_format} if each.items_format else {})}

    def _beside(self, node: dict[str, Any], about: str, nullable: bool) -> dict[str, Any]:
        """A reference with a description beside it, and null as an alternative where it may be."""
        if nullable:
            return {"description": about, "anyOf": [node, {"type": "null"}]}
        return (
            self.noted({**node, "description": about}, *self._notes.get(id(node), ()))
            if about
            else node
        )

    def object(
        self, each: Field, name: str, file: str, *, weak: bool, hint: str = ""
    ) -> dict[str, Any]:
        """A reference to the schema of an object: one that has its shape, or a new one."""
        match = self.schema_index.find(each.fields, weak=weak, hint=hint or name, file=file)
        if match is not None:
            return self._reused(match)
        if union := self._union(each, name, file):
            return union
        name, node = self.schema_index.reserve(name, file)
        node.update(type="object", description=todo_description(name))
        discriminator = next((part for part in each.fields if part.discriminator), None)
        if discriminator is not None:
            seen = [
                value
                for value in dict.fromkeys(map(str, (*discriminator.seen, *discriminator.enum)))
                if value.strip()
            ]
            node["x-discriminator"] = Flow(property=discriminator.name, seen=seen)
        unsure = any(part.inferred or part.ambiguous or part.when for part in each.fields)
        if weak or unsure or discriminator is not None:
            node["additionalProperties"] = True
        if required := [part.name for part in each.fields if part.required]:
            node["required"] = required
        node["properties"] = {
            part.name: self.property_of(part, name, file, weak=weak) for part in each.fields
        }
        self.schema_index.filled(name)
        return {"$ref": PREFIX + name}

    def _reused(self, match: SchemaMatch) -> dict[str, Any]:
        if match.drafted:
            return {"$ref": PREFIX + match.name}
        more = f"; {match.name} is open and has {match.more} more" if match.more else ""
        return self.noted(
            {"$ref": PREFIX + match.name},
            f"Reused: the facts have the shape of {match.name}{more}.",
        )

    def property_of(self, each: Field, owner: str, file: str, *, weak: bool) -> dict[str, Any]:
        words_of_it = words(each.name)
        name = owner + "".join(word[0].upper() + word[1:] for word in words_of_it)
        if each.type == "array" and words_of_it:
            name = singular(name)
        about = description_or_todo(each, "is")
        if each.seen and not each.enum and not each.discriminator:
            about = f"{about} Seen: {', '.join(f'`{value}`' for value in each.seen)}."
        hint = singular(each.name) if each.type == "array" else each.name
        node = self.of(each, name, file, about, weak=weak, hint=hint)
        notes, left = self._notes.get(id(node), []), []
        if each.enum and not _is_enumerable(each):
            left.append(f"values that do not fit the type: {', '.join(map(repr, each.enum))}")
        if each.deprecated:
            node = {**node, "deprecated": True}
        if each.inferred:
            left.append(
                "inferred: a rule decided its place or parted its values, look at them on the page"
            )
        if each.ambiguous:
            left.append(f"ambiguous: it may belong to {' or '.join(each.ambiguous)}")
        if left:
            node = {**node, DRAFT: "; ".join(left)}
        if each.when:
            notes = [*notes, f"Seen with {each.when} only."]
        node = self.noted(node, *notes)
        if each.has_default and (each.default is not None or each.nullable):
            self._defaults.append((node, each.default))
        return node

    def _union(self, each: Field, name: str, file: str) -> dict[str, Any] | None:
        """An open union, where every field but those of all variants names the one that it belongs
        to.
        """
        by_value: dict[str, list[Field]] = {}
        keys = set()
        for part in each.fields:
            if part.when:
                match = _VARIANT.fullmatch(part.when)
                if match is None:
                    return None
                keys.add(match[1])
                if part.name != match[1]:
                    by_value.setdefault(match[2], []).append(replace(part, when=None))
        common = [part for part in each.fields if not part.when]
        key = next((part for part in common if part.name in keys), None)
        if len(keys) != 1 or key is None or key.type not in (None, "string"):
            return None
        rest = [part for part in common if part is not key]
        name, union = self.schema_index.reserve(name, file)
        variants: dict[str, str] = {}
        for value, own in by_value.items():
            variant, node = self.schema_index.reserve(
                name + "".join(word.capitalize() for word in words(value)), file
            )
            properties = {key.name: {"const": value, "description": "This kind."}}
            node.update(
                type="object",
                description=todo_description(variant),
                additionalProperties=True,
                required=[key.name],
            )
            node["properties"] = properties | {
                part.name: self.property_of(part, variant, file, weak=True)
                for part in (*rest, *own)
            }
            variants[value] = variant
        other, node = self.schema_index.reserve(f"Other{name}", file)
        node.update(
            type="object",
            description="One of a kind without fields of its own, or that was not seen.",
        )
        node["x-discriminator"] = Flow(
            property=key.name, seen=[str(each) for each in key.seen if each not in variants]
        )
        node["additionalProperties"] = True
        plain = replace(key, discriminator=True, type="string")
        node["properties"] = {
            part.name: self.property_of(part, other, file, weak=True) for part in (plain, *rest)
        }
        references = [PREFIX + variant for variant in variants.values()]
        union.update(
            description=todo_description(name),
            anyOf=[{"$ref": each} for each in (*references, PREFIX + other)],
        )
        union["discriminator"] = {
            "propertyName": key.name,
            "mapping": dict(zip(variants, references, strict=True)),
        }
        self.schema_index.filled(name)
        return {"$ref": PREFIX + name}

    def _enum(self, each: Field, name: str, file: str, hint: str) -> dict[str, Any]:
        """A reference to the schema of an enumeration."""
        match = self.schema_index.find_enum(each, hint)
        if match is not None:
            return self._reused(match)
        name, node = self.schema_index.reserve(name, file)
        kind = each.type if isinstance(each.type, str) else None
        if kind is not None:
            node["type"] = kind
        if each.format:
            node["format"] = each.format
        node["description"] = todo_description(name)
        if each.inferred:
            node[DRAFT] = "inferred: a rule parted the values, look at them on the page"
        node["enum"] = [
            value for value in each.enum if value is not None
        ]  # null is beside the reference
        meanings = [each.meanings.get(str(value), "") for value in node["enum"]]
        if all(meanings):
            constants = ["_".join(words(meaning)).upper() for meaning in meanings]
            if len(set(constants)) == len(constants) and all(
                constant.isidentifier() for constant in constants
            ):
                node["x-enum-varnames"] = constants
            node["x-enum-descriptions"] = [sentence([meaning]) for meaning in meanings]
        elif kind in ("integer", "number"):
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
            else:
                node[DRAFT] = "; ".join(
                    filter(
                        None,
                        [node.get(DRAFT), f"a default that does not fit the type: {default!r}"],
                    )
                )

    def shown(self, node: Any, file: str) -> Any:
        """A node with references as `file` has them, and its comments."""
        if isinstance(node, list):
            return [self._commented(item, file) for item in node]
        if not isinstance(node, dict):
            is_reference = isinstance(node, str) and node.startswith(PREFIX)
            return (
                self.schema_index.reference(node.removeprefix(PREFIX), file)
                if is_reference
                else node
            )
        shown = {key: self._commented(value, file) for key, value in node.items()}
        return Flow(shown) if isinstance(node, Flow) else shown

    def _commented(self, node: Any, file: str) -> Any:
        notes = self._notes.get(id(node)) if isinstance(node, dict) else None
        return Noted(self.shown(node, file), tuple(notes)) if notes else self.shown(node, file)

    def example(self, schema: dict[str, Any], body: Body) -> Any:
        """A value of the facts' sample with texts that fit their formats, or one made from the
        schema.
        """
        if body.has_sample and body.sample not in (None, {}, []):
            value = _conformed(body.sample, schema, self.schema_index, self.examples)
            if self.instances.valid(schema, value):
                return value
        made = self.examples.of_schema(schema)
        seen = _seen(made, schema, self.schema_index)
        return seen if self.instances.valid(schema, seen) else made


def todo_description(name: str) -> str:
    """What is to be said of a schema, by a person."""
    spoken = " ".join(word.lower() if not word.isupper() else word for word in words(name))
    return todo(f"say what {'an' if spoken[:1] in 'aeio' else 'a'} {spoken} is")


def todo(what: str) -> str:
    """A text that a person has to write; `lint` refuses it (HSE014)."""
    return f"{MARK} {what}."


def description_or_todo(each: Field, verb: str) -> str:
    """What the facts say of a field in words of ours, else that a person has to say it."""
    about = sentence([each.about])
    return (
        about
        if about and each.about != about_epoch(each.about)
        else todo(f"say what `{each.name}` {verb}")
    )


def _is_of(value: Any, kind: Any) -> bool:
    forms: dict[str, Any] = {
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "object": dict,
        "array": list,
    }
    form = forms.get(kind) if isinstance(kind, str) else None
    return (
        form is not None
        and isinstance(value, form)
        and (isinstance(value, bool) == (kind == "boolean"))
    )


def _is_enumerable(each: Field) -> bool:
    """Whether the values listed are of the type that they are of."""
    kind = each.items if each.type == "array" else each.type
    return all(_is_of(value, kind) or (value is None and each.nullable) for value in each.enum)


def with_flow_mappings(value: Any) -> Any:
    """A value of which objects of plain values go on one line."""
    if isinstance(value, list):
        return [with_flow_mappings(item) for item in value]
    if isinstance(value, dict):
        plain = len(value) <= 4 and not any(
            isinstance(part, (dict, list)) and part for part in value.values()
        )
        return (Flow if plain else dict)(
            {key: with_flow_mappings(part) for key, part in value.items()}
        )
    return value


def _seen(value: Any, schema: Any, index: SchemaIndex) -> Any:
    """A value whose discriminators have a value that was seen."""
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
    if not isinstance(node, Mapping):
        return sample
    if isinstance(sample, dict) and "properties" in node:
        known = node["properties"]
        return {
            key: _conformed(value, known[key], index, examples) if key in known else value
            for key, value in sample.items()
        }
    if isinstance(sample, list) and "items" in node:
        return [_conformed(item, node["items"], index, examples) for item in sample]
    if isinstance(sample, (dict, list)) or sample is None or isinstance(sample, bool):
        return sample
    return examples.of_schema(schema) if "format" in node and isinstance(sample, str) else sample
