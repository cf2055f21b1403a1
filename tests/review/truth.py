"""What really is lost between two documents: values that one side lets through are judged by the
other.

Schemas are translated to JSON Schema 2020-12 here, on their own, and judged by jsonschema-rs, so
that nothing of the review has a part in it but the policies of `generator.review.rules`, which are
followed:

- `oneOf` is "one of these"; formats and patterns are assertions; integer formats are ranges;
  discriminators and defaults are annotations; OpenAPI 3.0's `nullable` lets null through whatever
  stands beside it;
- a property that is read-only is not sent and not asked for in a request, and one that is
  write-only not in a response: its sender leaves it out, its reader takes no notice of it;
- a caller does not send properties that an open object does not declare and that the other document
  knows, and nothing but scalars by other names; of alternatives it sends the one that it means,
  without what only the others declare;
- a parameter travels as text, and is accepted if any reading of the text is.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Literal

import jsonschema_rs

from tests.review.random_documents import NUMBERS, TEXTS, Json, Root, operation

Way = Literal["request", "response"]

EXTRA = frozenset({"x-e", "key", "KEY"})
"""Names that no document declares."""
_NESTED = {"type": ["object", "array"]}
_ONE = (
    "propertyNames",
    "additionalProperties",
    "items",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class Translation:
    """A document's schemas for a way, as their sender means them or as their reader does.

    What holds together at one place of a value is written in one piece, so that it is known which
    properties are declared there and which of them do not travel. Places inside refer to `$defs`.
    """

    def __init__(
        self,
        root: Root,
        way: Way,
        *,
        sends: bool,
        others: frozenset[str] = frozenset(),
        asks: bool = False,
    ) -> None:
        """`others` are the properties that the other document declares anywhere; `asks` is for
        schemas that do not describe a value but ask something about it."""
        self._components = root["components"]["schemas"]
        self._questions = None if asks else Translation(root, way, sends=False, asks=True)
        self._sends, self._others = sends, others
        self._old = root["openapi"].startswith("3.0")
        self._hidden = "readOnly" if way == "request" else "writeOnly"
        self._definitions: Root = {}

    def validator(self, schema: Json) -> Any:
        place = self.place(schema)
        questions = self._questions._definitions if self._questions else {}
        whole = {"allOf": [place], "$defs": {**self._definitions, **questions}}
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True, offline=True)

    def place(self, schema: Json) -> Json:
        """The schema at a place of its own."""
        if not isinstance(schema, dict) or '"$ref"' not in json.dumps(schema):
            return self._place(schema)
        name = f"{id(schema)}{'' if self._questions else '?'}"
        if name not in self._definitions:
            self._definitions[name] = True
            self._definitions[name] = self._place(schema)
        return {"$ref": f"#/$defs/{name}"}

    def _place(self, schema: Json) -> Json:
        return self._within(
            schema, _Scope(self._names(schema, ()), self._hidden_names(schema, ())), ()
        )

    def _within(self, schema: Json, scope: _Scope, path: tuple[str, ...]) -> Json:
        """A schema as its sender means it: an open object has no properties that only the other
        document knows there.
        """
        written = self._of(schema, scope, path)
        if not self._sends or not self._others:
            return written
        names = sorted(self._unknown(self._others | EXTRA, schema, scope, path))
        refused: list[Root] = [{"required": [name]} for name in names if name not in EXTRA]
        refused += [
            {"required": [name], "properties": {name: _NESTED}} for name in names if name in EXTRA
        ]
        return (
            {"allOf": [written, {"not": {"type": "object", "anyOf": refused}}]}
            if refused
            else written
        )

    def _of(self, schema: Json, scope: _Scope, path: tuple[str, ...]) -> Json:
        if not isinstance(schema, dict):
            return schema
        schema = self._alone(schema)
        written: Root = {"allOf": []}
        for key, value in schema.items():
            self._keyword(written, key, value, schema, scope, path)
        if self._old:
            _modernise(written, schema)
        if schema.get("format") in _RANGES and "integer" in json.dumps(schema.get("type")):
            low, high = _RANGES[schema["format"]]
            written["allOf"].append({"minimum": low, "maximum": high})
        if not written["allOf"]:
            del written["allOf"]
        return (
            {"anyOf": [written, {"type": "null"}]}
            if self._old and schema.get("nullable") is True
            else written
        )

    def _alone(self, schema: Root) -> Root:
        """What counts of a schema: beside a reference, OpenAPI 3.0 reads nothing."""
        return {"$ref": schema["$ref"]} if self._old and "$ref" in schema else schema

    def _keyword(
        self,
        written: Root,
        key: str,
        value: Json,
        schema: Root,
        scope: _Scope,
        path: tuple[str, ...],
    ) -> None:
        if key == "$ref":
            name = _target(schema)
            if name not in path:  # a circle says no more than its schemas say
                written["allOf"].append(self._of(self._components[name], scope, (*path, name)))
        elif key == "properties":
            written[key] = {name: self._property(child) for name, child in value.items()}
        elif key == "required":
            written[key] = sorted({name for name in value if name not in scope.hidden})
        elif key in ("oneOf", "anyOf"):
            written["allOf"].append({"anyOf": self._members(value, scope, path)})
        elif key == "allOf":
            written[key] += [self._of(member, scope, path) for member in value]
        elif key in ("not", "if"):
            written[key] = (self._questions or self)._of(
                value, _Scope(scope.names, frozenset()), path
            )
        elif key == "contains":
            written[key] = (self._questions or self).place(value)
        elif key in ("then", "else"):
            written[key] = self._of(value, self._inside(value, scope, path), path)
        elif key == "dependentSchemas":
            written[key] = {
                name: self._of(child, self._inside(child, scope, path), path)
                for name, child in value.items()
            }
        elif key in _ONE:
            written[key] = self.place(value)
        elif key == "prefixItems":
            written[key] = [self.place(member) for member in value]
        elif key == "patternProperties":
            written[key] = {name: self.place(child) for name, child in value.items()}
        elif key not in (
            "nullable",
            "readOnly",
            "writeOnly",
            "discriminator",
            "default",
            "description",
        ):
            written[key] = value

    def _inside(self, schema: Json, scope: _Scope, path: tuple[str, ...]) -> _Scope:
        """What is declared where a schema holds under a condition."""
        return _Scope(scope.names, scope.hidden | self._hidden_names(schema, path))

    def _members(self, members: list[Json], scope: _Scope, path: tuple[str, ...]) -> list[Json]:
        """Alternatives; a sender writes the one that it means, without what only the others
        declare.
        """
        if len(members) < 2:
            return [self._of(member, scope, path) for member in members]
        names = [self._names(member, path) for member in members]
        shared = scope.names.difference(*names)
        return [
            self._within(
                member, _Scope(shared | own, scope.hidden | self._hidden_names(member, path)), path
            )
            for member, own in zip(members, names, strict=True)
        ]

    def _property(self, child: Json) -> Json:
        return not self._sends if self._questions and self._is_hidden(child) else self.place(child)

    def _together(self, schema: Json, path: tuple[str, ...], *, unions: bool) -> Iterator[Root]:
        """The schemas that hold together with one, itself first; with `unions`, those of its
        alternatives too.
        """
        waiting, met = [schema], set(path[:-1])
        while waiting:
            one = waiting.pop()
            if not isinstance(one, dict):
                continue
            one = self._alone(one)
            yield one
            waiting += one.get("allOf", ())
            for keyword in ("anyOf", "oneOf"):
                waiting += one.get(keyword, ()) if unions or len(one.get(keyword, ())) == 1 else ()
            if unions:
                waiting += [one[keyword] for keyword in ("then", "else") if keyword in one]
                waiting += one.get("dependentSchemas", {}).values()
            if "$ref" in one and _target(one) not in met:
                met.add(_target(one))
                waiting.append(self._components[_target(one)])

    def _names(self, schema: Json, path: tuple[str, ...]) -> frozenset[str]:
        return frozenset(
            name
            for one in self._together(schema, path, unions=True)
            for name in one.get("properties", ())
        )

    def _unknown(
        self, names: Iterable[str], schema: Json, scope: _Scope, path: tuple[str, ...]
    ) -> Iterator[str]:
        """Those of `names` of which nothing is said here; a map says something of every name."""
        together = list(self._together(schema, path, unions=False))
        extra = ("additionalProperties", "unevaluatedProperties")
        if any(
            one[keyword] not in (True, {})
            for one in together
            for keyword in extra
            if keyword in one
        ):
            return
        patterns = [pattern for one in together for pattern in one.get("patternProperties", ())]
        for name in names:
            if name not in scope.names and not any(
                re.search(pattern, name) for pattern in patterns
            ):
                yield name

    def _hidden_names(self, schema: Json, path: tuple[str, ...]) -> frozenset[str]:
        together = self._together(schema, path, unions=False)
        return frozenset(
            name
            for one in together
            for name, child in one.get("properties", {}).items()
            if self._is_hidden(child)
        )

    def _is_hidden(self, schema: Json) -> bool:
        """Whether a property does not travel: its schema says so, or one that holds together with
        it.
        """
        return any(
            one.get(self._hidden) is True for one in self._together(schema, (), unions=False)
        )


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is declared at one place of a value: all names, and those of properties that do not
    travel.
    """

    names: frozenset[str]
    hidden: frozenset[str]


