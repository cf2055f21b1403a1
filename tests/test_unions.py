"""Unions as a user of a package has them: which member a value is read as, and what is sent of it,
in every way to give it.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.document.bundle import load
from generator.document.instances import Instances
from tests.packages import Answers, import_document
from tests.profiles import examples
from tests.random_unions import Unions, told

CASES = Path(__file__).parent / "cases" / "documents"


class Package:
    """A generated package. What `call` sends is kept, and answered with `answer`."""

    def __init__(self, spec: Path, folder: Path, name: str) -> None:
        assert (
            main(["regenerate", "--spec", str(spec), "--out", str(folder), "--package", name]) == 0
        )
        sys.path.insert(0, str(folder))
        self.name, self.models = name, importlib.import_module(f"{name}.models")
        index = json.loads((folder / name / "operations.json").read_text(encoding="utf-8"))
        self.operations = {
            operation["operation_id"]: operation for operation in index["operations"]
        }
        client = getattr(importlib.import_module(name), index["client"])
        self.client = client(transport=httpx2.MockTransport(self._serve))
        self.sent: Any = None
        self.answer: Any = None

    def _serve(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = json.loads(request.content)
        return httpx2.Response(200, json=self.answer)

    def runtime(self, module: str) -> ModuleType:
        return importlib.import_module(f"{self.name}._runtime.{module}")

    def call(self, operation: str, body: Any, answer: Any = None) -> Any:
        entry, self.answer = self.operations[operation], {} if answer is None else answer
        function = self.client
        for name in (*entry["resource"], entry["function"]):
            function = getattr(function, name)
        return function(body)

    def read(self, model: Any, data: Any) -> Any:
        """What is read of a body of this type, by whichever reader."""
        text, thunk = json.dumps(data).encode(), lambda: model
        read = self.runtime("plan").codec_of(thunk).validate_json(text)
        assert shown(self.runtime("large_json").read_large(thunk, text)) == shown(read)
        assert shown(self.runtime("reading").salvage(model, data)) == shown(read)
        return read


def shown(value: Any) -> Any:
    """A value with the types and the fields that were set of all that is in it."""
    if hasattr(value, "model_fields_set"):
        return type(value), value.model_fields_set, shown(dict(value))
    if isinstance(value, dict):
        return {name: shown(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shown(each) for each in value]
    return kind_of(value), value


def kind_of(value: Any) -> str:
    """The name of a value's class; of moments that of the one that callers know."""
    known = next((kind for kind in (dt.datetime, dt.date) if isinstance(value, kind)), type(value))
    return known.__name__


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return Package(
        CASES / "listed-before-open" / "openapi.yaml",
        tmp_path_factory.mktemp("listed"),
        "listed_unions",
    )


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return Package(
        CASES / "discriminator-types" / "openapi.yaml",
        tmp_path_factory.mktemp("typed"),
        "typed_unions",
    )


