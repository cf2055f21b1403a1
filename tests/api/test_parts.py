"""Multipart bodies as the package has them: by position, by name, one by one, or as they are; and
tags inside of their parents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.api.model import (
    Anything,
    Api,
    Array,
    Bounded,
    Bounds,
    Named,
    OneOf,
    Part,
    PartEncoding,
    PartHeader,
    Scalar,
    Type,
)
from generator.emit.parts import parts_entry

Make = Callable[[str], Api]
OCTETS, TEXT = Scalar("bytes"), Scalar("str")
DOCUMENT = """openapi: %s.0
info: {title: Test, version: '1'}
paths:
  /p:
    post:
      operationId: send
      requestBody: {content: {%s}}
      responses: {'200': {description: '', content: {%s}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
"""


def _filled(version: str, request: str, response: str) -> str:
    text = DOCUMENT % (version, request, response)
    text = text.replace("IMAGE", "{type: string, format: binary}")
    return text.replace("PET", "{$ref: '#/components/schemas/Pet'}")


def _both(api: Make, content: str, version: str = "3.2") -> tuple[tuple[str, Type], ...]:
    """What a request and a response of this content have."""
    operation = api(_filled(version, content, content)).operations[0]
    assert operation.body is not None
    media = (operation.body.media_types[0], operation.responses[0].media_types[0])
    return tuple((each.kind, each.type) for each in media)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("multipart/mixed: {schema: {type: array, items: IMAGE}}", OCTETS),
        ("multipart/mixed: {schema: {type: array, items: {type: string}}}", TEXT),
        ("multipart/mixed: {schema: {type: array, items: PET}}", Named("Pet")),
        (
            "multipart/related: {schema: {prefixItems: [PET], items: IMAGE}}",
            OneOf((Named("Pet"), OCTETS)),
        ),
        ("multipart/x: {itemSchema: PET}", Named("Pet")),
    ],
)
def test_parts_by_position_hold_what_items_are(api: Make, content: str, expected: Type) -> None:
    assert _both(api, content) == (("parts", Array(Part(expected))),) * 2


@pytest.mark.parametrize("version", ["3.0", "3.1", "3.2"])
def test_an_object_has_its_parts_by_name_in_any_multipart_type(api: Make, version: str) -> None:
    for name in ("form-data", "mixed", "related"):
        content = f"multipart/{name}: {{schema: {{type: object, properties: {{a: IMAGE}}}}}}"
        made = api(_filled(version, content, content))
        operation = made.operations[0]
        assert operation.body is not None
        kinds = {operation.body.media_types[0].kind, operation.responses[0].media_types[0].kind}
        assert kinds == {"multipart"}
        assert {field.type for model in made.models for field in getattr(model, "fields", ())} >= {
            OCTETS
        }


def test_what_is_described_as_octets_is_given_as_it_is(api: Make) -> None:
    content = "multipart/mixed: {schema: IMAGE}"
    assert _both(api, content) == (("binary", OCTETS),) * 2


def test_what_is_described_as_text_has_any_parts(api: Make) -> None:
    content = "multipart/mixed: {schema: {type: string}}"
    assert _both(api, content) == (("parts", Array(Part(Anything()))),) * 2


def test_parts_inside_of_a_part_are_those_of_an_array(api: Make) -> None:
    encodings = "itemEncoding: {contentType: multipart/mixed, itemEncoding: {contentType: a/b}}"
    content = f"multipart/mixed: {{schema: {{type: array, items: {{type: array, items: PET}}}}, {encodings}}}"
    inner = Array(Part(Named("Pet")))
    assert _both(api, content) == (("parts", Array(Part(inner))),) * 2
    body = api(_filled("3.2", content, content)).operations[0].body
    assert body is not None
    (encoding,) = body.media_types[0].encodings
    assert encoding.inner is not None
    assert (encoding.inner.content_type, encoding.inner.type) == ("multipart/mixed", inner)
    assert [each.content_type for each in encoding.inner.encodings] == ["a/b"]


def test_a_number_of_parts_is_a_limit_of_what_is_sent(api: Make) -> None:
    content = "multipart/mixed: {schema: {type: array, minItems: 2, maxItems: 3, items: PET}}"
    (_, sent), (_, received) = _both(api, content)
    assert sent == Bounded(Array(Part(Named("Pet"))), Bounds(min_items=2, max_items=3))
    assert received == Array(Part(Named("Pet")))
    closed = "multipart/mixed: {schema: {prefixItems: [PET, PET], items: false}}"
    assert _both(api, closed)[0][1] == Bounded(Array(Part(Named("Pet"))), Bounds(max_items=2))


def test_each_place_has_its_encoding_and_the_headers_that_its_sender_chooses(api: Make) -> None:
    content = (
        "multipart/mixed: {schema: {type: array}, prefixEncoding: [{contentType: text/csv}], "
        "itemEncoding: {headers: {A: {required: true, schema: {type: string, example: x}}, "
        "B: {schema: {type: string, enum: [b]}}, C: {schema: {type: string}}}}}"
    )
    body = api(_filled("3.2", content, content)).operations[0].body
    assert body is not None
    assert body.media_types[0].encodings == (
        PartEncoding("0", "text/csv"),
        PartEncoding(
            "*",
            headers=(("B", "b"),),
            free=(PartHeader("A", True, "x"), PartHeader("C", False)),
        ),
    )
    body = api(_filled("3.1", content, content)).operations[0].body
    assert body is not None
    assert body.media_types[0].encodings == ()  # which 3.1 does not have


def test_a_stream_of_parts_is_one_where_nothing_else_is_answered(api: Make) -> None:
    alone = "multipart/mixed: {itemSchema: PET}"
    operation = api(_filled("3.2", alone, alone)).operations[0]
    assert operation.stream is not None
    assert (operation.stream.items, operation.stream.type) == ("parts", Part(Named("Pet")))
    operation = api(_filled("3.2", alone, f"{alone}, application/json: {{}}")).operations[0]
    assert operation.stream is None
    entry = {"media_type": "multipart/mixed", "by": "position"}
    assert parts_entry(operation) == {"parts": {"request": entry, "response": entry}}


def test_the_schema_of_parts_that_came_with_3_2_says_nothing_in_a_document_of_3_1(
    api: Make,
) -> None:
    parts = "multipart/mixed: {itemSchema: PET}"
    operation = api(_filled("3.1", parts, parts)).operations[0]
    assert operation.stream is None
    assert _both(api, parts, "3.1") == (("parts", Array(Part(Anything()))),) * 2
    form = "multipart/form-data: {itemSchema: PET}"
    assert _both(api, form, "3.1") == _both(api, "multipart/form-data: {}", "3.1")


# --- tags -----------------------------------------------------------------------------------------

TAGS = """openapi: %s.0
info: {title: Test, version: '1'}
tags: %s
paths:
  /a: {get: {operationId: listA, tags: [a], responses: {'204': {description: ''}}}}
  /b: {get: {operationId: photos, tags: [b], responses: {'204': {description: ''}}}}
  /c: {get: {tags: [c], x-sdk: {resource: own}, responses: {'204': {description: ''}}}}
"""
NESTED = "[{name: a, parent: photos}, {name: photos, parent: b}, {name: b}, {name: c, parent: b}]"


@pytest.mark.parametrize(
    ("version", "tags", "paths"),
    [
        ("3.2", NESTED, [("b", "photos", "a"), ("b",), ("own",)]),
        ("3.1", NESTED, [("a",), ("b",), ("own",)]),
        ("3.2", "[{name: a, parent: none}]", [("a",), ("b",), ("own",)]),
        ("3.2", "[{name: a, parent: b}, {name: b, parent: a}]", [("a",), ("b",), ("own",)]),
        ("3.2", "[{name: a, parent: b}]", [("a",), ("b",), ("own",)]),
        ("3.2", "[{name: a, parent: {name: b}}, {name: b}]", [("a",), ("b",), ("own",)]),
        ("3.2", "[{name: a, parent: [b]}, {name: b}]", [("a",), ("b",), ("own",)]),
    ],
)
def test_a_resource_is_inside_of_that_of_the_parent_of_its_tag(
    api: Make, version: str, tags: str, paths: list[tuple[str, ...]]
) -> None:
    made = api(TAGS % (version, tags))
    assert [operation.resource for operation in made.operations] == paths


def test_a_method_gives_way_to_the_resource_of_a_child(api: Make) -> None:
    names = {each.id: each.function for each in api(TAGS % ("3.2", NESTED)).operations}
    assert names["photos"] == "photos_get"
