"""What a caller gives is what the server reads: every place, style and media type, through a socket
to the mock and back.

One document has an operation for each combination; values are drawn. A value may be refused only
where the oracle (`refusal`), written from the specification and not from the runtime, knows no way
to say it."""

from __future__ import annotations

import importlib
import itertools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.package import emit
from generator.mock.bodies import Bodies
from generator.mock.parameters import ABSENT, ParameterReader
from tests.profiles import examples
from tests.servers import mock_in_a_thread

TEMPLATES = Path(__file__).parents[1] / "templates"

JSON = dict[str, Any]
NAME = "p.x"  # with a character that delimits in one style

SCHEMAS: dict[str, JSON] = {
    "Flat": {
        "type": "object",
        "properties": {
            "a": {"type": "string"},
            "b-c": {"type": "integer"},
            "d": {"type": "boolean"},
            "e": {"type": ["string", "null"]},
        },
        "additionalProperties": False,
    },
    "Map": {"type": "object", "additionalProperties": {"type": "string"}},
    "Deep": {
        "type": "object",
        "properties": {
            "a": {"type": "string"},
            "list": {"type": "array", "items": {"type": "string"}},
            "in": {"$ref": "#/components/schemas/Deeper"},
            "objects": {"type": "array", "items": {"$ref": "#/components/schemas/Deeper"}},
            "rows": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
        },
        "additionalProperties": False,
    },
    "Deeper": {
        "type": "object",
        "properties": {
            "x": {"type": "integer"},
            "names": {"type": "array", "items": {"type": "string"}},
        },
        "additionalProperties": False,
    },
}
TYPES: dict[str, JSON] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "integers": {"type": "array", "items": {"type": "integer"}},
    "nullables": {"type": "array", "items": {"type": ["string", "null"]}},
    "flat": {"$ref": "#/components/schemas/Flat"},
    "map": {"$ref": "#/components/schemas/Map"},
    "deep": {"$ref": "#/components/schemas/Deep"},
    "objects": {"type": "array", "items": {"$ref": "#/components/schemas/Deeper"}},
    "rows": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
}
SINGLE = ("text", "integer", "number", "flag")

LETTERS = st.sampled_from("ab1 ,;|&=+%#?/\\[]{}()<>\"':.~@!$*^`_-é€😀\t")
TEXT = st.text(LETTERS, max_size=6) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
INTEGER = st.integers(-(2**60), 2**60)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
KEY = st.text(LETTERS, max_size=3)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional=fields)


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=3)


DEEPER = some(x=INTEGER, names=lists(TEXT))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "integer": INTEGER,
    "number": NUMBER,
    "flag": st.booleans(),
    "texts": lists(TEXT),
    "integers": lists(INTEGER),
    "nullables": lists(TEXT | st.none()),
    "flat": some(a=TEXT, **{"b-c": INTEGER}, d=st.booleans(), e=TEXT | st.none()),
    "map": st.dictionaries(KEY, TEXT, max_size=3),
    "deep": some(
        a=TEXT,
        list=lists(TEXT),
        **{"in": DEEPER},
        objects=lists(DEEPER),
        rows=lists(lists(INTEGER)),
    ),
    "objects": lists(DEEPER),
    "rows": lists(lists(TEXT)),
}

DELIMITERS: dict[str, list[Any]] = {
    "text": ["a,b&c=d;e%20+#/x", "a b|c.d[e]"],
    "texts": [
        ["a,b", "c"],
        ["a b", "c"],
        ["a|b"],
        ["a.b", "c"],
        ["", ""],
        ["a=b&c;d"],
        ["%2C", "+"],
    ],
    "nullables": [["a", None]],
    "flat": [{"a": "b,c"}, {"a": "b c|d.e", "b-c": 1}, {"e": None}],
    "map": [
        {"a=b": "c&d"},
        {"a,b": "c"},
        {"a b": "c"},
        {"a|b": "c"},
        {"a.b": "c"},
        {"a[b]": "c", "d;e": "f"},
        {"a][b": "c"},
    ],
    "deep": [
        {"in": {"x": 1, "names": ["a", "b"]}},
        {"objects": [{"x": 1}, {"names": ["a]"]}]},
        {"rows": [[1, 2], [3]]},
    ],
    "objects": [[{"x": 1}, {"x": 2}]],
    "rows": [[["a", "b"], ["c"]], [["a,b"]]],
}
"""Values that another could be taken for, for each case of their type."""


