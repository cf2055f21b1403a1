"""Reads parameters off the wire, as their style says (OpenAPI 3.1, section 4.8.12), and judges them by their schemas.

Values are split while still percent-encoded, so that an encoded delimiter stays part of a value. Text becomes a number, a
boolean or a list where the schema knows no string, or none that it accepts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from generator.document.bundle import Document
from generator.document.instances import Instances, walk_types
from generator.mock.problem import Fault
from generator.mock.routes import Operation, decoded

STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
_COMPOUND = frozenset({"array", "object", "null"})
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})

Pairs = Sequence[tuple[str, str]]


class _Absent:
    """The request does not carry the parameter."""


_ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Wire:
    """The parts of a request that carry parameters. Path and query values are still percent-encoded; header names are lower
    case."""

    variables: Mapping[str, str]
    query: Pairs
    headers: Pairs
    cookies: Pairs


def raw_pairs(query: str) -> Pairs:
    """Names (decoded) and values (still encoded) of a query string or form body, in order."""
    parts = (part.partition("=") for part in query.split("&") if part)
    return [(unquote_plus(name, errors="replace"), value) for name, _, value in parts]


def cookie_pairs(headers: Pairs) -> Pairs:
    values = (value for name, value in headers if name == "cookie")
    parts = (part.strip().partition("=") for value in values for part in value.split(";"))
    return [(name, value) for name, _, value in parts if name]


class Reader:
    """Reads and judges the parameters of a document's operations."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document = document
        self._instances = instances

    def faults(self, operation: Operation, wire: Wire) -> Iterator[Fault]:
        present: set[str] = set()
        for parameter in operation.parameters:
            name, place = parameter["name"], parameter["in"]
            if place == "header" and name.lower() in _IGNORED_HEADERS:
                continue
            try:
                value = self._value(parameter, wire)
            except ValueError as error:
                present.add(name)
                yield Fault(place, name, "", str(error))
                continue
            if isinstance(value, _Absent):
                if parameter.get("required"):
                    yield Fault(place, name, "", "is required and missing")
                continue
            present.add(name)
            if value == "" and parameter.get("allowEmptyValue"):
                continue
            for violation in self._instances.violations(self.schema(parameter), value):
                yield Fault(place, name, violation.pointer, violation.message)
        yield from _exclusive(operation, present)

    def schema(self, parameter: Mapping[str, Any]) -> Any:
        if "schema" in parameter:
            return parameter["schema"]
        return next((media.get("schema", True) for media in (parameter.get("content") or {}).values()), True)

    def _value(self, parameter: Mapping[str, Any], wire: Wire) -> Any:
        name, place = parameter["name"], parameter["in"]
        if place == "querystring":
            return self._content(parameter, "&".join(f"{key}={value}" for key, value in wire.query) or None)
        if "content" in parameter:
            return self._content(parameter, next(iter(_raw(name, place, wire)), None))
        style = parameter.get("style", STYLES[place])
        explode = parameter.get("explode", style in ("form", "cookie"))
        schema = parameter.get("schema", True)
        if place in ("query", "cookie"):
            return self.form_value(name, schema, style, explode, wire.query if place == "query" else wire.cookies)
        raw = next(iter(_raw(name, place, wire)), None)
        if raw is None:
            return _ABSENT
        decode = decoded if place == "path" else str
        if style == "label":
            return self._delimited(raw.removeprefix("."), schema, "." if explode else ",", explode, decode)
        if style == "matrix":
            return self._matrix(raw, name, schema, explode)
        return self._delimited(raw, schema, ",", explode, decode)

    def _content(self, parameter: Mapping[str, Any], raw: str | None) -> Any:
        if raw is None:
            return _ABSENT
        media_type = next(iter(parameter.get("content") or ()), "")
        text = unquote_plus(raw, errors="replace") if parameter["in"] in ("query", "cookie") else decoded(raw)
        if parameter["in"] == "querystring":
            schema = self.schema(parameter)
            return {key: self.coerced(unquote_plus(value), self.member(schema, key)) for key, value in raw_pairs(raw)}
        if "json" not in media_type:
            return text
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValueError(f"is not JSON: {error}") from None

    def form_value(self, name: str, schema: Any, style: str, explode: bool, pairs: Pairs) -> Any:
        """The value that `pairs` hold under `name`, in a style for queries, cookies and form fields."""
        kinds = set(walk_types(schema, self._document))
        if style == "deepObject":
            return self._deep(name, schema, pairs)
        values = [value for key, value in pairs if key == name]
        if "object" in kinds and explode and style in ("form", "cookie") and not values:
            return self._spread(schema, pairs)
        if not values:
            return _ABSENT
        if explode and style in ("form", "cookie") and ("array" in kinds or (not kinds and len(values) > 1)):
            listed = [self.coerced(unquote_plus(value), self.item(schema)) for value in values]
            if len(values) > 1 or not kinds - _COMPOUND:
                return listed
            return self._fitting(schema, self.coerced(unquote_plus(values[0]), schema), listed)
        if len(values) > 1:
            raise ValueError("is given more than once")
        delimiter = {"spaceDelimited": "%20|\\+| ", "pipeDelimited": "\\||%7[Cc]"}.get(style, ",")
        return self._delimited(values[0], schema, delimiter, False, unquote_plus, pattern=delimiter != ",")

    def _spread(self, schema: Any, pairs: Pairs) -> Any:
        """An exploded object in form style: each property is a pair of its own, and other pairs belong to others."""
        known = self._properties(schema)
        value: dict[str, Any] = {}
        for key, text in pairs:
            if key in known:
                member = known[key]
                if "array" in set(walk_types(member, self._document)):
                    value.setdefault(key, []).append(self.coerced(unquote_plus(text), self.item(member)))
                else:
                    value[key] = self.coerced(unquote_plus(text), member)
        return value or _ABSENT

    def _deep(self, name: str, schema: Any, pairs: Pairs) -> Any:
        value: dict[str, Any] = {}
        for key, text in pairs:
            if not (key.startswith(f"{name}[") and key.endswith("]")):
                continue
            path = key[len(name) + 1 : -1].split("][")
            at, member = value, schema
            for part in path[:-1]:
                member = self.member(member, part)
                at = at.setdefault(part, {})
            member = self.member(member, path[-1])
            if "array" in set(walk_types(member, self._document)):
                at.setdefault(path[-1], []).append(self.coerced(unquote_plus(text), self.item(member)))
            else:
                at[path[-1]] = self.coerced(unquote_plus(text), member)
        return value or _ABSENT

    def _matrix(self, raw: str, name: str, schema: Any, explode: bool) -> Any:
        pairs = [(key, value) for key, _, value in (part.partition("=") for part in raw.split(";") if part)]
        kinds = set(walk_types(schema, self._document))
        if explode and "object" in kinds:
            return {decoded(key): self.coerced(decoded(value), self.member(schema, decoded(key))) for key, value in pairs}
        values = [value for key, value in pairs if decoded(key) == name]
        if not values:
            raise ValueError(f"is not in matrix style: ;{name}=...")
        if explode and "array" in kinds:
            return [self.coerced(decoded(value), self.item(schema)) for value in values]
        return self._delimited(values[0], schema, ",", False, decoded)

    def _delimited(self, raw: str, schema: Any, delimiter: str, explode: bool, decode: Any, *, pattern: bool = False) -> Any:
        kinds = set(walk_types(schema, self._document))
        parts = (re.split(delimiter, raw) if pattern else raw.split(delimiter)) if raw else []
        whole = self.coerced(decode(raw), schema)
        plain = bool(kinds - _COMPOUND)
        if not kinds & {"array", "object"}:
            return whole
        if "array" in kinds:
            listed = [self.coerced(decode(part), self.item(schema)) for part in parts]
            if not plain:
                return listed
            return self._fitting(schema, listed, whole) if len(parts) > 1 else self._fitting(schema, whole, listed)
        if plain and (len(parts) < 2 or (len(parts) % 2 and not explode)):
            return whole
        if explode:
            pairs = [(key, value) for key, _, value in (part.partition("=") for part in parts)]
        elif len(parts) % 2:
            raise ValueError("is not a list of names and values in turn")
        else:
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
        return {decode(key): self.coerced(decode(value), self.member(schema, decode(key))) for key, value in pairs}

    def _fitting(self, schema: Any, likely: Any, other: Any) -> Any:
        """The reading of a text that `schema` accepts; the likely one where it accepts both or neither."""
        if not self._instances.valid(schema, likely) and self._instances.valid(schema, other):
            return other
        return likely

    def coerced(self, text: str, schema: Any) -> Any:
        """`text` as the JSON value that `schema` takes it for; text that fits no other type stays text."""
        kinds = set(walk_types(schema, self._document))
        if not kinds or kinds == {"string"}:
            return text
        value = _value_of(text, kinds)
        return self._fitting(schema, text, value) if "string" in kinds else value

    def _properties(self, schema: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        waiting, met = [schema], set[int]()
        while waiting:
            node, _ = self._document.resolve(waiting.pop(0))
            if isinstance(node, Mapping) and id(node) not in met:
                met.add(id(node))
                found = {**(node.get("properties") or {}), **found}
                waiting += [branch for key in ("allOf", "oneOf", "anyOf") for branch in node.get(key, ())]
        return found

    def member(self, schema: Any, name: str) -> Any:
        known = self._properties(schema)
        if name in known:
            return known[name]
        node, _ = self._document.resolve(schema)
        return node.get("additionalProperties", True) if isinstance(node, Mapping) else True

    def item(self, schema: Any) -> Any:
        waiting = [schema]
        while waiting:
            node, _ = self._document.resolve(waiting.pop(0))
            if isinstance(node, Mapping):
                if "items" in node:
                    return node["items"]
                waiting += [branch for key in ("allOf", "oneOf", "anyOf") for branch in node.get(key, ())]
        return True


def _value_of(text: str, kinds: set[str]) -> Any:
    if kinds & {"integer", "number"} and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in kinds and _NUMBER.fullmatch(text):
        return float(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    if "null" in kinds and text in ("", "null"):
        return None
    if kinds & {"object", "array"} and text[:1] in ("{", "["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def is_absent(value: Any) -> bool:
    return isinstance(value, _Absent)


def _raw(name: str, place: str, wire: Wire) -> Iterator[str]:
    if place == "path":
        if name in wire.variables:
            yield wire.variables[name]
        return
    if place == "header":
        values = [value for key, value in wire.headers if key == name.lower()]
        if values:
            yield ",".join(values)
        return
    pairs = wire.query if place == "query" else wire.cookies
    yield from (value for key, value in pairs if key == name)


def _exclusive(operation: Operation, present: set[str]) -> Iterator[Fault]:
    """`x-exactly-one-of`: the groups of parameters of which a request carries exactly one."""
    groups = operation.node.get("x-exactly-one-of") or ()
    given = [group for group in groups if present.intersection(group)]
    if groups and len(given) != 1:
        choices = " | ".join(" and ".join(group) for group in groups)
        yield Fault("query", "", "", f"exactly one of {choices} must be given, and {len(given)} are")
