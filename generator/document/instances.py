"""Judging JSON values (instances) by the schemas of a document.

Every schema is judged as JSON Schema 2020-12, whatever version of OpenAPI it comes from: a view of the document is made in
which OpenAPI 3.0's `nullable`, boolean `exclusiveMinimum` and siblings of `$ref` are spelled in that dialect (OpenAPI 3.0.3,
section 4.7.24), the integer formats become ranges (OpenAPI 3.1, section 4.4), and a property that does not travel in the
direction asked for is not required there. The view never reaches beyond the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, Protocol

import jsonschema_rs

from generator.document import pointer as pointers
from generator.document.grammar import KINDS

Direction = Literal["request", "response"]

_BASE = "document:///root"
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class Resolver(Protocol):
    """What is needed of a document: its tree, its version ("3.0", "3.1", ...), and following of internal references."""

    @property
    def root(self) -> dict[str, Any]: ...
    @property
    def version(self) -> str: ...
    def resolve(self, node: Any) -> tuple[Any, str | None]: ...


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with a value: a sentence without the value itself, the JSON pointer into it, and the schema keyword."""

    pointer: str
    keyword: str
    message: str


class Instances:
    """Judges values by schemas of `document`. Nothing is compiled before it is needed, and each schema once.

    A schema object is told from another by its identity in the document's tree, so the tree must not change meanwhile.
    """

    def __init__(self, document: Resolver) -> None:
        self._document = document
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._validators: dict[tuple[Direction, int], tuple[Any, jsonschema_rs.Draft202012Validator | None]] = {}

    def violations(self, schema: Any, value: Any, direction: Direction = "request") -> tuple[Violation, ...]:
        """All that `schema`, an object of the document's tree, has against `value`; nothing when it cannot be compiled."""
        validator = self._validator(schema, direction)
        if validator is None:
            return ()
        return tuple(violation for error in validator.iter_errors(value) for violation in _violations(error))

    def valid(self, schema: Any, value: Any, direction: Direction = "request") -> bool:
        validator = self._validator(schema, direction)
        return validator is None or validator.is_valid(value)

    def _validator(self, schema: Any, direction: Direction) -> jsonschema_rs.Draft202012Validator | None:
        key = (direction, id(schema))
        if key not in self._validators:
            self._validators[key] = (schema, self._compiled(schema, direction))
        return self._validators[key][1]

    def _compiled(self, schema: Any, direction: Direction) -> jsonschema_rs.Draft202012Validator | None:
        view = _View(self._document, direction)
        try:
            if direction not in self._registries:
                self._registries[direction] = jsonschema_rs.Registry(
                    [(_BASE, view.of(self._document.root, "document"))], draft=jsonschema_rs.Draft202012, retriever=_refuse
                )
            return jsonschema_rs.Draft202012Validator(
                view.of(schema, "schema"),
                registry=self._registries[direction],
                validate_formats=True,
                offline=True,
                mask="the value",
            )
        except (ValueError, RecursionError, jsonschema_rs.ReferencingError):  # malformed, or deeper than can be compiled
            return None


