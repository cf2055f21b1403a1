"""What inputs are held to beyond types: the schema that the runtime is given, and the keywords that
are lost instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Api, Array, Bounded, Nullable, ObjectModel, Type
from tests import written_yaml

Make = Callable[[str], Api]
OTHERS = """
    Name: {type: string, minLength: 2}
    Loop: {type: object, not: {properties: {again: {$ref: '#/components/schemas/Loop'}}}}
"""


def _built(api: Make, schema: str, version: str = "3.1.0") -> Api:
    return api(
        f"openapi: {version}\ninfo: {{title: Test, version: '1'}}\n"
        "paths: {/s: {put: {operationId: put, requestBody: {content: {application/json: "
        "{schema: {$ref: '#/components/schemas/S'}}}}, responses: {'204': {description: ok}}}}}\n"
        f"components:\n  schemas:\n    S:\n      properties:\n        it: {schema}\n{OTHERS}"
    )


def _asserted(api: Api) -> Any:
    """What inputs of the property are held to; null where there is nothing besides its type."""
    kind: Type = next(model for model in api.models if model.name == "S").fields[0].type  # type: ignore[union-attr]
    while isinstance(kind, Nullable):
        kind = kind.inner
    if isinstance(kind, Bounded):
        return json.loads(kind.bounds.schema or "null")
    model = next((model for model in api.models if model.name == getattr(kind, "name", "")), None)
    return json.loads(model.schema or "null") if isinstance(model, ObjectModel) else None


def _lost(api: Api) -> list[str]:
    return [
        loss.what.split("`")[1] for loss in api.losses if loss.code == "API034" and loss.operations
    ]


# Schema, what is asserted. The names of bounds are those of the runtime; annotations are left out.
ASSERTED = [
    # what only responses have is required of no input
    (
        "{type: array, prefixItems: [{required: [id, n], properties: {id: {readOnly: true}}}]}",
        "{prefixItems: [{required: [n], properties: {id: {}}}]}",
    ),
    (
        "{type: array, prefixItems: [{allOf: [{required: [id]}, {properties: {id: {readOnly: true}}}]}]}",
        "{prefixItems: [{allOf: [{required: []}, {properties: {id: {}}}]}]}",
    ),
    (
        "{type: array, prefixItems: [{properties: {id: {readOnly: true}, in: {required: [id]}}}]}",
        "{prefixItems: [{properties: {id: {}, in: {required: [id]}}}]}",
    ),
    (
        "{type: object, properties: {id: {readOnly: true}, n: {}}, dependentRequired: {n: [id, m]}}",
        "{dependentRequired: {n: [m]}}",
    ),
    (
        "{type: object, properties: {id: {readOnly: true}}, anyOf: [{required: [id]}, {required: [n]}]}",
        "{anyOf: [{required: []}, {required: [n]}]}",
    ),
    (
        "{type: object, properties: {id: {writeOnly: true}}, anyOf: [{required: [id]}, {required: [n]}]}",
        "{anyOf: [{required: [id]}, {required: [n]}]}",
    ),
    # of each keyword
    ("{type: array, prefixItems: [{type: string}, {}]}", "{prefixItems: [{type: string}, {}]}"),
    ("{type: array, prefixItems: [true], items: false}", "{prefixItems: [true], items: false}"),
    ("{type: array, prefixItems: [true], items: {type: integer}}", "{prefixItems: [true], items: {type: integer}}"),
    ("{type: array, prefixItems: [true], unevaluatedItems: false}", "{prefixItems: [true], items: false}"),
    (
        "{type: array, prefixItems: [true], items: {type: string}, unevaluatedItems: false}",
        "{prefixItems: [true], items: {type: string}}",
    ),
    ("{type: array, prefixItems: [true], unevaluatedItems: true}", "{prefixItems: [true]}"),
    ("{type: array, items: {type: string}, unevaluatedItems: false}", "null"),
    ("{type: array, unevaluatedItems: false}", "{max_items: 0}"),
    ("{type: array, unevaluatedItems: {}}", "null"),
    ("{type: array, contains: {const: a}}", "{contains: {const: a}}"),
    (
        "{type: array, contains: {const: a}, minContains: 0, maxContains: 3, maxItems: 9}",
        "{contains: {const: a}, minContains: 0, maxContains: 3}",
    ),
    ("{type: object, patternProperties: {'^x': {type: string}}}", "{patternProperties: {'^x': {type: string}}}"),
    (
        ("{type: object, properties: {a: {type: integer}}, patternProperties: {'^x': true}, "
"additionalProperties: false}"),
        "{properties: {a: true}, patternProperties: {'^x': true}, additionalProperties: false}",
    ),
    (
        "{type: object, properties: {a: {type: integer}}, patternProperties: {'^x': true}}",
        "{patternProperties: {'^x': true}}",
    ),
    ("{type: object, propertyNames: {maxLength: 3}}", "{propertyNames: {max_length: 3}}"),
    ("{type: object, dependentRequired: {a: [b]}}", "{dependentRequired: {a: [b]}}"),
    ("{type: object, dependentSchemas: {a: {required: [b]}}}", "{dependentSchemas: {a: {required: [b]}}}"),
    (
        "{type: object, dependencies: {a: [b], c: {required: [d]}}}",
        "{dependentRequired: {a: [b]}, dependentSchemas: {c: {required: [d]}}}",
    ),
    ("{type: object, dependencies: {a: [b]}}", "{dependentRequired: {a: [b]}}"),
    ("{type: object, dependencies: {a: {required: [d]}}}", "{dependentSchemas: {a: {required: [d]}}}"),
    ("{type: object, not: {required: [a]}}", "{not: {required: [a]}}"),
    (
        "{type: object, if: {required: [a]}, then: {required: [b]}, else: {minProperties: 1}}",
        "{if: {required: [a]}, then: {required: [b]}, else: {min_properties: 1}}",
    ),
    ("{type: object, if: {required: [a]}, then: {required: [b]}}", "{if: {required: [a]}, then: {required: [b]}}"),
    ("{type: object, if: {required: [a]}, else: {required: [b]}}", "{if: {required: [a]}, else: {required: [b]}}"),
    ("{type: object, if: {required: [a]}}", "null"),
    (
        "{type: object, properties: {a: {}}, unevaluatedProperties: false}",
        "{properties: {a: true}, additionalProperties: false}",
    ),
    (
        ("{type: object, properties: {a: {}}, patternProperties: {'^x': true}, "
"unevaluatedProperties: {type: string}}"),
        "{patternProperties: {'^x': true}, allOf: [{properties: {a: true}, patternProperties: "
"{'^x': true}, "
        "additionalProperties: {type: string}}]}",
    ),
    ("{type: object, properties: {a: {}}, unevaluatedProperties: true}", "null"),
    ("{type: object, additionalProperties: {type: string}, unevaluatedProperties: false}", "null"),
    # of alternatives that only require, and of numbers of properties, which a map has for itself
    (
        "{type: object, properties: {a: {}}, anyOf: [{required: [a]}, {required: [b]}]}",
        "{anyOf: [{required: [a]}, {required: [b]}]}",
    ),
    (
        "{type: object, properties: {a: {}}, oneOf: [{required: [a]}, {not: {required: [a]}}]}",
        "{oneOf: [{required: [a]}, {not: {required: [a]}}]}",
    ),
    ("{type: object, properties: {a: {}}, minProperties: 1, maxProperties: 2}", "{min_properties: 1, max_properties: 2}"),
    (
        ("{type: object, properties: {a: {}}, anyOf: [{required: [a], not: {required: [b]}}, "
"{required: [b]}]}"),
        "{anyOf: [{required: [a], not: {required: [b]}}, {required: [b]}]}",
    ),
    ("{type: object, properties: {a: {}}, minProperties: 1}", "{min_properties: 1}"),
    ("{type: object, properties: {a: {}}, maxProperties: 2}", "{max_properties: 2}"),
    ("{type: object, minProperties: 1, maxProperties: 2}", "null"),
    # of a text and of a number
    ("{type: string, minLength: 1, not: {const: a}}", "{not: {const: a}}"),
    ("{type: integer, if: {minimum: 5}, then: {multipleOf: 5}}", "{if: {minimum: 5}, then: {multiple_of: 5}}"),
    ("{type: string, contains: {const: a}, propertyNames: {const: a}}", "null"),
    ("{type: array, propertyNames: {const: a}}", "null"),
    ("{type: object, properties: {a: {}}, contains: {const: a}}", "null"),
    # what is inside
    (
        "{type: object, not: {properties: {a: {minimum: 1, maximum: 2, exclusiveMinimum: 3, "
"exclusiveMaximum: 4, "
        "multipleOf: 5, minLength: 6, maxLength: 7, minItems: 8, maxItems: 9, uniqueItems: true, "
        "minProperties: 10, maxProperties: 11}}}}",
        "{not: {properties: {a: {minimum: 1, maximum: 2, exclusive_minimum: 3, "
"exclusive_maximum: 4, multiple_of: 5, "
        "min_length: 6, max_length: 7, min_items: 8, max_items: 9, unique_items: true, "
"min_properties: 10, "
        "max_properties: 11}}}}",
    ),
    ("{type: object, not: {properties: {a: {uniqueItems: false, type: array}}}}", "{not: {properties: {a: {type: array}}}}"),
    (
        "{type: array, contains: {title: T, description: D, default: 1, x-more: 2, enum: [1, 2], "
"const: 1, "
        "type: [integer, string]}}",
        "{contains: {enum: [1, 2], const: 1, type: [integer, string]}}",
    ),
    ("{type: array, contains: {pattern: '^\\d+$'}}", "{contains: {pattern: '^[0-9]+\\Z'}}"),
    (
        "{type: array, contains: {allOf: [{type: string}], anyOf: [true], oneOf: [false], items: "
"{type: string}, "
        "additionalProperties: false}}",
        "{contains: {allOf: [{type: string}], anyOf: [true], oneOf: [false], items: {type: "
"string}, "
        "additionalProperties: false}}",
    ),
    (
        "{type: array, contains: {contains: {const: 1}, minContains: 2, maxContains: 3}}",
        "{contains: {contains: {const: 1}, minContains: 2, maxContains: 3}}",
    ),
    ("{type: array, contains: {if: {const: 1}, then: {type: integer}, else: true}}",
     "{contains: {if: {const: 1}, then: {type: integer}, else: true}}"),
    ("{type: array, contains: {if: {const: 1}}}", "{contains: {}}"),
    ("{type: array, contains: {dependencies: {a: [b]}}}", "{contains: {dependentRequired: {a: [b]}}}"),
    ("{type: array, contains: {unevaluatedItems: false}}", "{contains: {max_items: 0}}"),
    (
        "{type: array, contains: {required: [a], dependentRequired: {a: [b]}}}",
        "{contains: {required: [a], dependentRequired: {a: [b]}}}",
    ),
    ("{type: array, contains: {$ref: '#/components/schemas/Name', maxLength: 3}}",
     "{contains: {type: string, min_length: 2, max_length: 3}}"),
    ("{type: array, contains: {$ref: '#/components/schemas/Name', minLength: 3}}",
     "{contains: {type: string, min_length: 2, allOf: [{min_length: 3}]}}"),
    ("{type: array, prefixItems: [{format: int32}]}", "{prefixItems: [{minimum: -2147483648, maximum: 2147483647}]}"),
    ("{type: array, contains: {format: int32}}", "{contains: {minimum: -2147483648, maximum: 2147483647}}"),
    ("{type: array, prefixItems: [{type: string, format: email}]}", "{prefixItems: [{type: string}]}"),
    *(
        (f"{{type: array, contains: {{{keyword}: {before}}}}}", f"{{contains: {{{keyword}: {after}}}}}")
        for keywords, before, after in (
            (("allOf", "anyOf", "oneOf", "prefixItems"), "[{minLength: 1}]", "[{min_length: 1}]"),
            (("properties", "dependentSchemas", "patternProperties"), "{a: {minLength: 1}}", "{a: {min_length: 1}}"),
            (("items", "additionalProperties", "contains", "propertyNames", "not"), "{minLength: 1}", "{min_length: 1}"),
        )
        for keyword in keywords
    ),
    # parts that hold together, each by itself
    (
        "{allOf: [{type: object, not: {required: [a]}}, {not: {required: [b]}}]}",
        "{not: {required: [b]}, allOf: [{not: {required: [a]}}]}",
    ),
    (
        ("{allOf: [{type: object, not: {required: [a]}}, {not: {required: [b]}}, {not: "
"{required: [c]}}]}"),
        "{not: {required: [c]}, allOf: [{not: {required: [b]}}, {not: {required: [a]}}]}",
    ),
    (
        ("{properties: {a: {}}, allOf: [{type: object, properties: {b: {}}}], "
"unevaluatedProperties: false}"),
        "{properties: {b: true, a: true}, additionalProperties: false}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "expected"), ASSERTED)
def test_what_a_type_does_not_say_is_given_to_the_runtime(
    api: Make, schema: str, expected: str
) -> None:
    built = _built(api, schema)
    assert _asserted(built) == written_yaml.read(expected)


@pytest.mark.parametrize(
    ("schema", "lost"),
    [
        ("{type: array, unevaluatedItems: {type: string}}", ["unevaluatedItems"]),
        ("{type: array, contains: {const: a}, unevaluatedItems: false}", ["unevaluatedItems"]),
        (
            "{type: array, if: {maxItems: 1}, then: true, unevaluatedItems: false}",
            ["unevaluatedItems"],
        ),
        (
            (
                "{type: object, properties: {a: {}}, if: {required: [a]}, then: true, "
                "unevaluatedProperties: false}"
            ),
            ["unevaluatedProperties"],
        ),
        (
            (
                "{type: object, properties: {a: {}}, dependentSchemas: {a: true}, "
                "unevaluatedProperties: false}"
            ),
            ["unevaluatedProperties"],
        ),
        (
            (
                "{type: object, properties: {a: {}}, dependencies: {a: [b]}, "
                "unevaluatedProperties: false}"
            ),
            ["unevaluatedProperties"],
        ),
        (
            "{type: object, properties: {a: {}}, anyOf: [{properties: {b: {}}}, {properties: {c: "
            "{}}}], "
            "unevaluatedProperties: false}",
            ["anyOf", "unevaluatedProperties"],
        ),
        # whether a value is of a format, only a type could tell, which refuses one that is not
        *(
            (f"{{type: array, contains: {{format: {name}}}}}", ["contains"])
            for name in ("uuid", "email")
        ),
        ("{type: string, not: {format: email}}", ["not"]),
        ("{type: object, if: {properties: {a: {format: email}}}, then: true}", ["if"]),
        ("{type: object, dependentSchemas: {a: {oneOf: [{format: email}]}}}", ["dependentSchemas"]),
        ("{type: array, prefixItems: [{if: {format: email}, then: true}]}", ["prefixItems"]),
        (
            "{type: array, prefixItems: [{not: {properties: {a: {format: email}}}}]}",
            ["prefixItems"],
        ),
        ("{type: array, prefixItems: [{contains: {format: email}}]}", ["prefixItems"]),
        (
            "{type: object, dependentSchemas: {a: {properties: {b: {format: date}}}}}",
            ["dependentSchemas"],
        ),  # in part
        ("{type: array, prefixItems: [{format: uuid}]}", ["prefixItems"]),
        ("{type: array, prefixItems: [{format: date-time}, {format: date}]}", ["prefixItems"]),
        ("{type: array, prefixItems: [{format: byte}]}", ["prefixItems"]),
        ("{type: array, prefixItems: [{format: binary}]}", ["prefixItems"]),
        ("{type: array, contains: {pattern: '^\\p{L}'}}", ["contains"]),
        ("{type: object, patternProperties: {'\\p{L}': true}}", ["patternProperties"]),
        ("{type: array, contains: {exclusiveMinimum: true, minimum: 1}}", ["contains"]),
        ("{type: array, contains: {exclusiveMaximum: false}}", ["contains"]),
        ("{type: array, contains: 1}", ["contains"]),
        ("{type: object, not: {$ref: '#/components/schemas/Loop'}}", ["not"]),
        # which of them is there, an input does not say
        (
            "{type: object, properties: {id: {readOnly: true}}, oneOf: [{required: [id]}, {required: [n]}]}",
            ["oneOf"],
        ),
        (
            "{type: object, properties: {id: {readOnly: true}}, if: {required: [id]}, then: {required: [n]}}",
            ["if"],
        ),
        ("{type: object, not: {anyOf: [{$ref: '#/components/schemas/Loop'}]}}", ["not"]),
    ],
)
def test_what_cannot_be_given_to_it_is_lost(api: Make, schema: str, lost: list[str]) -> None:
    assert _lost(_built(api, schema))[: len(lost)] == lost


@pytest.mark.parametrize("schema", [schema for schema, expected in ASSERTED])
def test_what_is_given_to_it_is_not_lost(api: Make, schema: str) -> None:
    known = (
        "{type: string, contains",
        "{type: array, propertyNames",
        "{type: object, properties: {a: {}}, contains",
    )
    assert bool(_lost(_built(api, schema))) is schema.startswith(
        known
    )  # of another type, where it has no effect


@pytest.mark.parametrize(("room", "fits"), [(398, True), (399, False)])
def test_a_schema_that_is_too_large_is_lost(api: Make, room: int, fits: bool) -> None:
    """A class is no place for hundreds of lines that nobody reads."""
    items = ", ".join(["{type: string}"] * room)
    built = _built(api, f"{{type: array, contains: {{anyOf: [{items}]}}}}")
    assert (_asserted(built) is not None, _lost(built)) == (fits, [] if fits else ["contains"])


def test_a_schema_that_stands_twice_beside_itself_is_no_circle(api: Make) -> None:
    name = "{$ref: '#/components/schemas/Name'}"
    built = _built(api, f"{{type: array, prefixItems: [{name}, {name}]}}")
    assert _asserted(built) == {"prefixItems": [{"type": "string", "min_length": 2}] * 2}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (
            "{type: string, not: {type: string, nullable: true}}",
            {"not": {"type": ["string", "null"]}},
        ),
        ("{type: string, not: {nullable: true, minLength: 1}}", {"not": {"min_length": 1}}),
        ("{type: string, not: {type: string}}", {"not": {"type": "string"}}),
    ],
)
def test_null_of_3_0_is_a_type_among_the_types(api: Make, schema: str, expected: Any) -> None:
    assert _asserted(_built(api, schema, "3.0.3")) == expected


def test_items_of_a_type_are_lists(api: Make) -> None:
    """What is asserted of a list stands beside its type, not in place of it."""
    built = _built(api, "{type: [array, 'null'], items: {type: string}, contains: {const: a}}")
    kind = next(model for model in built.models if model.name == "S").fields[0].type  # type: ignore[union-attr]
    assert isinstance(kind, Nullable)
    assert isinstance(kind.inner, Bounded)
    assert isinstance(kind.inner.inner, Array)
    assert _asserted(built) == {"contains": {"const": "a"}}