def _target(schema: Root) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _modernise(written: Root, schema: Root) -> None:
    for plain, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(strict), bool):
            del written[strict]
            if schema[strict] and plain in written:
                written[strict] = written.pop(plain)


# --- values ---------------------------------------------------------------------------------------


class Values:
    """Draws values that a schema lets through, as a rule, and near misses of them."""

    def __init__(self, root: Root, draw: random.Random) -> None:
        self._root, self._draw = root, draw
        self.pool = [*TEXTS, *NUMBERS, True, False, None, *_constants(root)]

    def of(self, schema: Json, count: int) -> Iterator[Json]:
        for number in range(count):
            value = self._value(schema, 4)
            yield value
            for _ in range(number % 3):
                value = self._near(value)
                yield value

    def _value(self, schema: Json, depth: int) -> Json:
        draw = self._draw
        if not isinstance(schema, dict) or depth < -6:
            return draw.choice(self.pool)
        if schema.get("nullable") is True and draw.random() < 0.2:
            return None
        if "$ref" in schema:
            return self._value(
                self._root["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth - 1
            )
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return draw.choice(schema["enum"] or [None])
        unions = [keyword for keyword in ("anyOf", "oneOf") if schema.get(keyword)]
        parts = [self._value(draw.choice(schema[keyword]), depth - 1) for keyword in unions]
        parts += [self._value(one, depth - 1) for one in schema.get("allOf", ())]
        if "type" in schema or not parts or schema.keys() & {"properties", "required", "items"}:
            parts.append(self._own(schema, depth))
        objects = [part for part in parts if isinstance(part, dict)]
        if objects and draw.random() < 0.95:
            return {name: value for part in objects for name, value in part.items()}
        return draw.choice(parts)

    def _own(self, schema: Root, depth: int) -> Json:
        draw = self._draw
        kinds = schema.get("type")
        if isinstance(kinds, list):
            kinds = draw.choice(kinds or [None])
        if kinds is None:
            objects = {"properties", "required", "additionalProperties", "minProperties"}
            kinds = (
                "object"
                if schema.keys() & objects
                else "array"
                if schema.keys() & {"items", "prefixItems"}
                else None
            )
        match kinds:
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "string":
                return draw.choice([*self._lengths(schema), *TEXTS])
            case "integer" | "number":
                bounds = [
                    schema[key]
                    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
                    if key in schema
                ]
                near = [
                    bound + step
                    for bound in bounds
                    if not isinstance(bound, bool)
                    for step in (-1, 0, 1)
                ]
                found = draw.choice([*near, *near, *NUMBERS])
                return int(found) if kinds == "integer" and found != 0.5 else found
            case "boolean":
                return draw.random() < 0.5
            case "null":
                return None
        return draw.choice(self.pool)

    def _lengths(self, schema: Root) -> list[str]:
        bounds = [schema[key] for key in ("minLength", "maxLength") if key in schema]
        return [
            "a" * (bound + step) for bound in bounds for step in (-1, 0, 1) if bound + step >= 0
        ]

    def _object(self, schema: Root, depth: int) -> Json:
        draw = self._draw
        made: Root = {}
        declared = schema.get("properties", {})
        for name, child in declared.items():
            if name in schema.get("required", ()) or (depth > 0 and draw.random() < 0.5):
                made[name] = self._value(child, depth - 1) if depth > -3 else None
        for name in schema.get("required", ()):
            if name not in made:
                made[name] = draw.choice(self.pool)
        extra = schema.get("additionalProperties", True)
        if extra is not False and draw.random() < 0.3:
            name = draw.choice(["a", "c", "x-d", *sorted(EXTRA)])
            made.setdefault(
                name, self._value(extra, depth - 1) if depth > 0 else draw.choice(self.pool)
            )
        for name in ("x-d", "x-e", "a") if "patternProperties" in schema else ():
            child = next(iter(schema["patternProperties"].values()), True)
            if draw.random() < 0.5 and depth > 0:
                made.setdefault(name, self._value(child, depth - 1))
        for least in range(len(made), schema.get("minProperties", 0)):
            made[f"key{least}"] = draw.choice(self.pool)
        return made

    def _array(self, schema: Root, depth: int) -> Json:
        draw = self._draw
        made = (
            [self._value(child, depth - 1) for child in schema.get("prefixItems", ())]
            if depth > -3
            else []
        )
        made = made[: draw.randint(0, len(made) + 2)]
        least = schema.get("minItems", 0)
        for _ in range(
            max(0, least - len(made)) + draw.choice([0, 0, 1, 2, 3]) if depth > 0 else 0
        ):
            source = (
                schema.get("contains", True) if draw.random() < 0.3 else schema.get("items", True)
            )
            made.append(self._value(source, depth - 1))
        if draw.random() < 0.1:
            made *= 2
        return made

    def _near(self, value: Json) -> Json:
        """`value` with one thing changed somewhere."""
        draw = self._draw
        if isinstance(value, dict) and value and draw.random() < 0.85:
            name = draw.choice(list(value))
            rest = {other: item for other, item in value.items() if other != name}
            if draw.random() < 0.3:
                return rest
            return {**value, name: self._near(value[name])}
        if isinstance(value, list) and value and draw.random() < 0.85:
            number = draw.randrange(len(value))
            if draw.random() < 0.3:
                return value[:number] + value[number + 1 :]
            return [*value[:number], self._near(value[number]), *value[number + 1 :]]
        if isinstance(value, dict):
            return {**value, draw.choice(["a", "b", "c", "x-d", "key"]): draw.choice(self.pool)}
        if isinstance(value, list):
            return [*value, draw.choice(self.pool)]
        if isinstance(value, str) and draw.random() < 0.5:
            return value + draw.choice("ab5")
        if isinstance(value, (int, float)) and not isinstance(value, bool) and draw.random() < 0.6:
            return value + draw.choice([-1, 1, 0.5])
        return draw.choice(self.pool)


def _constants(node: Json) -> Iterator[Json]:
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if isinstance(item.get("enum"), list):
                yield from item["enum"]
            if "const" in item:
                yield item["const"]
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


# --- what is lost ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that one document lets through and the other does not, as it travels."""

    way: Way
    where: str
    value: Json


def losses(base: Root, head: Root, draw: random.Random, count: int = 25) -> Iterator[Loss]:
    """The first loss that is found at each place of the operation that both documents have."""
    names = [_property_names(root) for root in (base, head)]
    old, new = operation(base), operation(head)
    asked = (
        Translation(base, "request", sends=True, others=names[1]),
        Translation(head, "request", sends=False),
    )
    answered = (
        Translation(head, "response", sends=True),
        Translation(base, "response", sends=False),
    )
    values = [Values(root, draw) for root in (base, head)]
    values[0].pool += values[1].pool
    values[1].pool = values[0].pool
    yield from _parameters(old, new, asked, values[0], count)
    bodies = (old.get("requestBody"), new.get("requestBody"))
    if bodies[1] is None and bodies[0] is not None:
        yield Loss("request", "body", "any body")
    if (
        bodies[1] is not None
        and bodies[1]["required"]
        and not (bodies[0] and bodies[0]["required"])
    ):
        yield Loss("request", "body", "no body")
    if bodies[0] is not None and bodies[1] is not None:
        yield from _contents(
            "request", bodies[0]["content"], bodies[1]["content"], asked, values, count
        )
    replies = (old["responses"]["200"], new["responses"]["200"])
    known = replies[0]["content"]
    if set(known) - set(replies[1]["content"]):
        yield Loss("response", "media type", sorted(set(known) - set(replies[1]["content"])))
    sent = {
        kind: media for kind, media in replies[1]["content"].items() if kind in known
    }  # the others are not asked for
    yield from _contents("response", sent, known, answered, values[::-1], count)
    yield from _headers(replies[0]["headers"], replies[1]["headers"], answered, values[1], count)


def _contents(
    way: Way,
    sent: Root,
    read: Root,
    sides: tuple[Translation, Translation],
    values: list[Values],
    count: int,
) -> Iterator[Loss]:
    for kind, media in sent.items():
        if kind not in read:
            yield Loss(way, kind, "any body")
            continue
        was, now = sides[0].validator(media["schema"]), sides[1].validator(read[kind]["schema"])
        for source, schema in zip(values, (media["schema"], read[kind]["schema"]), strict=True):
            lost = (
                value
                for value in source.of(schema, count)
                if was.is_valid(value) and not now.is_valid(value)
            )
            found = [Loss(way, kind, value) for value in islice(lost, 1)]
            yield from found
            if found:
                break


def _parameters(
    old: Root, new: Root, sides: tuple[Translation, Translation], values: Values, count: int
) -> Iterator[Loss]:
    sent = {(one["in"], one["name"]): one for one in old["parameters"]}
    read = {(one["in"], one["name"]): one for one in new["parameters"]}
    for (where, name), one in sent.items():
        other = read.get((where, name))
        if other is None:
            yield Loss("request", f"{where} {name}", "any value")
            continue
        if other.get("required") and not one.get("required"):
            yield Loss("request", f"{where} {name}", "no value")
        found = _lost_text(one, other, sides, values, count)
        if found is not None:
            yield Loss("request", f"{where} {name}", found)
    for (where, name), other in read.items():
        if other.get("required") and (where, name) not in sent:
            yield Loss("request", f"{where} {name}", "no value")


def _headers(
    old: Root, new: Root, sides: tuple[Translation, Translation], values: Values, count: int
) -> Iterator[Loss]:
    for name, known in old.items():
        sent = new.get(name)
        if known.get("required") and (sent is None or not sent.get("required")):
            yield Loss("response", name, "no value")
        if sent is not None:
            found = _lost_text(
                {**sent, "in": "header"}, {**known, "in": "header"}, sides, values, count
            )
            if found is not None:
                yield Loss("response", name, found)


def _lost_text(
    one: Root, other: Root, sides: tuple[Translation, Translation], values: Values, count: int
) -> Json | None:
    was, now = sides[0].validator(one["schema"]), sides[1].validator(other["schema"])
    for value in values.of(one["schema"], count):
        if not was.is_valid(value) or isinstance(value, dict):
            continue
        texts = written(value, *style_of(one))
        if texts and not any(
            now.is_valid(reading) for reading in readings(texts, *style_of(other))
        ):
            return value
    return None


_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def style_of(parameter: Root) -> tuple[str, bool]:
    """The delimiter of lists, and whether each item travels on its own (OpenAPI 3.1, section
    4.8.12).
    """
    style = parameter.get("style") or (
        "form" if parameter["in"] in ("query", "cookie") else "simple"
    )
    explode = parameter.get("explode", style == "form") and parameter["in"] in ("query", "cookie")
    return _DELIMITERS[style], explode


def written(value: Json, delimiter: str, explode: bool) -> list[str]:
    """A value as it travels; nothing for what cannot, or for what would be no value."""
    items = value if isinstance(value, list) else [value]
    if not items or any(isinstance(item, (dict, list)) or item in (None, "") for item in items):
        return []
    texts = [item if isinstance(item, str) else json.dumps(item) for item in items]
    if any(mark in text for text in texts for mark in ", |"):
        return []
    return texts if explode else [delimiter.join(texts)]


def readings(texts: list[str], delimiter: str, explode: bool) -> Iterator[Json]:
    """What texts may be read as: a scalar, or a list."""
    if len(texts) == 1:
        yield from _scalars(texts[0])
    items = texts if explode else texts[0].split(delimiter) if len(texts) == 1 else []
    if items:
        yield from map(list, product(*map(_scalars, items[:6])))


def _scalars(text: str) -> list[Json]:
    """A text as text, and as what JSON has it as."""
    try:
        value = json.loads(text)
    except ValueError:
        return [text]
    return [text] if value is None or isinstance(value, (dict, list)) else [text, value]


def _property_names(node: Json) -> frozenset[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if isinstance(item.get("properties"), dict):
                found |= item["properties"].keys()
            waiting += [value for key, value in item.items() if key not in ("not", "if")]
        elif isinstance(item, list):
            waiting += item
    return frozenset(found)
