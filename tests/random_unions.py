"""Documents of random unions, and values for them. Each object is a class of its own, so that it
shows which one is meant.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import string
from enum import Enum
from typing import Any
from uuid import UUID

Schema = dict[str, Any]

TEXTS = ["red", "blue", "small", "large", "", "1", "true", "null", "1700000000", "zzz"]
MOMENTS = ["2024-01-01T10:00:00Z", "2024-02-29T23:59:59.123456+02:00"]
DAYS = ["2024-01-01", "1999-12-31"]
IDS = ["00000000-0000-4000-8000-000000000001", "6b29fc40-ca47-1067-b31d-00dd010662da"]
NAMES = ["kind", "a", "b", "inner"]


class Unions:
    """A document with `count` unions: schema `U0` and so on, each the body and the answer of an
    operation as `W0`.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._random = random.Random(seed)
        self.schemas: dict[str, Schema] = {}
        self.members: list[list[Schema]] = []
        for number in range(count):
            self._union(number)

    def document(self) -> Schema:
        paths = {}
        for number in range(len(self.members)):
            body = {"application/json": {"schema": {"$ref": f"#/components/schemas/W{number}"}}}
            answers = {"200": {"description": "it", "content": body}}
            operation = {
                "operationId": f"send{number}",
                "requestBody": {"required": True, "content": body},
                "responses": answers,
            }
            paths[f"/u{number}"] = {"post": operation}
        info = {"title": "Random unions", "version": "1"}
        servers = [{"url": "https://unions.example.com"}]
        return {
            "openapi": "3.1.0",
            "info": info,
            "servers": servers,
            "paths": paths,
            "components": {"schemas": self.schemas},
        }

    def _union(self, number: int) -> None:
        draw = self._random
        if draw.random() < 0.2:
            members, union = self._discriminated()
        else:
            make = draw.choice([self._scalar, self._object, self._member, self._member])
            members = [make() for _ in range(draw.randint(2, 4))]
            union = {draw.choice(["oneOf", "anyOf"]): members}
            if draw.random() < 0.15:
                members.append({"type": "null"})
        self.members.append(members)
        self.schemas[f"U{number}"] = union
        reference = {"$ref": f"#/components/schemas/U{number}"}
        values = {"one": reference, "more": {"type": "array", "items": reference}}
        self.schemas[f"W{number}"] = {"type": "object", "properties": values}

    def _discriminated(self) -> tuple[list[Schema], Schema]:
        draw = self._random
        pool = draw.choice([["x", "y", "z"], [1, 2, 3], [True, False], [0, 1, 7]])
        values = draw.sample(pool, k=min(len(pool), draw.randint(2, 3)))
        kind = {str: "string", int: "integer", bool: "boolean"}[type(values[0])]
        members, mapping = [], {}
        for value in values:
            fixed = draw.choice([{"const": value}, {"type": kind, "enum": [value]}])
            member = self._object(kind=fixed)
            members.append(member)
            name = _reference(member).rpartition("/")[2]
            mapping[json.dumps(value).strip('"')] = draw.choice(
                [name, f"#/components/schemas/{name}"]
            )
        union: Schema = {"oneOf": members}
        if draw.random() < 0.7:
            union["discriminator"] = {"propertyName": "kind", "mapping": mapping}
        return members, union

    def _member(self) -> Schema:
        draw = self._random
        match draw.randrange(8):
            case 0:
                return {"type": "array", "items": self._scalar()}
            case 1:
                return {"type": "array", "items": self._object()}
            case 2:
                return {"type": "object", "additionalProperties": self._scalar()}
            case 3 | 4 | 5:
                return self._object()
            case _:
                return self._scalar()

    def _scalar(self) -> Schema:
        draw = self._random
        match draw.randrange(12):
            case 0:
                return {"type": "string"}
            case 1:
                return {"type": "integer"}
            case 2:
                return {"type": "number"}
            case 3:
                return {"type": "boolean"}
            case 4:
                return {"type": "string", "format": draw.choice(["date", "date-time", "uuid"])}
            case 5:
                return {"const": draw.choice([*TEXTS, 0, 1, 7, True, False])}
            case 6:
                return {"enum": draw.sample(["red", "on", 1, 7, True, False], k=3)}
            case 7 | 8:
                return self._named(
                    {"type": "integer", "enum": draw.sample(range(5), k=draw.randint(1, 3))}, "N"
                )
            case _:
                return self._named(
                    {"type": "string", "enum": draw.sample(TEXTS, k=draw.randint(1, 3))}, "E"
                )

    def _object(self, **fixed: Schema) -> Schema:
        draw = self._random
        properties = dict(fixed)
        for name in draw.sample(NAMES, k=draw.randint(1, 3)):
            if name not in properties:
                properties[name] = (
                    self._object() if name == "inner" and draw.random() < 0.5 else self._scalar()
                )
        required = [name for name in properties if name in fixed or draw.random() < 0.6]
        schema: Schema = {"type": "object", "properties": properties, "required": required}
        if draw.random() < 0.3:
            schema["additionalProperties"] = False
        elif draw.random() < 0.2 and not fixed:
            base = {"type": "object", "properties": {"shared": {"type": "string"}}}
            schema = {"allOf": [self._named(base, "B"), schema]}
        return self._named(schema, "O")

    def _named(self, schema: Schema, prefix: str) -> Schema:
        """The schema as a component."""
        name = f"{prefix}{len(self.schemas)}"
        self.schemas[name] = schema
        reference = {"$ref": f"#/components/schemas/{name}"}
        return (
            {"allOf": [reference]} if self._random.random() < 0.1 and prefix != "B" else reference
        )

    # --- values -----------------------------------------------------------------------------------

    def resolved(self, schema: Schema) -> Schema:
        while _reference(schema):
            schema = self.schemas[_reference(schema).rpartition("/")[2]]
        return schema

    def value(self, schema: Schema, draw: random.Random) -> Any:
        """A value that the schema has, as a rule."""
        schema = self.resolved(schema)
        if "allOf" in schema:
            made: dict[str, Any] = {}
            for part in schema["allOf"]:
                made |= self.value(part, draw)
            return made
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return draw.choice(schema["enum"])
        match schema["type"], schema.get("format"):
            case "string", "date":
                return draw.choice(DAYS)
            case "string", "date-time":
                return draw.choice(MOMENTS)
            case "string", "uuid":
                return draw.choice(IDS)
            case "string", _:
                return draw.choice(
                    [
                        *TEXTS,
                        *DAYS,
                        *MOMENTS,
                        *IDS,
                        "".join(draw.choices(string.ascii_letters, k=3)),
                    ]
                )
            case "integer", _:
                return draw.choice([0, 1, 2, 7, -3, 2**40])
            case "number", _:
                return draw.choice([0, 1, 1.0, 2.5, -1e15])
            case "boolean", _:
                return draw.random() < 0.5
            case "null", _:
                return None
            case "array", _:
                return [self.value(schema["items"], draw) for _ in range(draw.randint(0, 3))]
            case _ if isinstance(schema.get("additionalProperties"), dict):
                names = draw.sample(["k", "a"], k=draw.randint(0, 2))
                return {name: self.value(schema["additionalProperties"], draw) for name in names}
            case _:
                return self._fields(schema, draw)

    def _fields(self, schema: Schema, draw: random.Random) -> dict[str, Any]:
        made = {
            name: self.value(inner, draw)
            for name, inner in schema["properties"].items()
            if name in schema.get("required", ()) or draw.random() < 0.6
        }
        if draw.random() < 0.15 and schema.get("additionalProperties") is not False:
            made["more"] = draw.choice([None, 1, {"x": ["y"]}])
        return made

    def is_of(self, value: Any, schema: Schema) -> bool:
        """Whether what was read is of the type that the schema stands for."""
        name, schema = _name(schema), self.resolved(schema)
        if "properties" in schema or "allOf" in schema:
            return type(value).__name__ == name
        values = schema.get("enum", [schema["const"]] if "const" in schema else None)
        if values is not None:
            if isinstance(value, Enum):
                listed = {member.value for member in type(value)}
                return listed == set(values) and value in list(type(value))
            return any(type(value) is type(each) and value == each for each in values)
        match schema["type"], schema.get("format"):
            case "string", form:
                wanted: Any = {"date": dt.date, "date-time": dt.datetime, "uuid": UUID}.get(
                    form, str
                )
                return isinstance(value, wanted) and isinstance(value, dt.datetime) == (
                    form == "date-time"
                )
            case "integer", _:
                return type(value) is int
            case "number", _:
                return type(value) in (int, float)
            case "boolean", _:
                return type(value) is bool
            case "null", _:
                return value is None
            case "array", _:
                return isinstance(value, list) and all(
                    self.is_of(item, schema["items"]) for item in value
                )
            case _:
                extra = schema["additionalProperties"]
                return isinstance(value, dict) and all(
                    self.is_of(item, extra) for item in value.values()
                )


def _reference(schema: Schema) -> str:
    if len(schema.get("allOf", ())) == 1:
        schema = schema["allOf"][0]
    return str(schema.get("$ref", ""))


def _name(schema: Schema) -> str:
    return _reference(schema).rpartition("/")[2]


def told(value: Any) -> Any:
    """What is equal for values that JSON has as the same: 1 is 1.0, and not true."""
    if isinstance(value, dict):
        return {name: told(item) for name, item in value.items()}
    if isinstance(value, list):
        return [told(item) for item in value]
    return (isinstance(value, bool), value)
