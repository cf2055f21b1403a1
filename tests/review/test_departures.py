"""How two documents stand to the reference, in the words of a report, and where in an operation
each object is.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import Document, load
from generator.document.diagnostics import Location
from generator.review.departures import Departures, key, plain, sentence, status_range
from generator.review.model import Change, Direction, Reach
from generator.review.origin import tag
from generator.vendor_docs.differences import Difference, Where
from generator.vendor_docs.facts import Body, Evidence, Field, Response, Section, VendorOperation
from generator.vendor_docs.observations import Observations

SCHEMAS = "/components/schemas"
PUT = "/paths/~1pets~1{id}/put"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets/{id}": {
            "parameters": [{"name": "X-Tenant", "in": "header", "schema": {"type": "string"}}],
            "put": {
                "tags": ["pets"],
                "parameters": [
                    {"$ref": "#/components/parameters/Sort"},
                    {
                        "name": "filter",
                        "in": "query",
                        "schema": {"type": "object", "properties": {"age": {"type": "integer"}}},
                    },
                ],
                "requestBody": {"$ref": "#/components/requestBodies/Pet"},
                "responses": {
                    "200": {"$ref": "#/components/responses/Pets"},
                    "404": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": f"#{SCHEMAS}/Error"}}},
                    },
                },
            },
        }
    },
    "components": {
        "parameters": {"Sort": {"name": "sort", "in": "query", "schema": {"type": "string"}}},
        "requestBodies": {
            "Pet": {"content": {"application/json": {"schema": {"$ref": f"#{SCHEMAS}/Pet"}}}}
        },
        "responses": {
            "Pets": {
                "description": "",
                "content": {
                    "text/csv": {"schema": {"type": "string"}},
                    "application/json": {
                        "schema": {"type": "array", "items": {"$ref": f"#{SCHEMAS}/Pet"}}
                    },
                },
            }
        },
        "schemas": {
            "Error": {"type": "object", "properties": {"code": {"type": "integer"}}},
            "Town": {"type": "object", "properties": {"name": {"type": "string"}}},
            "Pet": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "maxLength": 5},
                    "homes.name": {"type": "string"},
                    "homes": {
                        "type": "object",
                        "additionalProperties": {"$ref": f"#{SCHEMAS}/Town"},
                    },
                    "mother": {"$ref": f"#{SCHEMAS}/Pet"},
                    "kind": {
                        "allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}],
                        "anyOf": [{"type": "object", "properties": {"b": {"type": "string"}}}],
                        "oneOf": [
                            {"type": "null"},
                            {"type": "object", "properties": {"c": {"type": "string"}}},
                        ],
                    },
                    "pair": {
                        "type": "array",
                        "prefixItems": [
                            {"type": "object", "properties": {"d": {"type": "string"}}}
                        ],
                    },
                },
            },
        },
    },
}
KIND = f"{SCHEMAS}/Pet/properties/kind"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("departures") / "openapi.json"
    path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return load(path)


def _fields(names: list[str]) -> tuple[Field, ...]:
    return (Field(names[0], fields=_fields(names[1:])),) if names else ()


def _observed(place: str) -> Observations:
    """An observation that shows the one place, with all that it is in."""
    part, *names = place.split(".")
    about: dict[str, Any] = {"evidence": Evidence(source="live", sure="high")}
    if part == "parameters":
        about["parameters"] = (Field(names[1], place=names[0]),)  # type: ignore[arg-type]
    elif part == "request":
        about["request"] = Body("application/json", fields=_fields(names))
    else:
        about["responses"] = (
            Response(names[0], Body("application/json", fields=_fields(names[1:]))),
        )
    return Observations(
        {}, (Section("pets", operations=(VendorOperation("Save", "PUT", "/pets/{pet}", **about),)),)
    )


@pytest.mark.parametrize(
    ("pointer", "direction", "place"),
    [
        ("/components/parameters/Sort", "request", "parameters.query.sort"),
        ("/components/parameters/Sort/schema", "request", "parameters.query.sort"),
        (f"{PUT}/parameters/sort", "request", "parameters.query.sort"),
        (f"{PUT}/parameters/1", "request", "parameters.query.filter"),
        (f"{PUT}/parameters/1/schema/type", "request", "parameters.query.filter"),
        ("/paths/~1pets~1{id}/parameters/0", "request", "parameters.header.X-Tenant"),
        (f"{PUT}/parameters/X-Tenant", "request", "parameters.header.X-Tenant"),
        (f"{PUT}/requestBody", "request", "request"),
        ("/components/requestBodies/Pet", "request", "request"),
        (f"{SCHEMAS}/Pet", "request", "request"),
        (f"{SCHEMAS}/Pet/properties/name", "request", "request.name"),
        (f"{SCHEMAS}/Pet/properties/name/maxLength", "request", "request.name"),
        (f"{SCHEMAS}/Pet/properties/name", "response", "response.200.name"),
        (f"{SCHEMAS}/Pet/properties/name", "both", "response.200.name"),
        (f"{SCHEMAS}/Town/properties/name", "request", "request.homes.name"),
        (f"{KIND}/allOf/0/properties/a", "request", "request.kind.a"),
        (f"{KIND}/anyOf/0/properties/b", "request", "request.kind.b"),
        (f"{KIND}/oneOf/1/properties/c", "request", "request.kind.c"),
        (f"{SCHEMAS}/Pet/properties/pair/prefixItems/0/properties/d", "request", "request.pair.d"),
        (f"{PUT}/responses/404", "response", "response.404"),
        (f"{SCHEMAS}/Error/properties/code", "response", "response.404.code"),
        ("/components/responses/Pets", "response", "response.200"),
    ],
)
def test_where_in_an_operation_an_object_is(
    document: Document, pointer: str, direction: Direction, place: str
) -> None:
    change = Change(
        "request-property-optional-added",
        "",
        "",
        pointer=pointer,
        reach=(Reach("PUT", "/pets/{id}", direction),),
    )
    others = ("parameters.query.other", "request.other", "response.200.other", "response.500")

    def origin(seen: str) -> str:
        return tag([change], [], [], document, document, _observed(seen))[0].origin

    assert origin(place) == "transcription"
    whole = {"request", "response.200"}  # which every observation of a part of them shows too
    assert [
        origin(other) for other in others if not (place in whole and other.startswith(place))
    ] == ["unknown"] * (
        len(others) - sum(place in whole and other.startswith(place) for other in others)
    )
    wrong: Direction = "request" if place.startswith("response") else "response"
    if direction != "both":
        turned = Change(
            change.rule, "", "", pointer=pointer, reach=(Reach("PUT", "/pets/{id}", wrong),)
        )
        assert tag([turned], [], [], document, document, _observed(place))[0].origin == "unknown"


def test_a_name_with_a_dot_is_one_name(document: Document) -> None:
    at = f"{SCHEMAS}/Pet/properties/homes.name"
    reach = (Reach("PUT", "/pets/{id}", "request"),)
    change = Change("request-property-optional-added", "", "", pointer=at, reach=reach)
    (found,) = tag([change], [], [], document, document, _observed("request.homes.name"))
    assert found.origin == "unknown"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "/pets", ("GET", "/pets")),
        ("Get", "/pets/", ("GET", "/pets")),
        ("GET", "/pets/{id}/toys/{toy}", ("GET", "/pets/{}/toys/{}")),
        ("GET", "/pets?a=1&b=2", ("GET", "/pets")),
    ],
)
def test_an_operation_is_called_alike_in_documents_and_facts(
    method: str, path: str, expected: tuple[str, str]
) -> None:
    assert key(method, path) == expected


def test_places_are_told_without_marks_of_arrays_and_with_one_success() -> None:
    assert plain(Where("request", (None, "a", None, "b"))) == ("request", "a", "b")
    assert plain(Where("response", ("201", None, "a"))) == ("response", "2XX", "a")
    assert plain(Where("response", ("404", "a"))) == ("response", "404", "a")
    assert plain(Where("response")) == ("response",)
    assert plain(Where("request", ("201", "a"))) == ("request", "201", "a")
    assert plain(Where("request", ("a.b", "[]"))) == ("request", "a.b", "[]")
    assert [status_range(each) for each in ("200", "2xx", "404", "4xx", "default")] == [
        "2XX",
        "2XX",
        "404",
        "4XX",
        "DEFAULT",
    ]


@pytest.mark.parametrize(
    ("file", "shown_in", "told"),
    [
        ("/tmp/x/spec/reference/pets.yaml", "spec/reference", " (spec/reference/pets.yaml:7)"),
        (
            "/tmp/reference/x/reference/observed/pets.yaml",
            "reference",
            " (reference/observed/pets.yaml:7)",
        ),
        ("/tmp/other/pets.yaml", "spec/reference", " (spec/reference/pets.yaml:7)"),
        (None, "spec/reference", ""),
    ],
)
def test_a_line_of_the_facts_is_named_as_it_lies_here(
    file: str | None, shown_in: str, told: str
) -> None:
    location = None if file is None else Location(file, 7)
    found = Difference("different", "GET", "/a", "operation", "path", "/b", "/a", theirs=location)
    assert sentence(found, shown_in) == f"The reference has the path /b for `GET /a`{told}."


def test_a_long_list_of_the_reference_is_cut() -> None:
    found = Difference("different", "GET", "/a", "request.b", "enum", ["x" * 100, "y" * 98], None)
    assert (
        sentence(found, "")
        == f"The reference has the values {'x' * 100}, {'y' * 98} for `request.b` in `GET /a`."
    )
    found = Difference("different", "GET", "/a", "request.b", "enum", ["x" * 100, "y" * 99], None)
    assert (
        sentence(found, "")
        == f"The reference has the values {'x' * 100}, {'y' * 98}… for `request.b` in `GET /a`."
    )


@pytest.mark.parametrize(
    ("was", "now", "way"),
    [
        (["a", "b"], ["a", "b"], None),
        (["a", "b"], ["a", "b", "c"], "departed"),
        (["a", "b", "c"], ["a", "b"], "corrected"),
        (["a", "b", "c"], ["a", "b", "d"], "corrected"),
        (["a"], ["a", "b", "d"], "corrected"),
        (["a", "b", "d"], ["a", "b"], "departed"),
        (["a", "c"], ["a", "b", "c"], "corrected"),
        (["a", "c"], ["a", "e"], "departed"),
        (["a", "b", "d"], ["a", "b", "d", "c"], "departed"),
        (["a", "b", "d", "c"], ["a", "b", "d"], "corrected"),
    ],
)
def test_whether_a_document_came_nearer_to_the_reference(
    tmp_path: Path, was: list[str], now: list[str], way: str | None
) -> None:
    """The reference lists a, b and d; a list that is the same on both sides, or as far from it,
    says nothing.
    """

    def made(name: str, values: list[str]) -> Document:
        parameter = {"name": "kind", "in": "query", "schema": {"type": "string", "enum": values}}
        operation = {
            "tags": ["pets"],
            "parameters": [parameter],
            "responses": {"204": {"description": ""}},
        }
        root = {
            "openapi": "3.1.0",
            "info": {"title": "A", "version": "1"},
            "paths": {"/pets": {"get": operation}},
        }
        (tmp_path / name).write_text(json.dumps(root), encoding="utf-8")
        return load(tmp_path / name)

    listed = Field("kind", place="query", type="string", enum=("a", "b", "d"))
    operation = VendorOperation(
        "List",
        "GET",
        "/pets",
        evidence=Evidence(("p",), "complete", "complete"),
        parameters=(listed,),
    )
    facts = [
        Section("pets", evidence=Evidence(("p",), "complete", "complete"), operations=(operation,))
    ]
    found = Departures(
        facts, None, made("base.json", was), made("head.json", now), [("GET", "/pets")]
    )
    ways = [each for each, difference in found.of(("GET", "/pets")) if difference.aspect == "enum"]
    assert ways == ([] if way is None else [way])
    assert (
        Departures(facts, None, made("base.json", was), made("head.json", now), [("GET", "/x")]).of(
            ("GET", "/pets")
        )
        == ()
    )


# --- a change that reaches several operations -----------------------------------------------------

KINDS = ("vendor", "departure", "transcription", "unknown")


def _kinds(tmp_path: Path, kind: str) -> Document:
    """Two operations with a parameter in common, of a type."""
    operation = {
        "tags": ["pets"],
        "parameters": [{"$ref": "#/components/parameters/Kind"}],
        "responses": {},
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"get": operation}, "/b": {"get": operation}},
        "components": {
            "parameters": {"Kind": {"name": "kind", "in": "query", "schema": {"type": kind}}}
        },
    }
    (tmp_path / f"{kind}.json").write_text(json.dumps(root), encoding="utf-8")
    return load(tmp_path / f"{kind}.json")


def _seen(origins: dict[str, str], side: int) -> list[Section]:
    """The facts by which the parameter of each operation, an integer that became a string, has its
    origin.
    """
    types = {
        "vendor": ("integer", "string"),
        "departure": ("integer",) * 2,
        "transcription": ("string",) * 2,
    }
    operations = [
        VendorOperation(
            path, "GET", path, evidence=Evidence(("p",), "complete", "complete"),
            parameters=(Field("kind", place="query", type=types[origin][side]),),
        )
        for path, origin in origins.items()
        if origin in types
    ]  # fmt: skip
    return [
        Section(
            "pets", evidence=Evidence(("p",), "complete", "complete"), operations=tuple(operations)
        )
    ]


@pytest.mark.parametrize("one", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_of_several_operations_the_weightiest_origin_counts(
    tmp_path: Path, one: str, other: str
) -> None:
    base, head = _kinds(tmp_path, "integer"), _kinds(tmp_path, "string")
    origins = {"/a": one, "/b": other}
    reach = tuple(Reach("GET", path, "request") for path in origins)
    change = Change(
        "request-type-changed",
        "",
        "",
        pointer="/components/parameters/Kind/schema/type",
        reach=reach,
    )
    python = Change("python-keyword-type-narrowed", "", "", reach=reach)
    found, followed = tag([change, python], _seen(origins, 0), _seen(origins, 1), base, head)
    assert found.origin == min(one, other, key=KINDS.index)
    away = [path for path, origin in origins.items() if origin == "departure"]
    if away:
        assert found.origin_says.startswith(
            "The reference has the type integer for `parameters.query.kind`"
        )
        assert found.origin_says.endswith(f"in `GET {away[0]}`.")
    elif found.origin == "transcription":
        assert found.origin_says.startswith("The reference has the type string for")
    else:
        assert found.origin_says == ""
    assert (followed.origin, followed.origin_says) == (found.origin, found.origin_says)


def test_what_only_python_sees_has_no_origin_where_what_changed_around_it_has_several(
    tmp_path: Path,
) -> None:
    base, head = _kinds(tmp_path, "integer"), _kinds(tmp_path, "string")
    origins = {"/a": "vendor", "/b": "departure"}
    at = "/components/parameters/Kind/schema/type"
    one, other = (
        Change("request-type-changed", "", "", pointer=at, reach=(Reach("GET", path, "request"),))
        for path in origins
    )
    python = Change(
        "python-class-removed",
        "",
        "",
        reach=(*one.reach, *other.reach),
        pointer="/components/schemas/A",
    )
    known = replace(python, reach=one.reach)
    facts = _seen(origins, 0), _seen(origins, 1)
    found = tag(
        [one, other, python, known, Change("python-client-renamed", "", "")], *facts, base, head
    )
    assert [each.origin for each in found] == [
        "vendor",
        "departure",
        "unknown",
        "vendor",
        "unknown",
    ]
    twice = [other, Change("description-changed", "", "", pointer=at, reach=other.reach)]
    assert tag([*twice, python], *facts, base, head)[2].origin == "unknown"
