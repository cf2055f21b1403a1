"""Whether one schema lets through all that another does, where no rule can tell.

"Safe" is said only of what jsonschema-rs proves, "breaking" only where a value is found that one
document takes and the other does not, and everything else is "unknown". The lost value is the
smallest that was found: it is made smaller for as long as it stays lost. Schemas are compared as
JSON Schema 2020-12, each with copies of what it refers to; `oneOf` is read as "one of these" (see
`rules`), and a property that does not travel in the direction asked about is neither required nor
read there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import jsonschema_rs

from generator.document import pointer as pointers
from generator.document.examples import Examples
from generator.document.instances import compiles, is_flagged
from generator.document.schema.composition import Part, Subschema
from generator.document.schema.keywords import integer_range, modernise
from generator.document.schema.normalised import canonical
from generator.review.compared import ComparedDocument
from generator.review.model import Verdict

Way = Literal["request", "response"]
Variant = Literal["whole", "sent", "shown"]
"""What a schema is written for: to be compared, to judge values as they travel, to make values of
it.
"""

_MOST_SCHEMAS = 250
_MOST_ALTERNATIVES = 12
_MOST_TO_PROVE = 60
_ONE = (
    *("not", "if", "then", "else", "contains", "propertyNames", "additionalProperties", "items"),
    *("unevaluatedItems", "unevaluatedProperties", "contentSchema"),
)
_GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"enum", "const"}),
    frozenset({"type", "nullable", "enum", "const"}),
    frozenset({"minimum", "exclusiveMinimum"}),
    frozenset({"maximum", "exclusiveMaximum"}),
    frozenset({"properties", "required"}),
    frozenset({"items", "prefixItems"}),
    frozenset({"additionalProperties", "properties", "patternProperties"}),
    frozenset({"if", "then", "else"}),
    frozenset({"contains", "minContains", "maxContains"}),
)
"""Keywords that are read together."""
_QUESTIONS = frozenset({"not", "if", "contains"})
_LISTS = ("allOf", "anyOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "dependentSchemas")
_PLAIN = frozenset(
    {
        *(
            "type",
            "enum",
            "const",
            "format",
            "pattern",
            "multipleOf",
            "maximum",
            "minimum",
            "exclusiveMaximum",
        ),
        *(
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
        ),
        *(
            "minProperties",
            "required",
            "dependentRequired",
            "minContains",
            "maxContains",
            "contentEncoding",
            "contentMediaType",
        ),
    }
)
_SCALARS: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    0.5,
    2**31,
    2**63,
    "",
    "a",
    "text",
    "0",
    [],
    {},
    [None],
    ["a"],
    [0],
)


class _TooLargeError(Exception):
    """The schema with all that it refers to is larger than is worth a proof."""


class Proof:
    """Compares nodes of two documents; what has been compiled is kept."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument) -> None:
        self._base, self._head = base, head
        self._alone: dict[tuple[bool, Subschema, Way, Variant, bool], dict[str, Any] | None] = {}
        self._validators: dict[tuple[bool, Subschema, Way], Any] = {}
        self._lost: dict[tuple[Subschema, Subschema, Way], str | None] = {}

    def verdict(self, base: Subschema, head: Subschema, way: Way) -> tuple[Verdict, str | None]:
        """Whether nothing is lost in that direction, with the smallest value that is.

        Where nothing arrives any more, nothing is lost on paper only. Whoever could send nothing
        loses nothing."""
        if self.covers(base, head, way):
            return (
                "unknown" if way == "response" and self.is_vacuous(base, head, way) else "safe"
            ), None
        example = self.lost(base, head, way)
        return ("breaking", example) if example is not None else ("unknown", None)

    def lost(self, base: Subschema, head: Subschema, way: Way) -> str | None:
        """The smallest value found that one side lets through and the other no longer does, as JSON
        text.
        """
        key = (base, head, way)
        if key not in self._lost:
            self._lost[key] = self._find(base, head, way)
        return self._lost[key]

    def is_cause(
        self, keyword: str, value: Any, base: Subschema, head: Subschema, way: Way
    ) -> bool:
        """Whether a value is lost by what became of a keyword: whether that alone, put in place of
        what it was, refuses it.

        True where schemas hold together, or are references, and nothing can be said.
        """
        (sender, reader), side = (
            ((base, head), self._head) if way == "request" else ((head, base), self._base)
        )
        if (
            len(sender) != 1
            or len(reader) != 1
            or sender[0].null != reader[0].null
            or keyword in ("allOf", "anyOf", "oneOf")
        ):
            return True
        sent, read, place = sender[0].schema, reader[0].schema, reader[0].pointer
        if (
            not isinstance(sent, dict)
            or not isinstance(read, dict)
            or "$ref" in sent
            or "$ref" in read
        ):
            return True
        group = next((group for group in _GROUPS if keyword in group), {keyword})
        changed = {key: item for key, item in sent.items() if key not in group}
        changed |= {key: item for key, item in read.items() if key in group}
        try:
            schema = _Standalone(side, way, False, "sent", False).of(
                (Part(place, changed, reader[0].null, reader[0].omit),)
            )
            return not jsonschema_rs.Draft202012Validator(
                schema, validate_formats=True, offline=True
            ).is_valid(value)
        except (ValueError, RecursionError, _TooLargeError, jsonschema_rs.ReferencingError):
            return True

    def refuses(self, node: Subschema, value: Any, *, headward: bool) -> bool:
        """Whether a value that is sent is known to be refused by
        a node of the head or of the base.
        """
        validator = self._validator(headward, node, "request")
        return validator is not None and not validator.is_valid(value)

    # --- covering ---------------------------------------------------------------------------------

    def covers(self, base: Subschema, head: Subschema, way: Way, *, exactly: bool = False) -> bool:
        """Whether it is proven that nothing is lost; `exactly` reads `oneOf` to the letter."""
        left, right = (
            self._standalone(False, base, way, "whole", exactly),
            self._standalone(True, head, way, "whole", exactly),
        )
        if left is None or right is None:
            return False
        if canonical(left) == canonical(right):
            return True
        if max(_size(left), _size(right)) > _MOST_TO_PROVE:
            return False
        small, large = (left, right) if way == "request" else (right, left)
        try:
            return bool(
                _canonical(large).covers(_canonical(small))
                == jsonschema_rs.canonical.Containment.YES
            )
        except (
            ValueError,
            RecursionError,
            jsonschema_rs.ReferencingError,
            jsonschema_rs.ValidationError,
        ):
            return False

    def is_vacuous(self, base: Subschema, head: Subschema, way: Way) -> bool:
        """Whether the side that sends lets nothing through, by a slip of the document, so that any
        proof is of nothing.
        """
        headward = way == "response"
        return self.lets_nothing(head if headward else base, headward, way)

    def lets_nothing(self, node: Subschema, headward: bool, way: Way) -> bool:
        """Whether a node is known to let no value through, of the head or of the base."""
        alone = self._standalone(headward, node, way, "whole", False)
        try:
            return (
                alone is not None
                and _canonical(alone).satisfiability() == jsonschema_rs.canonical.Satisfiability.NO
            )
        except (
            ValueError,
            RecursionError,
            jsonschema_rs.ReferencingError,
            jsonschema_rs.ValidationError,
        ):
            return False

    # --- the lost value ---------------------------------------------------------------------------

    def _find(self, base: Subschema, head: Subschema, way: Way) -> str | None:
        old, new = self._validator(False, base, way), self._validator(True, head, way)
        if old is None or new is None:
            return None
        was, now = (old, new) if way == "request" else (new, old)

        def is_lost(value: Any) -> bool:
            return bool(was.is_valid(value)) and not now.is_valid(value)

        found: str | None = None
        for value in self._candidates(base, head, way):
            if is_lost(value):
                text = json.dumps(_smaller(value, is_lost), ensure_ascii=False)
                if found is None or len(text) < len(found):
                    found = text
        return found

    def _candidates(self, base: Subschema, head: Subschema, way: Way) -> Iterator[Any]:
        yield from _SCALARS
        for headward, node in ((False, base), (True, head)):
            side = self._head if headward else self._base
            shape = side.normalised(node)
            yield from (shape.values or {}).values()
            for bounds in (shape.low, shape.high):
                for keyword, (value, _, _) in bounds.items():
                    yield from _around(keyword, value)
            alternatives = [member for union in shape.unions for member in union.members]
            for one in (node, *alternatives[:_MOST_ALTERNATIVES]):
                schema = self._standalone(headward, one, way, "shown")
                if schema is None:
                    continue
                made = Examples(_Alone(schema), way).of_schema(schema)
                yield made
                if isinstance(made, dict):
                    yield from ({**made, "key": value} for value in ("text", 1))
                    for name in made:
                        yield {other: value for other, value in made.items() if other != name}
                if isinstance(made, list) and made:
                    yield made * 2

    def _validator(self, headward: bool, node: Subschema, way: Way) -> Any:
        key = (headward, node, way)
        if key not in self._validators:
            schema = self._standalone(headward, node, way, "sent")
            try:
                self._validators[key] = (
                    None
                    if schema is None
                    else jsonschema_rs.Draft202012Validator(
                        schema, validate_formats=True, offline=True
                    )
                )
            except (ValueError, RecursionError, jsonschema_rs.ReferencingError):
                self._validators[key] = None
        return self._validators[key]

    def _standalone(
        self, headward: bool, node: Subschema, way: Way, variant: Variant, exactly: bool = False
    ) -> dict[str, Any] | None:
        key = (headward, node, way, variant, exactly)
        if key not in self._alone:
            side, sends = self._head if headward else self._base, headward is (way == "response")
            try:
                self._alone[key] = _Standalone(side, way, sends, variant, exactly).of(node)
            except (_TooLargeError, RecursionError):
                self._alone[key] = None
        return self._alone[key]


