"""What a change of a scalar's type means to code is what an emitted package does: nothing that it
refuses is told as taken.

One package has a parameter and a field of each kind of scalar. Representative values are given to
all of them, and read from all of them, so that each pair of kinds can be compared as a document
that has one and then the other."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from uuid import UUID

import httpx2
import pytest

from generator.api.annotation_members import Annotation, ClassRef, Literals, Member, Plain
from generator.api.build import build
from generator.api.model import Api, ObjectModel, Type
from generator.document.bundle import load
from generator.emit.annotations import Needs
from generator.emit.client import emit_client
from generator.emit.models import emit_models
from generator.emit.templates import environment, text_of
from generator.review.limits import limits
from generator.review.python_types import View, passed_change, returned_change

TEMPLATES = Path(__file__).parents[2] / "templates"
KINDS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "small": {"type": "integer", "format": "int32"},
    "number": {"type": "number"},
    "truth": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "clock": {"type": "string", "format": "time"},
    "ident": {"type": "string", "format": "uuid"},
    "milliseconds": {"type": "integer", "x-epoch": "milliseconds"},
    "seconds": {"type": "integer", "x-epoch": "seconds"},
    "octets": {"type": "string", "contentEncoding": "base64"},
    "letter": {"const": "a"},
    "colour": {"type": "string", "enum": ["a", "b"]},
    "level": {"type": "integer", "enum": [0, 1]},
    "yes": {"const": True},
    "either": {"type": "boolean", "enum": [True, False]},
    "one": {"const": 1},
    "anything": {},
    "nothing": {"type": "null"},
}
_TEN = datetime(2020, 1, 1, 10, tzinfo=UTC)
_ID = UUID(int=1)
GIVEN: Final[dict[str, list[Any]]] = {
    "str": ["a", "z", "", "1", "2020-01-01", str(_ID)],
    "int": [0, 1, -1, 2**40],
    "float": [0.0, 1.5],
    "bool": [True, False],
    "date": [date(2020, 1, 1)],
    "datetime": [_TEN, _TEN.replace(hour=0)],
    "UUID": [_ID],
    "bytes": [b"hi"],
    "None": [None],
}
"""Values of what a caller may give, by its name in an annotation."""
READ: Final[list[Any]] = [
    "a",
    "b",
    "2020-01-01",
    _TEN.isoformat(),
    str(_ID),
    "aGk=",
    0,
    1,
    2**31 - 1,
    0.0,
    1.5,
    True,
    False,
    None,
]
USES: Final[dict[str, Callable[[Any], object]]] = {
    "str": lambda value: (value.upper(), value + "x", value < "m"),
    "int": lambda value: (value + 1, range(value), value.bit_length(), f"{value:d}"),
    "float": lambda value: (value * 1.5, value < 1.5),
    "bool": [False, True].index,
    "date": lambda value: (value < date(2021, 1, 1), value - date(2020, 1, 1)),
    "datetime": lambda value: (value < datetime.now(UTC), value.timestamp()),
    "UUID": lambda value: (value.hex, value < UUID(int=2)),
    "EpochMilliseconds": lambda value: (value + 1, value.datetime),
    "EpochSeconds": lambda value: (value + 1, value.datetime),
}
"""What code does with a value that it reads as that."""


class Package:
    """The emitted package, with what it was made of."""

    def __init__(self, api: Api, module: ModuleType) -> None:
        box = next(each for each in api.models if each.name == "Box")
        assert isinstance(box, ObjectModel)
        self.view = View({each.name: each for each in api.models})
        self.types: dict[str, Type] = {each.wire: each.type for each in box.fields}
        self.module = module
        self._answer: dict[str, Any] = {}
        transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=self._answer))
        self._client = module.Kinds(
            base_url="https://kinds.example.com", http_client=httpx2.Client(transport=transport)
        )

    def takes(self, name: str, value: Any, how: str) -> bool:
        try:
            self._client.boxes.send(**{f"in_{name}" if how == "parameter" else name: value})
        except (self.module.SDKError, ValueError):
            return False
        return True

    def read(self, name: str, value: Any) -> Any:
        """A value as the field gives it; nothing that is of its type where the package refuses it
        or keeps it as it is.
        """
        self._answer = {name: value}
        return getattr(self._client.boxes.send(), name)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    folder = tmp_path_factory.mktemp("kinds")
    box = {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}
    operation = {
        "operationId": "send",
        "x-sdk": {"resource": "boxes", "function": "send"},
        "parameters": [
            {"name": f"in_{name}", "in": "query", "schema": schema}
            for name, schema in KINDS.items()
        ],
        "requestBody": {"content": box},
        "responses": {"200": {"description": "", "content": box}},
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "Kinds", "version": "1"},
        "x-sdk": {"package": "kinds_of_scalars", "client": "Kinds", "version": "1.0.0"},
        "paths": {"/boxes": {"post": operation}},
        "components": {"schemas": {"Box": {"type": "object", "properties": KINDS}}},
    }
    (folder / "openapi.json").write_text(json.dumps(root), encoding="utf-8")
    api, jinja = build(load(folder / "openapi.json")), environment(TEMPLATES)
    needs = Needs()
    for tree in (emit_models(api, jinja, needs), emit_client(api, jinja, TEMPLATES, needs)):
        for path, content in tree.items():
            file = folder / api.package / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else text_of(content).encode())
    sys.path.insert(0, str(folder))
    yield Package(api, importlib.import_module(api.package))
    sys.path.remove(str(folder))
    for name in [each for each in sys.modules if each.partition(".")[0] == api.package]:
        del sys.modules[name]


def _values(annotation: Annotation) -> Iterator[Any]:
    """Values that a type checker lets through; of anything, JSON values."""
    for member in annotation:
        match member:
            case Plain("Any"):
                for name in ("str", "int", "float", "bool", "None"):
                    yield from GIVEN[name]
            case Literals(values):
                yield from (value.value for value in values)
            case Plain(name) | ClassRef(name):
                yield from GIVEN.get(name, ())


@pytest.mark.parametrize("how", ["parameter", "field"])
def test_what_was_taken_and_is_refused_is_told(package: Package, how: str) -> None:
    wrong = []
    for before, after in permutations(KINDS, 2):
        old, new = package.types[before], package.types[after]
        if "narrowed" in (
            passed_change(package.view.passed(old), package.view.passed(new)),
            limits(old, new)[0],
        ):
            continue
        lost = [
            value
            for value in _values(package.view.passed(old))
            if package.takes(before, value, how) and not package.takes(after, value, how)
        ]
        wrong += [(before, after, value) for value in lost]
    assert wrong == []


def test_what_is_read_and_can_no_longer_be_used_so_is_told(package: Package) -> None:
    wrong = []
    for before, after in permutations(KINDS, 2):
        old, new = (
            package.view.returned(package.types[before]),
            package.view.returned(package.types[after]),
        )
        if returned_change(old, new) not in ("same", "narrowed") or len(old) != 1:
            continue
        use = USES.get(_name(old[0]), lambda value: None)
        for value in READ:
            try:
                read = package.read(after, value)
            except (package.module.SDKError, ValueError):
                continue
            if _is_kept(read, new):
                try:
                    use(read)
                except Exception as error:  # noqa: BLE001 (whatever a caller sees)
                    wrong.append((before, after, value, error))
    assert wrong == []


def _name(member: Member) -> str:
    return member.name if isinstance(member, Plain | ClassRef) else ""


def _is_kept(value: Any, annotation: Annotation) -> bool:
    """Whether a value is of the type that its field has, and was not let through as it came."""
    names = {each.__name__ for each in type(value).__mro__} - {"object"}
    for member in annotation:
        own: set[str]
        match member:
            case Literals(values):
                own = {str(each.type) for each in values}
            case ClassRef(name, base):
                own = {name, base}
            case _:
                own = {_name(member)}
        if not names.isdisjoint(own):
            return True
    return False


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("whole", "number", "widened"),
        ("letter", "text", "widened"),
        ("colour", "text", "widened"),
        ("whole", "milliseconds", "widened"),
        ("text", "octets", "widened"),
        ("text", "anything", "widened"),
        ("either", "truth", "same"),
        ("truth", "either", "same"),
    ],
)
def test_what_takes_all_that_was_taken_is_no_break(
    package: Package, before: str, after: str, expected: str
) -> None:
    sides = (package.view.passed(package.types[name]) for name in (before, after))
    assert passed_change(*sides) == expected
