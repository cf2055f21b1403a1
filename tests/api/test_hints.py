"""What a schema without a name of its own is called, wherever a reference finds it: the names of
the classes of a package.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.api.model import Api

Make = Callable[[str], Api]
OBJECT = "{type: object, properties: {x: {type: string}}}"
DOCUMENT = f"""
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{{name: filter, in: query, schema: {OBJECT}}}]
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {OBJECT}}}}}}}
        '404': {{description: no, content: {{application/json: {{schema: {OBJECT}}}}}}}
    post:
      requestBody: {{content: {{application/json: {{schema: {OBJECT}}}}}}}
      responses: {{'204': {{description: ok}}}}
    patch:
      operationId: ''
      requestBody: {{content: {{application/json: {{schema: {{type: array, items: {OBJECT}}}}}}}}}
      responses: {{'204': {{description: ok}}}}
components:
  responses:
    Failure: {{description: no, content: {{application/json: {{schema: {OBJECT}}}}}}}
    2xx: {{description: ok, content: {{application/json: {{schema: {OBJECT}}}}}}}
  parameters:
    Page: {{name: page, in: query, schema: {OBJECT}}}
  requestBodies:
    Batch: {{content: {{application/json: {{schema: {{type: array, items: {OBJECT}}}}}}}}}
  schemas:
    Tree:
      type: object
      $defs: {{leaf: {OBJECT}}}
      properties:
        branch: {OBJECT}
        items: {{type: array, items: {OBJECT}}}
        pair: {{type: array, prefixItems: [true, {OBJECT}]}}
        'a/b': {{type: object, additionalProperties: {OBJECT}}}
        oneOf: {OBJECT}
        allOf: {OBJECT}
        get: {OBJECT}
        responses: {OBJECT}
        content: {OBJECT}
        named: {{type: object, patternProperties: {{'^x': {OBJECT}}}}}
        choice:
          oneOf:
          - {{title: Big one, type: object, properties: {{x: {{type: string}}}}}}
          - {OBJECT}
          - {{properties: {{k: {{const: shut}}, x: {{type: string}}}}}}
        one: {{anyOf: [{{type: 'null'}}, {OBJECT}]}}
        whole: {{allOf: [{{properties: {{y: {{}}}}}}, {OBJECT}]}}
        deep: {{allOf: [{{properties: {{y: {OBJECT}}}, additionalProperties: {OBJECT}}}]}}
        folded: {{allOf: [{{properties: {{y: {OBJECT}}}}}, {{additionalProperties: {OBJECT}}}]}}
        if: {{if: {OBJECT}}}