NOON = "2024-01-01T12:00:00Z"
IN_CAPITALS = "6B29FC40-CA47-1067-B31D-00DD010662DA"
KEPT: list[tuple[str, Any, str]] = [
    ("either", "small", "Size"),
    ("either", "red", "Color"),
    ("blank", "", "Blank"),
    ("number", 3, "High"),
    ("number", 1, "Low"),
    ("word", "red", "Color"),
    ("word", "zzz", "str"),
    ("when", "red", "Color"),
    ("when", NOON, "datetime"),
    ("day", "2024-01-01", "date"),
    ("day", NOON, "datetime"),
    ("day", "2024-01-01T12:00:00.500Z", "str or datetime"),
    ("day", "2024-01-01T12:00:00+00:00", "str or datetime"),
    ("day", "2024-02-30", "str"),
    ("day", "1700000000", "str"),
    ("id", IN_CAPITALS.lower(), "UUID"),
    ("id", 5, "int"),
    ("spelled", IN_CAPITALS.lower(), "UUID"),
    ("spelled", IN_CAPITALS, "str"),
    ("spelled", IN_CAPITALS.replace("-", ""), "str"),
    ("scalar", 1, "int"),
    ("scalar", 1.0, "float"),
    ("scalar", "1", "str"),
    ("scalar", "true", "str"),
    ("scalar", True, "bool"),
    ("scalar", 1.5, "float"),
    ("flag", 1, "int"),
    ("flag", False, "bool"),
    ("ratio", 1.5, "float"),
    ("ratio", True, "bool"),
    ("constant", 1, "int"),
    ("constant", True, "bool"),
    ("constant", "1", "str"),
    ("constant", False, "bool"),
    ("constant", 0, "int"),
    ("lists", ["a", "small"], "list of str"),
    ("lists", ["small", "large"], "list of Size"),
    ("lists", [1], "list of int"),
    ("lists", "x", "str"),
    ("each", ["red", "small"], "list of Color and Size"),
    ("text", "abc", "str"),
    ("maybe", "small", "Size"),
    ("maybe", None, "NoneType"),
    ("shape", {"kind": "red", "size": 1}, "Round"),
    ("shape", {"kind": "large", "size": 1}, "Square"),
    ("shape", {"of": {"kind": "deep"}, "name": "x"}, "Deep"),
    ("shape", {"of": {"kind": "deeper"}}, "Deeper"),
    ("shape", {"count": 1}, "Counted"),
    ("shape", {"count": "1"}, "Named"),
    ("shape", {"only": True}, "Closed"),
    ("shape", {"at": "2024-01-01", "only": "x"}, "Dated"),
    ("shapes", [{"kind": "red"}, {"kind": "blue"}], "list of Round"),
    ("shapes", [{"kind": "small"}], "list of Square"),
]


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "list of " + " and ".join(dict.fromkeys(_kind(item) for item in value))
    return kind_of(value)


@pytest.mark.parametrize(
    ("name", "value", "kind"), KEPT, ids=[f"{name}-{value}" for name, value, _ in KEPT]
)
def test_a_value_is_of_the_member_that_lists_it_and_goes_back_as_it_came(
    listed: Package, name: str, value: Any, kind: str
) -> None:
    body = {name: value}
    read = listed.read(listed.models.Thing, body)
    assert _kind(getattr(read, name)) in kind.split(" or ")
    for way in (body, read, listed.models.Thing(**body), {name: getattr(read, name)}):
        listed.call("sendThing", way)
        assert told(listed.sent) == told(body)