class _Alone:
    """A schema that refers to its own `$defs` only, to be read as examples are read from a
    document.
    """

    version = "3.1"

    def __init__(self, schema: dict[str, Any]) -> None:
        self.root = schema

    def resolve(self, node: Any) -> tuple[Any, str | None]:
        name = (
            node["$ref"].rpartition("/")[2]
            if isinstance(node, dict) and isinstance(node.get("$ref"), str)
            else None
        )
        return (node, None) if name is None else (self.root["$defs"][name], f"/$defs/{name}")

    target = resolve


class _Standalone:
    """Writes a node as one schema of JSON Schema 2020-12 with all that it refers to in `$defs`.

    A property that does not travel need not be there. What is said of it counts for who `sends` in
    the `whole`, is not read by the other, and refuses it in what is `sent`; `shown` keeps its flag.
    What only asks something about a value (`if`, `not`, `contains`) is written as it is."""

    def __init__(
        self, side: ComparedDocument, way: Way, sends: bool, variant: Variant, exactly: bool
    ) -> None:
        self._side, self._sends, self._variant, self._exactly = side, sends, variant, exactly
        self._hidden: Literal["readOnly", "writeOnly"] = (
            "readOnly" if way == "request" else "writeOnly"
        )
        self._names: dict[tuple[str, bool], str] = {}
        self._definitions: dict[str, Any] = {}
        self._count = 0
        self._asking = 0

    def of(self, node: Subschema) -> dict[str, Any]:
        parts = [self._part(part) for part in node]
        whole = (
            parts[0]
            if len(parts) == 1 and isinstance(parts[0], dict)
            else {"allOf": parts}
            if parts
            else {}
        )
        if self._definitions:
            whole = {**whole, "$defs": dict(sorted(self._definitions.items()))}
        return whole

    def _part(self, part: Part) -> Any:
        schema = part.schema
        if part.omit and isinstance(schema, dict):
            schema = {key: value for key, value in schema.items() if key not in part.omit}
        written = self._schema(schema, part.pointer)
        return {"anyOf": [written, {"type": "null"}]} if part.null else written

    def _schema(self, schema: Any, place: str) -> Any:
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else {}
        self._count += 1
        if self._count > _MOST_SCHEMAS:
            raise _TooLargeError
        if isinstance(schema.get("$ref"), str):
            target, pointer = self._side.target(schema) or ({}, place)
            reference = {"$ref": f"#/$defs/{self._name(target, pointer)}"}
            if self._side.is_alias(schema):
                return reference
            beside = self._schema(
                {key: value for key, value in schema.items() if key != "$ref"}, place
            )
            return {"allOf": [reference, beside]}
        written: dict[str, Any] = {}
        for key, value in schema.items():
            self._keyword(written, key, value, pointers.join(place, key), schema)
        if within := integer_range(schema):
            bounds = {"minimum": within[0], "maximum": within[1]}
            written["allOf"] = [*written.get("allOf", ()), bounds]
        if self._side.old:
            return modernise(written, nullable=schema.get("nullable") is True)
        return written

    def _keyword(
        self, written: dict[str, Any], key: str, value: Any, place: str, schema: Mapping[str, Any]
    ) -> None:
        if key == "oneOf" and isinstance(value, list) and self._exactly:
            written[key] = [
                self._schema(member, pointers.join(place, number))
                for number, member in enumerate(value)
            ]
        elif key == "oneOf" and isinstance(value, list):
            union = {
                "anyOf": [
                    self._schema(member, pointers.join(place, number))
                    for number, member in enumerate(value)
                ]
            }
            if "anyOf" in schema or "allOf" in written:
                written["allOf"] = [*written.get("allOf", ()), union]
            else:
                written.update(union)
        elif key in _ONE and isinstance(value, (dict, bool)):
            self._asking += key in _QUESTIONS
            written[key] = self._schema(value, place)
            self._asking -= key in _QUESTIONS
        elif key in _LISTS and isinstance(value, list):
            members = [
                self._schema(member, pointers.join(place, number))
                for number, member in enumerate(value)
            ]
            written[key] = [*written.get(key, ()), *members]
        elif key == "dependencies" and isinstance(
            value, dict
        ):  # taken apart since JSON Schema 2019-09, see `shapes`
            written[key] = {
                name: child
                if isinstance(child, list)
                else self._schema(child, pointers.join(place, name))
                for name, child in value.items()
            }
        elif key in _MAPS and isinstance(value, dict):
            written[key] = {
                name: self._member(key, child, pointers.join(place, name))
                for name, child in value.items()
            }
        elif key == "required" and isinstance(value, list):
            declared = schema.get("properties")
            declared = declared if isinstance(declared, dict) else {}
            kept = [
                name
                for name in value
                if isinstance(name, str) and not self._is_hidden(declared.get(name))
            ]
            if kept:
                written[key] = sorted(set(kept))
        elif key == "pattern" and isinstance(value, str):
            if compiles(value):
                written[key] = value
        elif key in _PLAIN or (key == self._hidden and self._variant == "shown"):
            written[key] = value

    def _member(self, keyword: str, schema: Any, place: str) -> Any:
        told = self._sends if self._variant == "whole" else self._variant == "shown"
        if keyword == "properties" and not told and self._is_hidden(schema):
            return not self._sends
        return self._schema(schema, place)

    def _is_hidden(self, schema: Any) -> bool:
        return not self._asking and is_flagged(schema, self._hidden, self._side.document)

    def _name(self, target: Any, pointer: str) -> str:
        key = (pointer, self._asking > 0)
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = f"d{len(self._names)}"
            self._definitions[known] = self._schema(target, pointer)
        return known