class _View:
    """Spells a node of the document, and all below it, in JSON Schema 2020-12."""

    def __init__(self, document: Resolver, direction: Direction) -> None:
        self._document = document
        self._old = document.version == "3.0"
        self._hidden = "readOnly" if direction == "request" else "writeOnly"
        self._patterns: dict[str, bool] = {}

    def of(self, node: Any, kind: str) -> Any:
        """The view of a node of a kind in `grammar.KINDS`; data, such as an example, stays as it is."""
        if kind not in KINDS or not isinstance(node, Mapping):
            return node
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return self._schema(node) if kind == "schema" else self._fields(node, kind)
        target = _BASE + reference if reference.startswith("#") else reference
        if self._old or kind != "schema":
            return {"$ref": target}
        return {"$ref": target, **self._schema({key: value for key, value in node.items() if key != "$ref"})}

    def _fields(self, node: Mapping[str, Any], kind: str) -> dict[str, Any]:
        table = KINDS[kind]
        view: dict[str, Any] = {}
        for key, value in node.items():
            field = table.fields.get(key) or (None if key.startswith("x-") else table.rest)
            if field is None:
                view[key] = value
            elif field.shape == "map" and isinstance(value, Mapping):
                view[key] = {name: self.of(item, field.kind) for name, item in value.items()}
            elif field.shape == "list" and isinstance(value, list):
                view[key] = [self.of(item, field.kind) for item in value]
            else:
                view[key] = self.of(value, field.kind)
        return view

    def _schema(self, node: Mapping[str, Any]) -> dict[str, Any]:
        view = {key: value for key, value in self._fields(node, "schema").items() if not self._dropped(key, value)}
        if isinstance(required := view.get("required"), list) and isinstance(node.get("properties"), Mapping):
            view["required"] = [
                name for name in required if not (isinstance(name, str) and self._is_hidden(node["properties"].get(name)))
            ]
        if (
            isinstance(node.get("format"), str)
            and node["format"] in _RANGES
            and node.get("type") in ("integer", "number", ["integer", "null"])
        ):
            low, high = _RANGES[node["format"]]
            parts = view.get("allOf")
            view["allOf"] = [*(parts if isinstance(parts, list) else ()), {"minimum": low, "maximum": high}]
        if self._old:
            _modernise(view)
            if node.get("nullable") is True:
                return {"anyOf": [view, {"type": "null"}]}
        return view

    def _dropped(self, key: str, value: Any) -> bool:
        if key == "pattern" and isinstance(value, str):
            return not self._compiles(value)
        return key in ("$id", "$schema", "nullable") and isinstance(value, (str, bool))

    def _compiles(self, pattern: str) -> bool:
        if pattern not in self._patterns:
            self._patterns[pattern] = compiles(pattern)
        return self._patterns[pattern]

    def _is_hidden(self, schema: Any) -> bool:
        if isinstance(schema, Mapping) and schema.get(self._hidden) is True:
            return True
        target, _ = self._document.resolve(schema)
        return isinstance(target, Mapping) and target.get(self._hidden) is True


def compiles(pattern: str) -> bool:
    """Whether the validator can use a `pattern`; one that it cannot is ignored, as an unknown format is."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, offline=True)
    except ValueError:
        return False
    return True


def _modernise(schema: dict[str, Any]) -> None:
    """OpenAPI 3.0 has JSON Schema draft 5's `exclusiveMinimum: true` beside `minimum`."""
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and limit in schema:
            schema[exclusive] = schema.pop(limit)


def _violations(error: jsonschema_rs.ValidationError) -> Iterator[Violation]:
    """The finding itself, or, where only one branch of a union was meant for a value of that type, what that branch says."""
    kind = error.kind
    if isinstance(kind, (jsonschema_rs.ValidationErrorKind.AnyOf, jsonschema_rs.ValidationErrorKind.OneOfNotValid)):
        place = error.instance_path
        meant = [
            branch
            for branch in kind.context
            if not any(one.kind.name == "type" and one.instance_path == place for one in branch)
        ]
        if len(meant) == 1:
            for one in meant[0]:
                yield from _violations(one)
            return
    yield Violation(pointers.join("", *error.instance_path), kind.name, error.message)


def _is_of_another_type(finding: jsonschema_rs.ValidationError, union: jsonschema_rs.ValidationError) -> bool:
    return finding.kind.name == "type" and finding.instance_path == union.instance_path


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is outside the document")


def walk_types(schema: Any, document: Resolver) -> Iterator[str]:
    """The JSON types that `schema` may accept, in the order in which it names them, through references and compositions.

    Nothing is yielded for a schema that names no type, and a name may come more than once.
    """
    waiting, met = [schema], set[int]()
    while waiting:
        node, _ = document.resolve(waiting.pop(0))
        if not isinstance(node, Mapping) or id(node) in met:
            continue
        met.add(id(node))
        named = node.get("type")
        yield from [named] if isinstance(named, str) else named if isinstance(named, list) else []
        if node.get("nullable") is True:
            yield "null"
        if named is None:
            yield from (
                _JSON_TYPES[type(value)] for value in (*node.get("enum", ()), *([node["const"]] if "const" in node else ()))
            )
            if "properties" in node:
                yield "object"
            if "items" in node:
                yield "array"
        waiting += [branch for key in ("allOf", "oneOf", "anyOf") for branch in node.get(key, ())]


_JSON_TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "array",
    dict: "object",
}