@dataclass(frozen=True, slots=True)
class Case:
    """One operation: a value of one type, in one place and spelling."""

    place: str
    type: str
    style: str = ""
    explode: bool = False
    reserved: bool = False
    content: str = ""
    encoding: tuple[tuple[str, Any], ...] = ()

    @property
    def operation(self) -> JSON:
        if self.place in ("form", "multipart"):
            kind = {
                "form": "application/x-www-form-urlencoded",
                "multipart": "multipart/form-data",
            }[self.place]
            properties = {NAME: TYPES[self.type], "other": {"type": "string"}}
            media = {
                "schema": {"type": "object", "properties": properties},
                "encoding": {NAME: dict(self.encoding)} if self.encoding else {},
            }
            return {"requestBody": {"required": True, "content": {kind: media}}}
        if self.place == "body":
            return {
                "requestBody": {
                    "required": True,
                    "content": {self.content: {"schema": TYPES[self.type]}},
                }
            }
        parameter: JSON = {"name": NAME, "in": self.place, "required": self.place == "path"}
        if self.place in ("header", "cookie"):
            parameter["name"] = "P"
        if self.content:
            parameter["content"] = {self.content: {"schema": TYPES[self.type]}}
        else:
            parameter |= {"schema": TYPES[self.type], "style": self.style, "explode": self.explode}
            if self.reserved:
                parameter["allowReserved"] = True
        other = {"name": "other", "in": self.place, "schema": {"type": "string"}}
        return {"parameters": [parameter, *([other] if self.place in ("query", "cookie") else [])]}


def _cases() -> Iterator[Case]:
    styles = {
        "path": ("simple", "label", "matrix"),
        "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
        "header": ("simple",),
        "cookie": ("form", "cookie"),
    }
    for place, found in styles.items():
        for style, explode, kind in itertools.product(found, (False, True), TYPES):
            if kind in SINGLE and (
                explode or style in ("spaceDelimited", "pipeDelimited", "deepObject")
            ):
                continue
            if style == "deepObject" and not explode:
                continue
            yield Case(place, kind, style, explode)
            if place in ("path", "query") and kind in ("text", "texts", "flat", "map", "deep"):
                yield Case(place, kind, style, explode, reserved=True)
        for kind in ("text", "number", "texts", "flat", "deep"):
            yield Case(place, kind, content="application/json")
            yield Case(place, kind, content="application/vnd.x+json; charset=utf-8")
        yield from (Case(place, kind, content="text/plain") for kind in ("text", "integer"))
        yield Case(place, "deep", content="application/x-www-form-urlencoded")
    yield from (Case("querystring", kind, content="application/json") for kind in TYPES)
    yield from (
        Case("querystring", kind, content="application/x-www-form-urlencoded")
        for kind in ("flat", "map", "deep")
    )
    yield Case("querystring", "text", content="text/plain")
    for place, kind in itertools.product(("form", "multipart"), TYPES):
        yield Case(place, kind)
        yield Case(place, kind, content="json", encoding=(("contentType", "application/json"),))
        yield Case(
            place,
            kind,
            content="list",
            encoding=(("contentType", "application/xml, application/*, text/plain"),),
        )
        for style, explode in (
            ("form", True),
            ("form", False),
            ("spaceDelimited", False),
            ("deepObject", True),
        ):
            if kind in SINGLE and style != "form":
                continue
            encoding = (("style", style), ("explode", explode))
            yield Case(place, kind, style, explode, encoding=encoding)
            if style == "form" and place == "form":
                yield Case(
                    place,
                    kind,
                    style,
                    explode,
                    reserved=True,
                    encoding=(*encoding, ("allowReserved", True)),
                )
    yield from (Case("body", kind, content="application/json") for kind in TYPES)
    yield Case("body", "text", content="text/plain")


CASES = list(_cases())
PLACES = list(dict.fromkeys(case.place for case in CASES))