"""
PETS = "#/paths/~1pets"
TREE = "#/components/schemas/Tree"
PLACES = [
    (f"{PETS}/get/responses/200/content/application~1json/schema", "ListPetsResponse"),
    (f"{PETS}/get/responses/404/content/application~1json/schema", "ListPets404Response"),
    (f"{PETS}/post/requestBody/content/application~1json/schema", "PetsPostRequest"),
    (f"{PETS}/patch/requestBody/content/application~1json/schema/items", "PetsPatchRequestItem"),
    ("#/components/responses/Failure/content/application~1json/schema", "FailureResponse"),
    ("#/components/responses/2xx/content/application~1json/schema", "ResponseModel"),
    (f"{TREE}/$defs/leaf", "TreeLeaf"),
    (f"{TREE}/properties/branch", "TreeBranch"),
    (f"{TREE}/properties/items/items", "TreeItemsItem"),
    (f"{TREE}/properties/pair/prefixItems/1", "TreePairItem"),
    (f"{TREE}/properties/a~1b/additionalProperties", "TreeABValue"),
    (f"{TREE}/properties/oneOf", "TreeOneOf"),
    (f"{TREE}/properties/allOf", "TreeAllOf"),
    (f"{TREE}/properties/get", "TreeGet"),
    (f"{TREE}/properties/responses", "TreeResponses"),
    (f"{TREE}/properties/content", "TreeContent"),
    (f"{TREE}/properties/named/patternProperties/%5Ex", "TreeNamedValue"),
    (f"{TREE}/properties/choice/oneOf/0", "TreeChoiceBigOne"),
    (f"{TREE}/properties/choice/oneOf/1", "TreeChoiceOption2"),
    (f"{TREE}/properties/choice/oneOf/2", "TreeChoiceShut"),
    (f"{TREE}/properties/one/anyOf/1", "TreeOne"),
    (f"{TREE}/properties/whole/allOf/1", "TreeWholeModel"),
    (f"{TREE}/properties/deep/allOf/0/properties/y", "TreeDeepY"),
    (f"{TREE}/properties/deep/allOf/0/additionalProperties", "TreeDeepValue"),
    (f"{TREE}/properties/folded/allOf/0/properties/y", "TreeFoldedY"),
    (f"{TREE}/properties/folded/allOf/1/additionalProperties", "TreeFoldedValue"),
    (f"{TREE}/properties/if/if", "TreeIfIf"),
]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("pointer", "name"), PLACES, ids=[name for _, name in PLACES])
def test_a_schema_in_the_depth_is_called_by_the_way_to_it(
    api: Make, pointer: str, name: str, *, first: bool
) -> None:
    """Whether it is met there or, before that, by a reference from elsewhere, has no part in its
    name.
    """
    before, schemas, after = DOCUMENT.partition("  schemas:\n")
    away = f"    From: {{type: object, properties: {{away: {{$ref: '{pointer}'}}}}}}\n"
    built = api(f"{before}{schemas}{away}{after}" if first else f"{before}{schemas}{after}{away}")
    at = pointer.removeprefix("#").replace("%5E", "^")
    assert [model.name for model in built.models if model.pointer == at] == [name]


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        *(
            (f"title: {'a' * length}", name)
            for length, name in ((40, "ItA" + "a" * 39), (41, "ItOption2"))
        ),
        *(
            (f"properties: {{k: {{const: {'a' * length}}}}}", name)
            for length, name in ((40, "ItA" + "a" * 39), (41, "ItOption2"))
        ),
        ("title: ''", "ItOption2"),
        ("properties: {k: {enum: [a]}}", "ItA"),
        ("properties: {k: {enum: [a, b]}}", "ItOption2"),
        ("properties: {k: {const: ' '}}", "ItOption2"),
        ("properties: {k: {const: 5}}", "ItOption2"),
        ("properties: {j: {type: string}, k: {const: a}}", "ItA"),
        ("properties: {k: {type: string}}\n        required: [k]", "ItK"),
        ("properties: {k: {type: string}}\n        required: [j]", "ItOption2"),
        ("properties: {k: {type: string}}", "ItOption2"),
        ("properties: {j: {type: string}, k: {type: string}}\n        required: [k]", "ItOption2"),
        ("properties: {k: {const: a}}\n        required: [k]", "ItA"),
    ],
)
def test_a_variant_is_called_by_its_title_a_constant_its_only_property_or_its_number(
    api: Make, variant: str, name: str
) -> None:
    built = api(
        f"components:\n  schemas:\n    It:\n      oneOf:\n      - {OBJECT}\n      - type: "
        f"object\n        {variant}\n"
    )
    assert [model.name for model in built.models if model.pointer.endswith("/oneOf/1")] in (
        [name],
        [],
    )
    if variant.startswith("properties"):
        assert [model.name for model in built.models if model.pointer.endswith("/oneOf/1")] == [
            name
        ]


def test_a_property_that_two_variants_have_alone_calls_neither(api: Make) -> None:
    variants = "".join(
        f"      - {{type: object, required: [{name}], properties: {{{name}: {{type: {kind}}}}}}}\n"
        for name, kind in (("k", "string"), ("k", "integer"), ("j", "string"))
    )
    built = api(f"components:\n  schemas:\n    It:\n      oneOf:\n{variants}")
    names = [model.name for model in built.models if "/oneOf/" in model.pointer]
    assert names == ["ItOption1", "ItOption2", "ItJ"]


@pytest.mark.parametrize(
    ("others", "name"),
    [
        ("[{type: 'null'}]", "It"),
        ("[{required: [a]}]", "It"),
        ("[{enum: [null]}]", "It"),
        ("[{const: null}]", "It"),
        ("[{type: 'null', title: Nothing}]", "It"),
        ("[{type: [string, 'null']}]", "ItOption1"),
        ("[{type: string}]", "ItOption1"),
        ("[{nullable: true}]", "ItOption1"),
    ],
)
def test_the_only_variant_besides_null_needs_no_name(api: Make, others: str, name: str) -> None:
    built = api(
        f"components: {{schemas: {{S: {{type: object, properties: {{it: {{anyOf: [{OBJECT}, "
        f"{others[1:-1]}]}}}}}}}}}}\n"
    )
    assert [model.name for model in built.models if "/anyOf/" in model.pointer] == [f"S{name}"]
