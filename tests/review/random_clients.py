"""Random documents for clients, random edits of them, and the calls that a user of the base's
package makes.

A cell is a document with two operations and the schemas that they use, all called by the number of
the cell, so that many cells are one document with one package. Calls are written from the base's
`Api`: with all required arguments, with optional ones, and with each field of the result read as
what it was."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from generator.api.model import (
    AliasModel,
    Api,
    Array,
    Bounded,
    Bounds,
    Const,
    EnumModel,
    Field,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Parameter,
    Scalar,
    Type,
)
from generator.emit.calls import example_call, keywords
from generator.emit.samples import Samples, UnmakeableError

Root = dict[str, Any]
HEADER: Final = {"openapi": "3.1.0", "servers": [{"url": "https://cells.example.com"}]}
NAMES: Final = ("size", "name", "kind", "born", "marks", "owner", "note")


class Cell:
    """Draws a document and an edit of it."""

    def __init__(self, number: int, seed: int) -> None:
        self.draw = random.Random(seed)
        self.name = f"Cell{number}"
        self.tag = self.name.lower()

    # --- documents --------------------------------------------------------------------------------

    def document(self) -> Root:
        draw, name = self.draw, self.name
        schemas = {
            f"{name}Colour": {
                "type": "string",
                "enum": draw.sample(["red", "green", "blue", "dark-red"], k=draw.randint(1, 3)),
            },
            f"{name}Part": self.object(0),
            f"{name}New": self.object(1),
            f"{name}Thing": self.object(1),
        }
        place = {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": {"type": draw.choice(["string", "integer"])},
        }
        queries = [self.parameter(one) for one in draw.sample(NAMES, k=draw.randint(0, 3))]
        body = {"required": draw.random() < 0.7, "content": _json(self.to("New"))}
        saved = {"200": {"description": "saved", "content": _json(self.result())}}
        listed = {"200": {"description": "all", "content": _json(self.result())}}
        head = {"tags": [self.tag], "x-sdk": {"resource": self.tag, "function": "save"}}
        paths = {
            f"/{self.tag}/{{id}}": {
                "post": {
                    "operationId": f"{self.tag}Save",
                    **head,
                    "parameters": [place, *queries],
                    "requestBody": body,
                }
                | {"responses": saved}
            },
            f"/{self.tag}": {
                "get": {
                    "operationId": f"{self.tag}List",
                    "tags": [self.tag],
                    "x-sdk": {"resource": self.tag, "function": "list"},
                    "parameters": [
                        self.parameter(one) for one in draw.sample(NAMES, k=draw.randint(0, 2))
                    ],
                    "responses": listed,
                }
            },
        }
        return {"paths": paths, "components": {"schemas": schemas}}

    def to(self, what: str) -> Root:
        return {"$ref": f"#/components/schemas/{self.name}{what}"}

    def result(self) -> Root:
        thing = self.to("Thing")
        return self.draw.choice(
            [thing, thing, {"type": "array", "items": thing}, self.scalar(), self.to("New")]
        )

    def parameter(self, name: str) -> Root:
        draw = self.draw
        schema = draw.choice(
            [
                self.scalar(),
                self.scalar(),
                self.to("Colour"),
                {"type": "array", "items": self.scalar()},
            ]
        )
        found = {"name": name, "in": draw.choice(["query", "query", "header"]), "schema": schema}
        return {**found, "required": True} if draw.random() < 0.4 else found

    def scalar(self) -> Root:
        draw = self.draw
        kind = draw.choice(
            [
                "string",
                "string",
                "integer",
                "number",
                "boolean",
                "date",
                "date-time",
                "bounded",
                "enum",
                "const",
            ]
        )
        match kind:
            case "date" | "date-time":
                return {"type": "string", "format": kind}
            case "bounded":
                return draw.choice(
                    [
                        {"type": "integer", "minimum": 0, "maximum": 9},
                        {"type": "string", "maxLength": 9},
                    ]
                )
            case "enum":
                return {
                    "type": "string",
                    "enum": draw.sample(["small", "large", "huge"], k=draw.randint(2, 3)),
                }
            case "const":
                return {"const": draw.choice(["one", "two"])}
        return {"type": kind}

    def value(self, depth: int) -> Root:
        draw = self.draw
        picked = draw.random()
        if picked < 0.5:
            schema = self.scalar()
        elif picked < 0.65:
            schema = self.to("Colour")
        elif picked < 0.8 and depth:
            schema = self.to("Part")
        elif picked < 0.9:
            schema = {"type": "array", "items": self.value(0)}
        elif picked < 0.95:
            schema = {"type": "object", "additionalProperties": self.scalar()}
        else:
            schema = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
        if isinstance(schema.get("type"), str) and "enum" not in schema and draw.random() < 0.15:
            return {**schema, "type": [schema["type"], "null"]}
        return schema

    def object(self, depth: int) -> Root:
        draw = self.draw
        names = draw.sample(NAMES, k=draw.randint(1, 4))
        schema: Root = {
            "type": "object",
            "properties": {name: self.property(depth) for name in names},
        }
        required = [name for name in names if draw.random() < 0.5]
        if required:
            schema["required"] = required
        if draw.random() < 0.2:
            schema["additionalProperties"] = draw.choice([False, True, {"type": "string"}])
        return schema

    def property(self, depth: int) -> Root:
        found = self.value(depth)
        if self.draw.random() < 0.06 and "$ref" not in found:
            return {**found, self.draw.choice(["readOnly", "writeOnly"]): True}
        return found

    # --- edits ------------------------------------------------------------------------------------

    def edited(self, root: Root) -> tuple[Root, str]:
        """A copy with one edit, and what it is."""
        draw = self.draw
        edits = [
            self._property,
            self._property,
            self._property,
            self._parameter,
            self._parameter,
            self._enum,
            self._message,
        ]
        for _ in range(50):
            head = copy.deepcopy(root)
            what = draw.choice(edits)(head)
            if head != root:
                return head, what
        return head, "nothing"

    def _property(self, root: Root) -> str:
        draw = self.draw
        part = draw.choice(["New", "Thing", "Part"])
        schema = root["components"]["schemas"][f"{self.name}{part}"]
        properties, required = schema["properties"], schema.setdefault("required", [])
        name = draw.choice(list(properties))
        match draw.randrange(9):
            case 0:
                properties["fresh"] = self.property(1 if part != "Part" else 0)
                if draw.random() < 0.5:
                    required.append("fresh")
                what = "add"
            case 1 if len(properties) > 1:
                del properties[name]
                schema["required"] = [one for one in required if one != name]
                what = "remove"
            case 2:
                schema["properties"] = {
                    "renamed" if one == name else one: value for one, value in properties.items()
                }
                schema["required"] = ["renamed" if one == name else one for one in required]
                what = "rename"
            case 3 | 4:
                schema["required"] = (
                    [one for one in required if one != name]
                    if name in required
                    else [*required, name]
                )
                what = "toggle required"
            case 5:
                self._null(properties, name)
                what = "toggle null"
            case 6:
                schema["additionalProperties"] = draw.choice(
                    [False, True, {"type": "string"}, {"type": "integer"}]
                )
                what = "additionalProperties"
            case 7:
                properties[name] = self._bounded(properties[name])
                what = "bound"
            case _:
                properties[name] = self.property(1 if part != "Part" else 0)
                what = "change"
        if not schema.get("required"):
            schema.pop("required", None)
        return f"{what} of {part}.{name}"

    def _null(self, properties: Root, name: str) -> None:
        schema = properties[name]
        kind = schema.get("type")
        if isinstance(kind, list):
            properties[name] = {**schema, "type": kind[0]}
        elif isinstance(kind, str) and "enum" not in schema:
            properties[name] = {**schema, "type": [kind, "null"]}
        else:
            properties[name] = {"anyOf": [schema, {"type": "null"}]}

    def _bounded(self, schema: Root) -> Root:
        draw = self.draw
        kind = schema.get("type", "")
        if "string" in kind and "enum" not in schema:
            return {**schema, draw.choice(["maxLength", "minLength"]): draw.randint(0, 9)}
        if "integer" in kind or "number" in kind:
            return {**schema, draw.choice(["maximum", "minimum"]): draw.randint(-1, 9)}
        if "array" in kind:
            return {**schema, draw.choice(["maxItems", "minItems"]): draw.randint(0, 3)}
        return (
            {key: value for key, value in schema.items() if key != "enum"}
            if "type" in schema
            else schema
        )

    def _parameter(self, root: Root) -> str:
        draw = self.draw
        operation = draw.choice([one for item in root["paths"].values() for one in item.values()])
        listed = operation["parameters"]
        others = [one for one in listed if one["in"] != "path"]
        if not others or draw.random() < 0.25:
            listed.append(self.parameter("fresh"))
            return "add parameter"
        one = draw.choice(others)
        match draw.randrange(6):
            case 0:
                listed.remove(one)
                return "remove parameter"
            case 1 | 2:
                one["required"] = not one.get("required", False)
                return "parameter required"
            case 3:
                one["name"] = "renamed"
                return "rename parameter"
            case 4:
                one["schema"] = self._bounded(one["schema"])
                return "bound of parameter"
            case _:
                one["schema"] = self.parameter("any")["schema"]
                return "change parameter"

    def _enum(self, root: Root) -> str:
        schema = root["components"]["schemas"][f"{self.name}Colour"]
        if self.draw.random() < 0.5 and len(schema["enum"]) > 1:
            schema["enum"].pop(self.draw.randrange(len(schema["enum"])))
            return "remove member"
        schema["enum"].append("violet")
        return "add member"

    def _message(self, root: Root) -> str:
        draw = self.draw
        post = root["paths"][f"/{self.tag}/{{id}}"]["post"]
        get = root["paths"][f"/{self.tag}"]["get"]
        match draw.randrange(7):
            case 0:
                post["requestBody"]["required"] = not post["requestBody"]["required"]
                return "body required"
            case 1:
                draw.choice([post, get])["responses"]["200"]["content"] = _json(self.result())
                return "change result"
            case 2:
                post["requestBody"]["content"] = _json(
                    draw.choice([{"type": "array", "items": self.to("New")}, self.to("Part")])
                )
                return "change body"
            case 3:
                post["x-sdk"]["function"] = "store"
                return "rename method"
            case 4:
                one = draw.choice([post, get])
                one["responses"] = {"204": {"description": "done"}}
                return "no result"
            case 5:
                post["parameters"].reverse()
                return "order of parameters"
            case _:
                del root["paths"][f"/{self.tag}"]
                return "remove method"


def _json(schema: Root) -> Root:
    return {"application/json": {"schema": schema}}


def merged(cells: list[Root], package: str) -> Root:
    """One document of many cells."""
    info = {"title": "Cells", "version": "1"}
    root: Root = {
        **HEADER,
        "info": info,
        "x-sdk": {"package": package, "client": "Cells"},
        "paths": {},
        "components": {"schemas": {}},
    }
    for cell in cells:
        root["paths"] |= cell["paths"]
        root["components"]["schemas"] |= cell["components"]["schemas"]
    return root


# --- calls ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snippet:
    """A function of its own: a call of one cell, by `number`, with the lines of its body."""

    number: int
    lines: list[str] = field(default_factory=list)


def snippets(number: int, api: Api) -> Iterator[Snippet]:
    """The calls of a cell: with the document's example, and with the least and the most of
    everything.
    """
    models = {model.name: model for model in api.models}
    samples = Samples(models)
    for operation in api.operations:
        reads = list(_reads(operation, samples))
        with suppress(UnmakeableError):
            call = example_call(operation, samples, typed=True)
            yield Snippet(
                number,
                [
                    (
                        "result = "
                        f"{call.method.text}({', '.join(one.text for one in keywords(call.arguments))})"
                    ),
                    *reads,
                ],
            )
        for values in (Values(models, largest=False), Values(models, largest=True)):
            yield Snippet(number, [f"result = {_called(operation, values)}", *reads])
            yield from _with_body(number, operation, values)
    for model in api.models:
        if isinstance(model, EnumModel):
            members = [f"models.{model.name}.{member.name}" for member in model.members]
            yield Snippet(number, [f"members: list[models.{model.name}] = [{', '.join(members)}]"])
            yield Snippet(
                number,
                [f"assert [str(one.value) for one in [{', '.join(members)}]] == {_texts(model)!r}"],
            )


def _texts(model: EnumModel) -> list[str]:
    return [str(member.value) for member in model.members]


def _called(operation: Operation, values: Values) -> str:
    """A call with keywords; those that lead the path by position, as its author may write them."""
    method = ".".join(("client", *operation.resource, operation.function))
    given = [values.of_parameter(one) for one in operation.parameters if one.location == "path"]
    given += [
        f"{one.python}={values.of_parameter(one)}"
        for one in operation.parameters
        if one.location != "path" and (one.required or values.largest)
    ]
    if operation.body is None:
        return f"{method}({', '.join(given)})"
    if operation.body.fields is None:
        body = [f"{operation.body.python}={values.of(operation.body.media_types[0].type)}"]
    else:
        body = [
            f"{one.python}={values.of(one.type)}" for one in values.given(operation.body.fields)
        ]
    return f"{method}({', '.join([*given, *(body if operation.body.required or values.largest else ())])})"


def _with_body(number: int, operation: Operation, values: Values) -> Iterator[Snippet]:
    """Calls that give the body whole: as its class, and as its typed dict."""
    body = operation.body
    kind = body.media_types[0].type if body else None
    if (
        body is None
        or not isinstance(kind, Named)
        or not isinstance(values.models[kind.name], ObjectModel)
    ):
        return
    method = ".".join(("client", *operation.resource, operation.function))
    needed = (one for one in operation.parameters if one.required)
    given = ", ".join(
        [*(f"{one.python}={values.of_parameter(one)}" for one in needed), f"{body.python}=body"]
    )
    yield Snippet(number, [f"body = {values.of(kind, made=True)}", f"{method}({given})"])
    yield Snippet(
        number, [f"body: inputs.{kind.name}Dict = {values.of(kind)}", f"{method}({given})"]
    )


@dataclass(frozen=True, slots=True)
class Values:
    """Expressions of values: the least that a type takes, or the `largest`."""

    models: Mapping[str, Model]
    largest: bool

    def of(self, kind: Type, *, made: bool = False, within: tuple[str, ...] = ()) -> str:
        """An expression of a value; objects are displays of dicts, or `made` by their classes."""
        match kind:
            case Nullable(inner):
                return "None" if not self.largest else self.of(inner, made=made, within=within)
            case Bounded(inner, bounds):
                return self._bounded(inner, bounds, made, within)
            case Scalar(name):
                return _EXTREMES[name][self.largest]
            case Const(values):
                return repr(values[-1 if self.largest else 0])
            case Array(item):
                return f"[{', '.join([self.of(item, made=made, within=within)] * (3 if self.largest else 0))}]"
            case Map(value):
                return (
                    f"{{'any key': {self.of(value, made=made, within=within)}}}"
                    if self.largest
                    else "{}"
                )
            case OneOf(members):
                return self.of(members[-1 if self.largest else 0], made=made, within=within)
            case Named(name) if name not in within:
                return self._of_model(self.models[name], made, (*within, name))
        return "'anything'"

    def of_parameter(self, parameter: Parameter) -> str:
        """Likewise; what is empty is not sent in a URL or a header."""
        found = self.of(parameter.type)
        return (
            found
            if found not in ("''", "[]", "None")
            else Values(self.models, largest=True).of(parameter.type)
        )

    def given(self, fields: Iterable[Field]) -> list[Field]:
        return [each for each in fields if not each.read_only and (each.required or self.largest)]

    def _of_model(self, model: Model, made: bool, within: tuple[str, ...]) -> str:
        match model:
            case ObjectModel(fields=fields):
                written = {
                    each: self.of(each.type, made=made, within=within)
                    for each in self.given(fields)
                }
                if made:
                    return f"models.{model.name}({', '.join(f'{each.python}={value}' for each, value in written.items())})"
                return (
                    f"{{{', '.join(f'{each.wire!r}: {value}' for each, value in written.items())}}}"
                )
            case EnumModel(members=members):
                member = members[-1 if self.largest else 0]
                return (
                    f"models.{model.name}.{member.name}"
                    if made or not self.largest
                    else repr(member.value)
                )
            case AliasModel(type=inner):
                return self.of(inner, made=made, within=within)

    def _bounded(self, kind: Type, bounds: Bounds, made: bool, within: tuple[str, ...]) -> str:
        low, high = bounds.minimum, bounds.maximum
        if isinstance(kind, Scalar) and kind.kind == "str":
            length = bounds.max_length if self.largest else bounds.min_length
            return repr(
                "a"
                * (length if length is not None else (bounds.min_length or 0) + 20 * self.largest)
            )
        if isinstance(kind, Scalar) and (low is not None or high is not None):
            found = high if self.largest else low
            return repr(
                found if found is not None else (high or 0) - 1000 if low is None else low + 1000
            )
        if isinstance(kind, Array):
            least, most = bounds.min_items or 0, bounds.max_items
            count = (3 if most is None else most) if self.largest else least
            return (
                f"[{', '.join([self.of(kind.item, made=made, within=within)] * max(count, least))}]"
            )
        return self.of(kind, made=made, within=within)


_EXTREMES: Final[Mapping[str, tuple[str, str]]] = {
    "str": ("''", "'a text that is rather long'"),
    **dict.fromkeys(("int", "int32", "int64"), ("-1000", "1000")),
    "float": ("-1000.5", "1000"),
    "bool": ("False", "True"),
    "date": ("date(2000, 1, 1)", "date(2030, 12, 31)"),
    "datetime": ("datetime(2000, 1, 1, tzinfo=UTC)", "datetime(2030, 12, 31, tzinfo=UTC)"),
    "none": ("None", "None"),
}


def _reads(operation: Operation, samples: Samples) -> Iterator[str]:
    """Each field of a result, and of what is in it, read as what it was."""
    kind, source = operation.result, "result"
    if isinstance(kind, Array) and isinstance(kind.item, Named):
        kind, source = kind.item, "first"
        yield "first = result[0]"
    annotation = annotated(kind, samples)
    if annotation is None:
        return
    yield f"same: {annotation} = {source}"
    if isinstance(kind, Named) and isinstance(model := samples.models[kind.name], ObjectModel):
        for number, each in enumerate(_readable(model)):
            yield from _read(f"field{number}", f"{source}.{each.python}", each, samples)


def _readable(model: ObjectModel) -> list[Field]:
    return [each for each in model.fields if not each.write_only]


def _read(name: str, source: str, field: Field, samples: Samples) -> Iterator[str]:
    annotation = annotated(field.type, samples)
    if annotation is None:
        return
    yield f"{name}: {annotation}{'' if field.required else ' | None'} = {source}"
    inner = samples.models.get(field.type.name) if isinstance(field.type, Named) else None
    if isinstance(inner, ObjectModel):
        yield f"assert {name} is not None" if field.required else f"if {name} is None: return"
        for number, each in enumerate(_readable(inner)):
            within = annotated(each.type, samples)
            if within is not None and not isinstance(each.type, Named):
                yield (
                    f"{name}x{number}: {within}{'' if each.required else ' | None'} = "
                    f"{name}.{each.python}"
                )


_SCALARS = {
    "str": "str", "int": "int", "int32": "int", "int64": "int", "float": "float", "bool": "bool", "date": "date",
    "datetime": "datetime", "none": "None",
}  # fmt: skip


def annotated(kind: Type, samples: Samples) -> str | None:
    """The annotation that a user writes for what is read; None for what has none of its own."""
    match kind:
        case Scalar(name):
            return _SCALARS.get(name)
        case Bounded(inner):
            return annotated(inner, samples)
        case Nullable(inner):
            found = annotated(inner, samples)
            return None if found is None else f"{found} | None"
        case Array(inner):
            found = annotated(inner, samples)
            return None if found is None else f"list[{found}]"
        case Map(inner):
            found = annotated(inner, samples)
            return None if found is None else f"dict[str, {found}]"
        case Named(name) if isinstance(samples.models[name], (ObjectModel, EnumModel)):
            return f"models.{name}"
        case Const(values):
            return f"Literal[{', '.join(map(repr, values))}]"
    return None