def document(version: str) -> JSON:
    paths = {}
    for number, case in enumerate(CASES):
        if version != "3.2.0" and case.place not in (
            "form",
            "multipart",
        ):  # which alone are not as in 3.2
            continue
        where = f"/c{number}" + (f"/{{{NAME}}}" if case.place == "path" else "")
        operation = {
            "operationId": f"c{number}",
            "tags": ["wire"],
            "responses": {"204": {"description": "done"}},
        }
        paths[where] = {"post": {**operation, **case.operation}}
    return {
        "openapi": version,
        "info": {"title": "Wire", "version": "1"},
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


@dataclass(slots=True)
class Wire:
    """Clients of a package made of the document, and what the mock read of the last request."""

    client: Any
    async_client: Any
    errors: Any
    is_3_2: bool
    read: list[Any] = field(default_factory=list)

    def arguments(self, case: Case, value: Any) -> JSON:
        if case.place in ("form", "multipart"):
            return {"request": {NAME: value}}
        if case.place == "body":
            return {"request": value}
        return {"p" if case.place in ("header", "cookie") else "p_x": value}


@pytest.fixture(scope="module", params=["3.2.0", "3.1.0"])
def wire(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wire]:
    folder = tmp_path_factory.mktemp("wire")
    spec = folder / "openapi.json"
    spec.write_text(json.dumps(document(request.param)))
    loaded = load(spec)
    package = f"wire_{request.param.replace('.', '_')}"
    api = build(loaded, package=package)
    assert not api.diagnostics, api.diagnostics
    for path, content in emit(api, templates=TEMPLATES).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    sys.path.insert(0, str(folder))
    made = importlib.import_module(package)
    read: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        for kind in (ParameterReader, Bodies):
            patch.setattr(kind, "value", _recording(kind.value, read))
        with (
            mock_in_a_thread(loaded) as address,
            made.Wire(base_url=address, max_retries=0) as client,
        ):
            yield Wire(
                client,
                made.AsyncWire(base_url=address, max_retries=0),
                made,
                request.param == "3.2.0",
                read,
            )


def _recording(read: Any, into: list[Any]) -> Any:
    def recorded(self: Any, *arguments: Any) -> Any:
        found = read(self, *arguments)
        if isinstance(arguments[0], str) or arguments[0]["name"] != "other":
            into.append(found)
        return found

    return recorded


def _leaves(value: Any) -> Iterator[Any]:
    """Every single value, and every name of an object."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _texts(value: Any) -> list[str]:
    return [json.dumps(leaf) if not isinstance(leaf, str) else leaf for leaf in _leaves(value)]


def _is_nested(value: Any) -> bool:
    inside = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    return any(isinstance(item, dict | list) for item in inside)


def _holds_nothing(value: Any) -> bool:
    """Whether a null, an empty list or an empty object stands in a value."""
    inside = (
        list(value.values())
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else []
    )
    return any(item in (None, [], {}) or _holds_nothing(item) for item in inside)


def refusal(case: Case, value: Any) -> bool:
    """Whether the specification has no way to say the value there."""
    composite = isinstance(value, dict | list)
    texts = _texts(value)
    place, style = case.place, case.style
    if place == "body":
        return False
    if place == "path" and _is_no_segment(case, value):
        return True
    if place in ("form", "multipart") and not style:
        return case.content != "json" and isinstance(value, list) and None in value
    if place == "header" and not case.content and _is_no_header(case, value):
        return True
    if case.content:
        if "json" in case.content:
            return False
        if "form" in case.content:
            return isinstance(value, dict) and any(
                isinstance(item, list) and None in item for item in value.values()
            )
        return (
            place == "header" and (value != value.strip(" \t") or not _is_line(value))
            if isinstance(value, str)
            else False
        )
    if _holds_nothing(value):
        return True
    if _is_nested(value):
        brackets = place in ("query", "form", "multipart") and (
            style == "deepObject" or (style == "form" and case.explode)
        )
        brackets = brackets or (place == "query" and case.explode)
        if not brackets:
            return True
    if style == "deepObject":
        return any("[" in key or "]" in key for key in (value if isinstance(value, dict) else ()))
    if style == "cookie":
        keys = list(value) if isinstance(value, dict) else []
        return any(map(_is_no_cookie, texts)) or not all(
            re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", key) for key in keys
        )
    if place == "cookie" and isinstance(value, dict) and "" in value and case.explode:
        return True
    if not composite:
        return False
    delimiter = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(
        style, "," if place == "multipart" else ""
    )
    if style == "label" and case.explode:
        delimiter = "."
        texts = [
            text if not isinstance(leaf, float) else repr(leaf)
            for leaf, text in zip(_leaves(value), texts, strict=True)
        ]
    return (
        not (case.explode and style != "label")
        and bool(delimiter)
        and any(delimiter in text for text in texts)
    )


def _is_no_cookie(text: str) -> bool:
    return text != text.strip(" ") or not re.fullmatch(r"[!#-+\--:<-\[\]-~ ]*", text)


def _is_no_segment(case: Case, value: Any) -> bool:
    """Whether a path would have an empty segment, or one that leads elsewhere."""
    if value in ([], {}):
        return True
    texts = _texts(value)
    if case.content:
        texts = [json.dumps(value)] if "json" in case.content else texts
    lead = "." if case.style == "label" else ""
    joined = lead + ("." if case.style == "label" and case.explode else ",").join(texts)
    return not joined or any(
        part in (".", "..")
        for part in re.split(r"[/\\,.=;]|$", joined) + re.split(r"[/\\]", joined)
    )


def _is_no_header(case: Case, value: Any) -> bool:
    texts = _texts(value)
    if not all(map(_is_line, texts)):
        return True
    if not isinstance(value, dict | list):
        return any(text != text.strip(" \t") for text in texts)
    keys = list(value) if isinstance(value, dict) else []
    return any("," in text or not text or text != text.strip(" \t") for text in texts) or any(
        "=" in key for key in keys
    )


def _is_line(text: str) -> bool:
    return text.isprintable() and all(ord(char) < 256 for char in text)


def _same(given: Any, read: Any) -> bool:
    if isinstance(given, bool) or isinstance(read, bool):
        return given is read
    if isinstance(given, dict) and isinstance(read, dict):
        return given.keys() == read.keys() and all(_same(given[key], read[key]) for key in given)
    if isinstance(given, list) and isinstance(read, list):
        return len(given) == len(read) and all(map(_same, given, read))
    return given == read and isinstance(given, str) == isinstance(read, str)


def _expected(case: Case, value: Any, read: Any, is_3_2: bool) -> tuple[Any, Any]:
    """What was given and what was read, as they are compared: what is nothing as a whole is not
    sent.
    """
    if "form" in case.content and isinstance(value, dict):
        value = {name: item for name, item in value.items() if item not in ([], None)}
    if case.place in ("form", "multipart"):
        read = read.get(NAME)
        if value == [] and (case.content != "json" or is_3_2):
            value = None
        if case.style and value == {}:
            value = None
        return value, read
    if read is ABSENT:
        read = None
    if not case.content and value in ([], {}):
        value = None
    if case.place == "querystring" and value in ("", {}) and "json" not in case.content:
        value = None
    return value, read


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.hypothesis
@pytest.mark.parametrize("place", PLACES)
def test_what_is_given_is_what_the_server_reads(wire: Wire, place: str) -> None:
    cases = _of(wire, place)

    @examples(60, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(cases).flatmap(lambda each: st.tuples(st.just(each), VALUES[each[1].type]))
    )
    def holds(drawn: tuple[tuple[int, Case], Any]) -> None:
        _check(wire, *drawn[0], drawn[1])

    holds()


@pytest.mark.parametrize("place", PLACES)
def test_a_delimiter_in_a_value_is_no_delimiter(wire: Wire, place: str) -> None:
    for number, case in _of(wire, place):
        for value in DELIMITERS.get(case.type, ()):
            _check(wire, number, case, value)


def _of(wire: Wire, place: str) -> list[tuple[int, Case]]:
    """The cases of a place that the document has."""
    names = vars(type(wire.client.wire))
    cases = [
        (number, case)
        for number, case in enumerate(CASES)
        if case.place == place and f"c{number}" in names
    ]
    return cases or pytest.skip(
        "this version of the specification has no such place, or it is as in the other"
    )


def _check(wire: Wire, number: int, case: Case, value: Any) -> None:
    wire.read.clear()
    try:
        getattr(wire.client.wire, f"c{number}")(**wire.arguments(case, value))
    except wire.errors.InvalidInputError as error:
        if not refusal(case, value):
            raise AssertionError(f"{case} refuses {value!r}") from error
        return
    given_, read = _expected(case, value, wire.read[-1], wire.is_3_2)
    assert _same(given_, read), f"{case}: {value!r} is read as {read!r}"


@pytest.mark.anyio
async def test_the_asynchronous_client_sends_the_same(wire: Wire) -> None:
    value = {"a": "a b&c/d", "b-c": 3, "d": True}
    cases = [
        (f"c{number}", case)
        for number, case in enumerate(CASES)
        if case.type == "flat" and not refusal(case, value)
    ]
    for name, case in cases:
        if hasattr(wire.async_client.wire, name):
            wire.read.clear()
            await getattr(wire.async_client.wire, name)(**wire.arguments(case, value))
            given_, read = _expected(case, value, wire.read[-1], wire.is_3_2)
            assert _same(given_, read), f"{case}: {value!r} is read as {read!r}"
    await wire.async_client.aclose()
    assert len(cases) > 30  # of either version
