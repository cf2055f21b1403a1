"""A page of a reference as a browser would copy it, made of a small model of an API. It shares
nothing with what reads such a page.

Every property gets the line that it is printed on, so that what was read of it can be found again
whatever its name."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote


@dataclass(eq=False)
class Prop:
    """A property or a parameter. `type` is `object`, `objects` (an array of them), `strings`,
    `integers` or a scalar; `shown` says whether samples have it; `unlisted` are keys that only the
    sample of an object has."""

    name: str
    type: str
    format: str | None = None
    nullable: bool = False
    required: bool = False
    deprecated: bool = False
    discriminator: bool = False
    enum: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    shown: bool = True
    value: Any = None
    props: list[Prop] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    line: int = 0

    def label(self) -> str:
        plain = {
            "objects": "Array of objects",
            "strings": "Array of strings",
            "integers": "Array of integers",
        }.get(self.type, self.type)
        text = (
            self.name
            + plain
            + (" or null" if self.nullable else "")
            + (f"({self.format})" if self.format else "")
        )
        return (
            text + ("required" if self.required else "") + ("Deprecated" if self.deprecated else "")
        )

    def sample(self) -> Any:
        inner = {prop.name: prop.sample() for prop in self.props if prop.shown} | dict.fromkeys(
            self.unlisted, "string"
        )
        if self.type == "object":
            return inner
        if self.type == "objects":
            return [inner]
        return self.scalar()

    def scalar(self) -> Any:
        if self.value is not None:
            return self.value
        if self.enum:
            return self.enum[0]
        texts = {
            "date-time": "2019-08-24T14:15:22Z",
            "uuid": "497f6eca-6276-4993-bfeb-53cbbbba6f08",
        }
        text = texts.get(self.format or "", "string")
        return {
            "string": text,
            "integer": 0,
            "number": 0.1,
            "boolean": True,
            "strings": [text],
            "integers": [0],
        }[self.type]

    def written(self) -> str:
        """Its value in an address."""
        value = self.scalar()
        return quote(str(value[0] if isinstance(value, list) else value))


@dataclass(eq=False)
class Body:
    """`type` is `object`, `objects` or as in `Prop`; `props` are those of the object or of the
    items.
    """

    type: str
    media: str = "application/json"
    format: str | None = None
    words: list[str] = field(default_factory=list)
    props: list[Prop] = field(default_factory=list)

    def sample(self) -> Any:
        return Prop("", self.type, self.format, props=self.props).sample()


@dataclass(eq=False)
class Call:
    title: str
    method: str
    path: str
    heading: int = 0
    deprecated: bool = False
    parameters: list[tuple[str, Prop]] = field(default_factory=list)
    request: Body | None = None
    response: Body | None = None
    answer: str = "The outcome of it"
    line: int = 0


class Printer:
    """Prints calls below the headings of a menu."""

    def __init__(self, headings: list[str]) -> None:
        self.headings = headings
        self.lines: list[str] = []

    def page(self, calls: list[Call]) -> str:
        self.put(
            "Sample API Reference (2.0.0)",
            "",
            "What one can do with it.",
            "",
            "Languages",
            "Servers",
            "Production server",
        )
        self.put("https://api.example.com/", "")
        for number, heading in enumerate(self.headings):
            self.put(heading, "", "Operations", "")
            for call in calls:
                if call.heading == number:
                    self.call(call)
        return "\n".join(self.lines) + "\n"

    def put(self, *lines: str) -> int:
        """Adds lines, gives the number of the first."""
        first = len(self.lines) + 1
        self.lines += lines
        return first

    def call(self, call: Call) -> None:
        call.line = self.put(call.title + ("Deprecated" if call.deprecated else ""), "")
        self.put("Request", "")
        for place, heading in (("path", "Path"), ("query", "Query"), ("header", "Headers")):
            props = [prop for where, prop in call.parameters if where == place]
            if props:
                self.put(heading)
                self.listed(props)
        if call.request:
            self.body(call.request)
        self.curl(call)
        self.put("", "Responses", "", call.answer, "")
        if call.response:
            self.body(call.response)
            self.put("Response", call.response.media, json.dumps(call.response.sample()), "")

    def body(self, body: Body) -> None:
        array = body.type in ("objects", "strings", "integers")
        if array and not body.words:
            self.put(f"Body{body.media}Array [")
        else:
            self.put(f"Body{body.media}")
            self.words(body.words)
            if array:
                self.put("Array [")
        if body.props:
            self.listed(body.props)
        elif body.type not in ("object", "objects"):
            plain = {"strings": "string", "integers": "integer"}.get(body.type, body.type)
            self.put(plain + (f"({body.format})" if body.format else ""))
        elif body.type == "object":
            self.put("object")
        if array:
            self.put("]")

    def listed(self, props: list[Prop]) -> None:
        for prop in props:
            prop.line = self.put(prop.label())
            if prop.discriminator:
                self.put("Discriminator")
            self.words(prop.words)
            if prop.enum:
                self.put("Enum" + "".join(json.dumps(value) for value in prop.enum))
            self.listed(prop.props)

    def words(self, words: list[str]) -> None:
        for paragraph in words:
            self.put("", *paragraph.split("\n"))
        if words:
            self.put("")

    def curl(self, call: Call) -> None:
        query = "&".join(
            f"{prop.name}={prop.written()}" for where, prop in call.parameters if where == "query"
        )
        address = "https://api.example.com" + call.path + (f"?{query}" if query else "")
        self.put(
            f"curl -i -X {call.method} \\",
            f"  '{address}' \\" if "{" in address or query else f"  {address} \\",
        )
        if call.request:
            self.put(f"  -H 'Content-Type: {call.request.media}' \\")
        if not call.request:
            self.put("  -H 'X-Key: string'")
            return
        self.put("  -H 'X-Key: string' \\")
        data = json.dumps(call.request.sample(), indent=2).replace("\n", "\n  ")
        self.put(*f"  -d '{data}'".split("\n"))
