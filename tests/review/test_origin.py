"""Whose change it is, by what the facts of both sides say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.bundle import Document, load
from generator.reference.facts import Body, Evidence, Field, Operation, Response, Section
from generator.review.model import Change, Reach
from generator.review.origin import key, tag

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets/{id}:
    put:
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {$ref: '#/components/parameters/Sort'}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        '2XX':
          description: pets
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
components:
  parameters:
    Sort: {name: sort, in: query, schema: {type: string}}
  schemas:
    Pet:
      type: object
      properties:
        id: {type: integer}
        owner: {$ref: '#/components/schemas/Owner'}
        self: {$ref: '#/components/schemas/Pet'}
    Owner: {type: object, properties: {id: {type: integer}, name: {type: string}}}
"""
OWNER = Field("owner", type="object", fields=(Field("id", type="integer"), Field("name", type="string")))
FIELDS = (Field("id", type="integer"), OWNER)
PUT = Operation(
    "Save a pet",
    "PUT",
    "/pets/{pet}?sort=",
    evidence=Evidence(("p",), "complete", "complete"),
    parameters=(Field("id", place="path", type="integer"), Field("sort", place="query", type="string")),
    request=Body("application/json", type="object", fields=FIELDS),
    responses=(Response("200", Body("application/json", type="array", items="object", fields=FIELDS)),),
)
OWNER_ID = "/components/schemas/Owner/properties/id"
PET_ID = "/components/schemas/Pet/properties/id"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return load(path)


def _facts(operation: Operation | None = PUT) -> list[Section]:
    evidence = Evidence(("p",), "complete", "complete")
    return [Section("pets", evidence=evidence, operations=(operation,) if operation else ())]


def _with(request: tuple[Field, ...]) -> Operation:
    assert PUT.request is not None
    return replace(PUT, request=replace(PUT.request, fields=request))


def _change(rule: str, pointer: str, direction: str = "request") -> Change:
    reach = Reach("PUT", "/pets/{id}", direction)  # type: ignore[arg-type]
    return Change(rule, "", pointer, wire="breaking", reach=(reach,), pointer=pointer)


def _origin(change: Change, old: list[Section], new: list[Section], document: Document) -> str:
    (tagged,) = tag([change], old, new, document, document)
    return tagged.origin


def test_a_place_where_the_facts_differ_is_the_vendor_s(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    assert _origin(_change("request-type-changed", PET_ID), _facts(), _facts(newer), document) == "vendor"


def test_a_place_of_the_same_name_elsewhere_is_another_place(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    assert _origin(_change("request-type-changed", OWNER_ID), _facts(), _facts(newer), document) == "transcription"


def test_another_aspect_of_the_same_place_is_not_what_the_vendor_changed(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    change = _change("request-property-became-required", PET_ID)
    assert _origin(change, _facts(), _facts(newer), document) == "transcription"


def test_a_place_that_the_facts_cover_alike_was_corrected(document: Document) -> None:
    assert _origin(_change("request-type-changed", PET_ID), _facts(), _facts(), document) == "transcription"


def test_a_direction_that_the_facts_do_not_show_is_unknown(document: Document) -> None:
    blind = replace(PUT, responses=(), evidence=Evidence(("p",), "complete", "none"))
    assert _origin(_change("response-type-changed", PET_ID, "response"), _facts(blind), _facts(blind), document) == "unknown"
    assert _origin(_change("request-type-changed", PET_ID), _facts(blind), _facts(blind), document) == "transcription"


def test_what_was_only_seen_later_is_a_correction(document: Document) -> None:
    part = replace(_with((Field("id", type="integer"),)), evidence=Evidence(("p",), "partial", "complete"))
    change = _change("request-property-optional-added", "/components/schemas/Pet/properties/owner")
    assert _origin(change, _facts(part), _facts(), document) == "transcription"
    assert _origin(change, _facts(_with((Field("id", type="integer"),))), _facts(), document) == "vendor"


def test_a_field_that_the_whole_page_never_had_was_invented(document: Document) -> None:
    change = _change("request-property-removed", "/components/schemas/Pet/properties/self")
    assert _origin(change, _facts(), _facts(), document) == "transcription"


def test_parameters_are_found_by_place_and_name(document: Document) -> None:
    newer = replace(PUT, parameters=(PUT.parameters[0], replace(PUT.parameters[1], required=True)))
    shared = _change("request-parameter-became-required", "/components/parameters/Sort")
    by_name = _change("python-keyword-became-required", "/paths/~1pets~1{id}/put/parameters/sort")
    for change in (shared, by_name):
        assert _origin(change, _facts(), _facts(newer), document) == "vendor"
        assert _origin(change, _facts(), _facts(), document) == "transcription"


def test_what_was_observed_besides_the_pages_is_a_correction(document: Document) -> None:
    blind = replace(PUT, responses=(), evidence=Evidence(("p",), "complete", "none"))
    change = _change("response-type-changed", PET_ID, "response")
    seen = replace(PUT, parameters=(), request=None, evidence=Evidence(source="live", sure="high"))
    unsure = replace(seen, evidence=Evidence(source="live", sure="low"))
    for observed, origin in ((seen, "transcription"), (unsure, "unknown")):
        (tagged,) = tag([change], _facts(blind), _facts(blind), document, document, _facts(observed))
        assert tagged.origin == origin
    (tagged,) = tag([change], _facts(None), _facts(None), document, document, _facts(seen))
    assert tagged.origin == "transcription"


def test_operations_that_came_or_went(document: Document) -> None:
    at = "/paths/~1pets~1{id}/put"
    added, removed = _change("operation-added", at, "both"), _change("operation-removed", at, "both")
    assert _origin(added, _facts(None), _facts(), document) == "vendor"
    assert _origin(removed, _facts(), _facts(None), document) == "vendor"
    assert _origin(added, _facts(), _facts(), document) == "transcription"
    assert _origin(added, [], _facts(), document) == "transcription"
    assert _origin(added, [], [], document) == "unknown"


def test_without_facts_nothing_is_known(document: Document) -> None:
    assert _origin(_change("request-type-changed", PET_ID), [], [], document) == "unknown"
    assert _origin(Change("info-changed", "", "info"), _facts(), _facts(), document) == "unknown"


def test_the_names_of_variables_and_the_query_do_not_tell_operations_apart() -> None:
    assert key("put", "/pets/{id}") == key("PUT", "/pets/{pet}?sort=") == ("PUT", "/pets/{}")