def _canonical(schema: Any) -> jsonschema_rs.CanonicalSchema:
    return jsonschema_rs.canonicalize(schema, validate_formats=True, offline=True)


def _size(schema: Any) -> int:
    """How many schemas, keywords and values a schema is made of."""
    if isinstance(schema, dict):
        return 1 + sum(_size(value) for value in schema.values() if isinstance(value, (dict, list)))
    return (
        sum(_size(value) for value in schema if isinstance(value, (dict, list)))
        if isinstance(schema, list)
        else 0
    )


def _around(keyword: str, value: Any) -> Iterator[Any]:
    """Values at a bound and beside it."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return
    for near in (value - 1, value, value + 1):
        if keyword in ("minimum", "maximum"):
            yield near
        elif 0 <= near <= 200:
            count = int(near)
            if keyword.endswith("Length"):
                yield "a" * count
            elif keyword.endswith("Items"):
                yield list(range(count))
            else:
                yield {f"key{number}": None for number in range(count)}


def _smaller(value: Any, is_lost: Any) -> Any:
    """`value` without every key and item that it can do without and still be lost."""
    if isinstance(value, dict):
        for name in sorted(value):
            less = {other: item for other, item in value.items() if other != name}
            if is_lost(less):
                value = less
        for name in sorted(value):
            current = value
            made = _smaller(
                value[name],
                lambda item, name=name, current=current: is_lost({**current, name: item}),
            )
            value = {**value, name: made}
    elif isinstance(value, list):
        while value and is_lost(value[:-1]):
            value = value[:-1]
    return value