@pytest.mark.parametrize(
    ("module", "name", "opened"),
    [
        ("thing", "word", False),
        ("thing", "either", False),
        ("thing", "number", False),
        ("shape", "Shape", True),
    ],
)
def test_an_object_is_kept_only_where_a_member_may_be_one(
    listed: Package, module: str, name: str, opened: bool
) -> None:
    """An open enumeration, which is one of these or any text, is no more than that."""
    text = (Path(str(listed.models.__file__)).parent / f"{module}.py").read_text(encoding="utf-8")
    (kind,) = (
        part
        for part in text.split("\n    " if module == "thing" else "\n\n")
        if part.startswith(f"{name}: ")
    )
    assert ("OpenModel" in kind) is opened


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("either", "zzz", "Color"),
        ("number", 9, "Low"),
        ("when", "2024-01-01T12:00:00", "datetime"),
        ("when", "1700000000", "Color"),
        ("maybe", "zzz", "Color"),
        ("each", ["zzz"], "list of Color"),
        ("constant", "new", "str"),
        ("shape", {"kind": "zzz", "size": 1}, "Round"),
        ("shape", {"else": 1}, "OpenModel"),
        ("shape", {"only": True, "more": 1}, "Closed"),
        ("shape", {"of": {"kind": "zzz"}}, "Deep"),
        ("shape", {"count": True}, "OpenModel"),
    ],
)
def test_what_no_member_has_is_read_by_one_that_is_open_and_goes_back_as_it_came(
    listed: Package, name: str, value: Any, kind: str
) -> None:
    body = {name: value}
    read = listed.read(listed.models.Thing, body)
    assert _kind(getattr(read, name)) == kind
    listed.call("sendThing", read)
    assert told(listed.sent) == told(body)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("either", "zzz", "body.either: must be 'red', 'blue', 'small' or 'large'"),
        ("each", ["red", "zzz"], "body.each.1: must be 'red', 'blue', 'small' or 'large'"),
        ("when", "2024-01-01T12:00:00", "body.when: must have a time zone (RFC 3339)"),
        ("when", dt.datetime(2024, 1, 1), "body.when: must have a time zone (RFC 3339)"),
        ("when", "1700000000", "body.when: must be 'red', 'blue' or a date and time with its zone"),
        ("id", "1", "body.id: must be a UUID or an integer"),
        ("id", True, "body.id: must be a UUID or an integer"),
        ("flag", "true", "body.flag: must be an integer or a boolean"),
        ("ratio", "1.5", "body.ratio: must be a number or a boolean"),
        ("text", "abcd", "body.text: must have at most 3 characters"),
        ("shape", {"count": True}, "body.shape: fits none of the documented variants"),
        ("shape", {"of": {"kind": "red"}}, "body.shape.of.kind: must be 'deep'"),
        ("shape", 5, "body.shape: fits none of the documented variants"),
        (
            "shapes",
            [{"kind": "red"}, {"kind": "small"}],
            "body.shapes.1.kind: must be one of 'red', 'blue'",
        ),
    ],
)
def test_an_input_that_fits_no_member_is_refused_in_one_sentence(
    listed: Package, name: str, value: Any, problem: str
) -> None:
    refused = importlib.import_module("listed_unions").InvalidInputError
    with pytest.raises(refused) as raised:
        listed.call("sendThing", {name: value})
    assert [f"{each.path}: {each.message}" for each in raised.value.problems] == [problem]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
        ("day", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
        ("day", dt.date(2024, 1, 1)),
        ("id", UUID(IN_CAPITALS)),
        ("spelled", UUID(IN_CAPITALS)),
    ],
)
def test_a_member_takes_the_python_value_that_its_format_names(
    listed: Package, name: str, value: Any
) -> None:
    listed.call("sendThing", {name: value})
    written = value.isoformat().replace("+00:00", "Z") if isinstance(value, dt.date) else str(value)
    assert listed.sent == {name: written}


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("version", {"v": 2, "x": 3}, "V2"),
        ("version", {"v": 1}, "V1"),
        ("plain", {"v": 2, "y": 3}, "P2"),
        ("switch", {"on": False}, "No"),
        ("switch", {"on": True, "x": 1}, "Yes"),
        ("mixed", {"on": 1}, "One"),
        ("mixed", {"on": True}, "Yes"),
        ("guessed", {"v": 2}, "V2"),
        ("listed", {"kind": "dog", "lives": 1}, "Dog"),
        ("state", {"is": "ajar"}, "Open"),
        ("state", {"is": "shut"}, "Shut"),
    ],
)
def test_a_discriminator_of_any_type_finds_the_variant(
    typed: Package, name: str, value: Any, kind: str
) -> None:
    body = {name: value}
    read = typed.read(typed.models.All, body)
    assert _kind(getattr(read, name)) == kind
    for way in (body, read, {name: getattr(typed.models, kind)(**value)}):
        typed.call("sendAll", way)
        assert told(typed.sent) == told(body)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", {"v": 9}),
        ("version", {"v": True}),
        ("version", {"v": "1"}),
        ("switch", {"on": 1}),
        ("switch", {"on": "true"}),
    ],
)
def test_what_a_discriminator_does_not_map_is_read_as_open_and_refused_of_a_caller(
    typed: Package, name: str, value: Any
) -> None:
    body = {name: value}
    read = typed.read(typed.models.All, body)
    assert _kind(getattr(read, name)) == "OpenModel"
    typed.call("sendAll", read)
    assert told(typed.sent) == told(body)
    refused = importlib.import_module("typed_unions").InvalidInputError
    with pytest.raises(refused, match=f"body.{name}: fits none of the documented variants"):
        typed.call("sendAll", body)


# --- any union ------------------------------------------------------------------------------------


class Random(Package):
    """The package of random unions; `fits` says which members of a union have a value, by the
    document's own word.
    """

    def __init__(self, seed: int, count: int, folder: Path) -> None:
        self.unions = Unions(seed, count)
        spec = folder / "openapi.json"
        spec.write_text(json.dumps(self.unions.document()), encoding="utf-8")
        super().__init__(spec, folder / "out", f"random_unions_{seed}")
        document = load(spec)
        self._instances, self._schemas = Instances(document), document.root["components"]["schemas"]

    def fits(self, number: int, value: Any) -> list[int]:
        union = self._schemas[f"U{number}"]
        members = union.get("oneOf") or union["anyOf"]
        return [
            index for index, member in enumerate(members) if self._instances.valid(member, value)
        ]


@pytest.fixture(scope="module")
def unions(tmp_path_factory: pytest.TempPathFactory) -> Random:
    return Random(12, 24, tmp_path_factory.mktemp("random"))


@st.composite
def _drawn(draw: Callable[[st.SearchStrategy[Any]], Any], count: int) -> tuple[int, random.Random]:
    return draw(st.integers(0, count - 1)), draw(st.randoms(use_true_random=False))


@examples(120)
@given(drawn=_drawn(24))
@pytest.mark.heavy
def test_the_member_that_a_value_is_valid_for_comes_back_in_both_directions(
    unions: Random, drawn: tuple[int, random.Random]
) -> None:
    number, draw = drawn
    made = unions.unions
    value = made.value(draw.choice(made.members[number]), draw)
    check_value(unions, number, value)


def check_value(package: Random, number: int, value: Any) -> None:
    """A value that is valid for one member at least; where it is for one alone, that is the one
    that comes back.
    """
    fits = package.fits(number, value)
    if not fits:
        return
    body, model = {"one": value, "more": [value]}, getattr(package.models, f"W{number}")
    read = package.read(model, body)
    members = [package.unions.members[number][index] for index in fits]
    for found in (read.one, read.more[0]):
        assert any(package.unions.is_of(found, member) for member in members), (
            value,
            found,
            members,
        )
    ways = [body, read, model(**body)]
    if hasattr(read.one, "model_fields_set"):
        ways.append({"one": type(read.one)(**value), "more": [type(read.one)(**value)]})
    for way in ways:
        package.call(f"send{number}", way)
        assert told(package.sent) == told(body), (value, members)


NESTED = """
openapi: 3.1.0
info: {title: Nested, version: '1'}
paths:
  /a:
    post:
      operationId: send
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [of], properties: {of: {$ref: '#/components/schemas/Either'}}}}}}
      responses: {'204': {description: Sent.}}
components:
  schemas:
    Either:
      oneOf:
      - $ref: '#/components/schemas/Inner'
      - {type: object, required: [r], properties: {r: {type: string}}}
      - {type: array, items: {oneOf: [{type: object, additionalProperties: {type: integer}}, {type: number}]}}
    Inner: {oneOf: [{type: integer, enum: [1, 2]}, {const: a}, {type: object, required: [x], properties: {x: {type: string}}}]}
"""


def test_a_value_that_a_union_in_a_union_lists_is_sent(tmp_path: Path) -> None:
    package = import_document(NESTED, "nested_unions", tmp_path)
    answers = Answers()
    with package.Nested(base_url="http://test", transport=answers) as client:
        for value in (1, 2, "a", {"x": "y"}, {"r": "s"}, [1.5], [{"k": 1}]):
            client.things.send(of=value)
            assert answers.sent == {"of": value}
        for refused in (3, "b", True, {"z": 1}):
            with pytest.raises(package.InvalidInputError):
                client.things.send(of=refused)
