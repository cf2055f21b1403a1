"""Schemas become types, and every object, enumeration and named union a model with a final name."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

import pytest

from generator.api.model import (
    AliasModel,
    Anything,
    Api,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Map,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Scalar,
    Type,
)

Make = Callable[[str], Api]
STR = Scalar("str")
ANY_MAP = Bounded(
    Map(Anything()),
    Bounds(schema='{"patternProperties": {"^a": {"type": "string"}}, "propertyNames": true}'),
)


def _schemas(api: Make, text: str) -> Api:
    return api("paths: {}\ncomponents:\n  schemas:\n" + indent(text, "    "))


def _model(api: Api, name: str) -> ObjectModel:
    model = next(model for model in api.models if model.name == name)
    assert isinstance(model, ObjectModel)
    return model


def _property(api: Make, schema: str) -> Type:
    """The type of a property with this schema."""
    return (
        _model(
            _schemas(api, f"Holder:\n  type: object\n  properties:\n    it: {schema}\n"), "Holder"
        )
        .fields[0]
        .type
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: string}", STR),
        ("{type: string, format: uuid}", Scalar("uuid")),
        ("{type: string, format: date-time}", Scalar("datetime")),
        ("{type: string, format: email}", STR),
        ("{type: integer, format: int32}", Scalar("int32")),
        ("{type: integer}", Scalar("int")),
        ("{type: number}", Scalar("float")),
        ("{type: string, format: binary}", STR),
        ("{type: string, contentMediaType: image/png}", STR),
        ("{type: string, format: byte}", Scalar("base64")),
        ("{type: string, contentEncoding: BASE64URL, contentMediaType: image/png}", Scalar("base64url")),
        ("{type: string, contentEncoding: quoted-printable}", STR),
        ("{type: string, contentEncoding: base16, maxLength: 8}", Bounded(Scalar("base16"), Bounds(max_length=8))),
        ("{type: [string, 'null']}", Nullable(STR)),
        ("{type: string, nullable: true}", Nullable(STR)),
        ("{anyOf: [{type: string}, {type: 'null'}]}", Nullable(STR)),
        ("{type: [string, integer]}", OneOf((STR, Scalar("int")))),
        (
            "{type: array, prefixItems: [{type: [string, 'null']}, {type: string}], items: false}",
            Bounded(
                Array(Nullable(STR)),
                Bounds(schema=('{"prefixItems": [{"type": ["string", "null"]}, {"type": "string"}], '
'"items": false}')),
            ),
        ),
        (
            "{type: array, prefixItems: [{type: 'null'}, {type: string}], items: false}",
            Bounded(
                Array(Nullable(STR)), Bounds(schema='{"prefixItems": [{"type": "null"}, {"type": "string"}], "items": false}')
            ),
        ),
        ("{oneOf: [{type: string}, {type: string}]}", STR),
        ("{oneOf: [{type: string}, {}]}", Anything()),
        ("{type: array, items: {type: integer}}", Array(Scalar("int"))),
        ("{type: object, additionalProperties: {type: integer}}", Map(Scalar("int"))),
        ("{type: object}", Map(Anything())),
        ("{}", Anything()),
        ("true", Anything()),
        ("{const: a}", Const(("a",))),
        ("{type: string, enum: [a]}", Const(("a",))),
        ("{enum: [a, 1]}", Const(("a", 1))),
        ("{type: 'null'}", Scalar("none")),
        ("{type: string, minLength: 2, pattern: '^a$'}", Bounded(STR, Bounds(min_length=2, pattern=r"^a\Z"))),
        ("{type: integer, exclusiveMinimum: 0}", Bounded(Scalar("int"), Bounds(exclusive_minimum=0))),
        ("{type: [integer, 'null'], minimum: 1}", Nullable(Bounded(Scalar("int"), Bounds(minimum=1)))),
        (
            ("{anyOf: [{required: [a]}, {required: [b]}], type: object, additionalProperties: "
"{type: string}}"),
            Bounded(Map(STR), Bounds(schema='{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}')),
        ),
        (
            ("{type: object, patternProperties: {^a: {type: string}, ^b: {type: integer}}, "
"additionalProperties: false}"),
            Bounded(
                Map(OneOf((STR, Scalar("int")))),
                Bounds(
                    schema='{"patternProperties": {"^a": {"type": "string"}, "^b": {"type": '
'"integer"}}, '
                    '"properties": {}, "additionalProperties": false}'
                ),
            ),
        ),
        ("{type: object, patternProperties: {^a: {type: string}}, propertyNames: true}", ANY_MAP),
        # bounds, as far as they are any
        ("{type: number, minimum: 1, maximum: 2.5}", Bounded(Scalar("float"), Bounds(minimum=1, maximum=2.5))),
        ("{type: integer, exclusiveMaximum: 9}", Bounded(Scalar("int"), Bounds(exclusive_maximum=9))),
        ("{type: integer, minimum: 1, exclusiveMinimum: true}", Bounded(Scalar("int"), Bounds(exclusive_minimum=1))),
        ("{type: integer, maximum: 1, exclusiveMaximum: true}", Bounded(Scalar("int"), Bounds(exclusive_maximum=1))),
        ("{type: integer, minimum: 1, exclusiveMinimum: false}", Bounded(Scalar("int"), Bounds(minimum=1))),
        ("{type: integer, maximum: 0, minimum: 0}", Bounded(Scalar("int"), Bounds(minimum=0, maximum=0))),
        ("{type: integer, multipleOf: 5}", Bounded(Scalar("int"), Bounds(multiple_of=5))),
        ("{type: integer, multipleOf: 0}", Scalar("int")),
        ("{type: integer, multipleOf: -1}", Scalar("int")),
        ("{type: integer, minimum: true}", Scalar("int")),
        ("{type: integer, minimum: '1'}", Scalar("int")),
        ("{type: string, minLength: 0}", STR),
        ("{type: string, maxLength: 0}", Bounded(STR, Bounds(max_length=0))),
        ("{type: string, minLength: 2.0}", Bounded(STR, Bounds(min_length=2))),
        ("{type: string, minLength: 2.5, maxLength: -1, pattern: 5}", STR),
        ("{type: string, format: uuid, maxLength: 9}", Scalar("uuid")),
        ("{type: string, format: date, contentEncoding: base32}", Scalar("base32")),
        ("{type: array, items: {type: string}, minItems: 1, maxItems: 2, uniqueItems: true}",
         Bounded(Array(STR), Bounds(min_items=1, max_items=2, unique_items=True))),
        ("{type: array, items: {type: string}, minItems: 0, uniqueItems: false}", Array(STR)),
        ("{type: array}", Array(Anything())),
        ("{items: {type: string}}", Array(STR)),
        ("{prefixItems: [{type: string}]}", Bounded(Array(Anything()), Bounds(schema='{"prefixItems": [{"type": "string"}]}'))),
        ("{type: object, minProperties: 1, maxProperties: 2}",
         Bounded(Map(Anything()), Bounds(min_properties=1, max_properties=2))),
        ("{type: object, minProperties: 0}", Map(Anything())),
        ("{additionalProperties: {type: string}}", Map(STR)),
        ("{type: object, additionalProperties: false}", Map(Anything())),
        ("{type: object, additionalProperties: {}}", Map(Anything())),
        ("{type: object, additionalProperties: true}", Map(Anything())),
        # kinds of numbers and moments
        ("{type: integer, format: int64}", Scalar("int64")),
        ("{type: integer, format: uint8}", Scalar("int")),
        ("{type: integer, x-epoch: milliseconds, minimum: 0}", Scalar("milliseconds")),
        ("{type: integer, x-epoch: seconds}", Scalar("seconds")),
        ("{type: integer, x-epoch: days}", Scalar("int")),
        ("{type: number, format: int32}", Scalar("float")),
        ("{type: boolean}", Scalar("bool")),
        ("{type: string, format: date}", Scalar("date")),
        # values
        ("{const: null}", Scalar("none")),
        ("{const: true}", Const((True,))),
        ("{const: 0}", Const((0,))),
        ("{const: [1]}", Anything()),
        ("{const: 1.5}", Anything()),
        ("{enum: [null]}", Scalar("none")),
        ("{enum: [a, null]}", Nullable(Const(("a",)))),
        ("{enum: [1, true, 1.0]}", Anything()),
        ("{enum: [1, true]}", Const((1, True))),
        ("{enum: [1, 1, 2]}", Const((1, 2))),
        ("{enum: [1.5, 2]}", Scalar("float")),
        ("{enum: [1.5, a]}", Anything()),
        ("{type: integer, enum: [1]}", Const((1,))),
        ("{enum: []}", Anything()),
        # unions
        ("{type: [string, 'null', integer]}", Nullable(OneOf((STR, Scalar("int"))))),
        ("{oneOf: [{type: string}, {oneOf: [{type: integer}, {type: string}]}]}", OneOf((STR, Scalar("int")))),
        ("{oneOf: [{type: string}, {type: [integer, 'null']}]}", Nullable(OneOf((STR, Scalar("int"))))),
        ("{oneOf: [{type: 'null'}]}", Scalar("none")),
        ("{anyOf: [{type: string}], nullable: true}", Nullable(STR)),
        ("{oneOf: [{const: 1}, {const: true}]}", OneOf((Const((1,)), Const((True,))))),
        ("{type: foo}", Anything()),
        ("{allOf: [{type: string}], nullable: true}", Nullable(STR)),
        ("{allOf: [{type: string, minLength: 1}, {minLength: 3, maxLength: 9}, {maxLength: 5}]}",
         Bounded(STR, Bounds(min_length=3, max_length=5))),
        ("{allOf: [{type: integer, minimum: 1}, {minimum: 0, exclusiveMinimum: 2}]}",
         Bounded(Scalar("int"), Bounds(minimum=1, exclusive_minimum=2))),
        (("{allOf: [{type: object, additionalProperties: {type: string}}, "
"{additionalProperties: true}]}"), Map(STR)),
    ],
)  # fmt: skip
def test_a_schema_becomes_a_type(api: Make, schema: str, expected: Type) -> None:
    assert _property(api, schema) == expected


def test_an_inline_object_is_called_after_the_property_that_holds_it(api: Make) -> None:
    built = _schemas(
        api,
        (
            "Pet:\n  type: object\n  properties:\n    home: {type: object, properties: {city: "
            "{type: string}}}\n"
        ),
    )
    assert _model(built, "Pet").fields[0].type == Named("PetHome")
    assert [field.wire for field in _model(built, "PetHome").fields] == ["city"]


def test_a_component_keeps_its_name_when_an_inline_object_wishes_for_it(api: Make) -> None:
    text = """
    Pet: {type: object, properties: {home: {type: object, properties: {city: {type: string}}}}}
    PetHome: {type: object, properties: {street: {type: string}}}
    """
    built = _schemas(api, text.replace("\n    ", "\n"))
    assert [field.wire for field in _model(built, "PetHome").fields] == ["street"]
    assert _model(built, "Pet").fields[0].type == Named("PetHomeModel")


def test_all_of_is_one_object_with_the_fields_of_all_its_parts(api: Make) -> None:
    text = """
    Base:
      type: object
      required: [id]
      properties: {id: {type: integer}, tag: {type: object, properties: {x: {type: string}}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {lives: {type: integer}}}]}
    """
    built = _schemas(api, text.replace("\n    ", "\n"))
    assert [(field.wire, field.required) for field in _model(built, "Cat").fields] == [
        ("id", True),
        ("tag", False),
        ("lives", False),
    ]
    assert (
        _model(built, "Cat").fields[1].type
        == _model(built, "Base").fields[1].type
        == Named("BaseTag")
    )


def test_all_of_around_one_reference_is_that_reference(api: Make) -> None:
    text = """
    Pet: {type: object, properties: {id: {type: integer}}}
    Owner: {type: object, properties: {pet: {description: theirs, allOf: [{$ref: '#/components/schemas/Pet'}]}}}
    """
    field = _model(_schemas(api, text.replace("\n    ", "\n")), "Owner").fields[0]
    assert (field.type, field.description) == (Named("Pet"), "theirs")


@pytest.mark.parametrize(
    "beside",
    [
        *(
            f"{key}: text"
            for key in (
                "title",
                "description",
                "summary",
                "$comment",
                "$id",
                "$schema",
                "$anchor",
                "$dynamicAnchor",
            )
        ),
        *(
            f"{key}: {{a: {{}}}}"
            for key in (
                "externalDocs",
                "xml",
                "$defs",
                "definitions",
                "$vocabulary",
                "x-more",
                "default",
            )
        ),
        *(f"{key}: true" for key in ("deprecated", "readOnly", "writeOnly", "example")),
        "examples: [1]",
        "type: object",
    ],
)
def test_what_only_says_more_of_a_reference_makes_no_other_type(api: Make, beside: str) -> None:
    for reference in (
        "$ref: '#/components/schemas/Pet'",
        "allOf: [{$ref: '#/components/schemas/Pet'}]",
    ):
        text = (
            "Pet: {type: object, properties: {id: {}}}\nOwner: {properties: {pet: "
            f"{{{reference}, {beside}}}}}}}\n"
        )
        found = _model(_schemas(api, text), "Owner").fields[0].type
        assert found == Named("Pet") or (beside == "type: object" and "$ref" in reference[:5])


@pytest.mark.parametrize(
    "beside",
    ["required: [id]", "properties: {a: {}}", "minProperties: 1", "additionalProperties: false"],
)
def test_what_asks_for_more_than_a_reference_makes_another(api: Make, beside: str) -> None:
    text = (
        "Pet: {type: object, properties: {id: {}}}\nOwner: {properties: {pet: {$ref: "
        "'#/components/schemas/Pet', BESIDE}}}\n"
    )
    assert _model(_schemas(api, text.replace("BESIDE", beside)), "Owner").fields[0].type == Named(
        "OwnerPet"
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: object}", Map(Anything())),
        ("{type: object, additionalProperties: true}", Map(Anything())),
        ("{type: object, properties: {}}", Map(Anything())),
        (
            "{type: object, properties: {}, additionalProperties: true}",
            Named("It"),
        ),  # it has fields, which nobody listed
        ("{type: object, x-discriminator: {property: type}}", Named("It")),
    ],
)
def test_an_object_with_a_name_is_a_class_where_it_may_have_fields(
    api: Make, schema: str, expected: Type
) -> None:
    built = _schemas(
        api, f"It: {schema}\nHolder: {{properties: {{it: {{$ref: '#/components/schemas/It'}}}}}}\n"
    )
    assert _model(built, "Holder").fields[0].type == expected


@pytest.mark.parametrize(
    ("beside", "default"),
    [
        ("defaultMapping: '#/components/schemas/B'", "B"),
        ("defaultMapping: B", "B"),
        ("mapping: {a: A}", "B"),
        ("defaultMapping: C", None),
    ],
)
def test_a_discriminator_has_a_default_among_its_variants_or_none(
    api: Make, beside: str, default: str | None
) -> None:
    text = f"""
    It:
      oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]
      discriminator: {{propertyName: k, {beside}}}
    A: {{type: object, required: [k], properties: {{k: {{const: a}}}}}}
    B: {{type: object, required: [k], properties: {{k: {{type: string}}}}, additionalProperties: true}}
    C: {{type: object, properties: {{k: {{type: string}}}}}}
    """
    model = next(m for m in _schemas(api, text.replace("\n    ", "\n")).models if m.name == "It")
    assert isinstance(model, AliasModel)
    assert isinstance(model.type, OneOf)
    assert model.type.discriminator is not None
    assert model.type.discriminator.default == default


def test_a_discriminator_that_decides_nothing_is_a_loss(api: Make) -> None:
    text = (
        "It: {oneOf: [{type: string}, {type: object, properties: {k: {}}}], discriminator: "
        "{propertyName: k}}\n"
    )
    built = _schemas(api, text)
    assert [loss.what for loss in built.losses if loss.code == "API035"] == [
        "the discriminator `k`"
    ]


def test_a_dynamic_reference_is_any_value_and_it_is_said(api: Make) -> None:
    built = _schemas(api, "Pet: {properties: {a: {$dynamicRef: '#node'}}}\n")
    assert [field.type for field in _model(built, "Pet").fields] == [Anything()]
    assert [
        (each.code, each.message, each.pointer)
        for each in built.diagnostics
        if "dynamic" in each.message
    ] == [
        ("API006", "a dynamic reference has no Python type", "/components/schemas/Pet/properties/a")
    ]


def test_a_declared_discriminator_maps_names_and_mapping_values(api: Make) -> None:
    text = """
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {hound: '#/components/schemas/Dog'}}
    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {kind: {type: string}, bark: {type: string}}}
    """
    model = next(m for m in _schemas(api, text.replace("\n    ", "\n")).models if m.name == "Pet")
    expected = Discriminator("kind", (("Cat", "Cat"), ("Dog", "Dog"), ("hound", "Dog")))
    assert isinstance(model, AliasModel)
    assert model.type == OneOf((Named("Cat"), Named("Dog")), expected)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("{type: integer, enum: [1]}", "{type: integer, enum: [2]}", ((1, "A"), (2, "B"))),
        ("{type: integer}", "{type: integer}", ((1, "A"), (2, "B"))),
        ("{type: integer, enum: [1, 2]}", "{type: integer, enum: [1, 2]}", ((1, "A"), (2, "B"))),
        (
            "{type: integer, enum: [1, 3]}",
            "{$ref: '#/components/schemas/Two'}",
            ((1, "A"), (3, "A"), (2, "B"), (4, "B")),
        ),
        ("{type: [integer, 'null']}", "{type: number, minimum: 0}", ((1, "A"), (2, "B"))),
        ("{type: string}", "{}", (("A", "A"), ("B", "B"), ("1", "A"), ("2", "B"))),
    ],
)
def test_what_a_discriminator_maps_is_of_its_property_s_type(
    api: Make, first: str, second: str, expected: tuple[tuple[object, str], ...]
) -> None:
    text = f"""
    Two: {{type: integer, enum: [2, 4]}}
    Either:
      oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]
      discriminator: {{propertyName: v, mapping: {{'1': '#/components/schemas/A', '2': B}}}}
    A: {{type: object, required: [v], properties: {{v: {first}}}}}
    B: {{type: object, required: [v], properties: {{v: {second}}}}}
    """
    model = next(
        m for m in _schemas(api, text.replace("\n    ", "\n")).models if m.name == "Either"
    )
    assert isinstance(model, AliasModel)
    assert isinstance(model.type, OneOf)
    found = model.type.discriminator
    assert found is not None
    assert [(type(value), value, name) for value, name in found.mapping] == [
        (type(v), v, name) for v, name in expected
    ]


def test_a_discriminator_whose_values_python_takes_for_one_is_decided_by_trying(api: Make) -> None:
    text = """
    Either:
      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
      discriminator: {propertyName: v, mapping: {'1': A, 'true': B}}
    A: {type: object, required: [v], properties: {v: {type: integer, enum: [1]}}}
    B: {type: object, required: [v], properties: {v: {type: boolean, enum: [true]}}}
    """
    model = next(
        m for m in _schemas(api, text.replace("\n    ", "\n")).models if m.name == "Either"
    )
    assert isinstance(model, AliasModel)
    assert model.type == OneOf((Named("A"), Named("B")))


def test_a_constant_in_each_variant_is_a_discriminator_without_a_word(api: Make) -> None:
    text = """
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
    """
    model = next(m for m in _schemas(api, text.replace("\n    ", "\n")).models if m.name == "Pet")
    assert isinstance(model, AliasModel)
    assert isinstance(model.type, OneOf)
    assert model.type.discriminator == Discriminator("kind", (("cat", "Cat"), ("dog", "Dog")))


def test_an_enumeration_is_open_and_its_members_are_constants(api: Make) -> None:
    text = "State: {type: integer, enum: [1, -1], x-enum-descriptions: {'1': on, '-1': off}}\n"
    (model,) = _schemas(api, text).models
    assert isinstance(model, EnumModel)
    assert [(m.name, m.value, m.description) for m in model.members] == [
        ("VALUE_1", 1, "on"),
        ("MINUS_1", -1, "off"),
    ]


def test_objects_that_refer_to_each_other_share_a_module(api: Make) -> None:
    text = """
    A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
    B:
      type: object
      properties: {a: {type: array, items: {$ref: '#/components/schemas/A'}}, c: {$ref: '#/components/schemas/C'}}
    C: {type: object, properties: {x: {type: string}}}
    """
    modules = {
        model.name: model.module for model in _schemas(api, text.replace("\n    ", "\n")).models
    }
    assert modules == {"A": "a", "B": "a", "C": "c"}


def test_a_list_of_itself_is_a_named_alias(api: Make) -> None:
    (model,) = _schemas(
        api, "Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}\n"
    ).models
    assert isinstance(model, AliasModel)
    assert model.type == Array(Named("Tree"))


def test_a_chain_of_400_references_is_followed(api: Make) -> None:
    lines = [
        f"S{i}: {{type: array, items: {{$ref: '#/components/schemas/S{i + 1}'}}}}\n"
        for i in range(400)
    ]
    built = _schemas(
        api, "".join(lines) + "S400: {type: object, properties: {x: {type: string}}}\n"
    )
    assert [model.name for model in built.models] == ["S400"]


def test_a_model_that_requires_what_only_one_direction_has_is_two_where_it_travels_both_ways(
    api: Make,
) -> None:
    built = api(
        "paths:\n  /p:\n    post:\n"
        "      requestBody: {content: {application/json: {schema: {$ref: "
        "'#/components/schemas/P'}}}}\n"
        "      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: "
        "'#/components/schemas/P'}}}}}\n"
        "components: {schemas: {P: {type: object, required: [id, name], properties: "
        "{id: {type: integer, readOnly: true}, name: {type: string}}}}}\n"
    )
    assert [(field.wire, field.required) for field in _model(built, "P").fields] == [
        ("id", True),
        ("name", True),
    ]
    assert [(field.wire, field.required) for field in _model(built, "PInput").fields] == [
        ("id", False),
        ("name", True),
    ]
    assert (_model(built, "P").read, _model(built, "PInput").read) == (None, "P")
    assert built.operations[0].result == Named("P")
    assert built.operations[0].body is not None
    assert built.operations[0].body.media_types[0].type == Named("PInput")
    assert [field.wire for field in built.operations[0].body.fields or ()] == ["name"]


def test_one_part_of_a_whole_calls_a_property_read_only_and_another_requires_it(api: Make) -> None:
    """Only where the part that requires it declares it anew is it asked of a request."""
    built = api(
        "paths:\n"
        "  /p:\n"
        "    post:\n"
        "      requestBody: {content: {application/json: {schema: {$ref: "
        "'#/components/schemas/P'}}}}\n"
        "      responses: {'204': {description: ok}}\n"
        "components:\n"
        "  schemas:\n"
        "    Base: {type: object, properties: {a: &a {type: string, readOnly: true}, b: *a, c: "
        "*a}}\n"
        "    P:\n"
        "      allOf:\n"
        "      - $ref: '#/components/schemas/Base'\n"
        "      - {required: [a, b, d], properties: {b: {type: string}, c: {type: string}, d: "
        "{allOf: [{type: string}, *a]}}}\n"
    )
    fields = {field.wire: (field.required, field.read_only) for field in _model(built, "P").fields}
    assert fields == {
        "a": (False, True),
        "b": (True, False),
        "c": (False, False),
        "d": (False, True),
    }
    body = built.operations[0].body
    assert body is not None
    assert [(field.wire, field.required) for field in body.fields or ()] == [
        ("b", True),
        ("c", False),
    ]


def test_a_pattern_that_python_cannot_compile_is_reported_and_not_checked(api: Make) -> None:
    built = _schemas(
        api, "P: {type: object, properties: {a: {type: string, pattern: '^\\p{L}+$'}}}\n"
    )
    assert _model(built, "P").fields[0].type == STR
    assert [diagnostic.code for diagnostic in built.diagnostics] == ["API003"]


def test_an_open_object_keeps_its_discriminator_and_what_was_seen(api: Make) -> None:
    text = (
        "R: {type: object, x-discriminator: {property: type, seen: [a]}, properties: {type: "
        "{type: string}}}\n"
    )
    model = _model(_schemas(api, text), "R")
    assert (model.open, model.closed, model.discriminator, model.seen) == (
        True,
        False,
        "type",
        ("a",),
    )


PETS = """
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}
"""


def test_a_base_that_lists_its_own_variants_is_their_union_and_they_are_objects(api: Make) -> None:
    built = _schemas(api, PETS)
    pet = next(model for model in built.models if model.name == "Pet")
    assert isinstance(pet, AliasModel)
    assert pet.type == OneOf(
        (Named("Cat"), Named("Dog")), Discriminator("kind", (("Cat", "Cat"), ("Dog", "Dog")))
    )
    assert [field.wire for field in _model(built, "Cat").fields] == ["kind", "lives"]


def test_a_base_that_is_joined_twice_at_every_level_is_read_once_and_the_nearest_wins(
    api: Make,
) -> None:
    """Twice at each of sixty levels is more often than anything can count to."""
    text = (
        "L60: {type: object, properties: {same: {type: string, maxLength: 60}, p60: {type: "
        "integer}}}\n"
    )
    for at in range(1, 60):
        base = f"{{$ref: '#/components/schemas/L{at + 1}'}}"
        own = (
            f"{{properties: {{p{at}: {{type: string}}, same: {{type: string, maxLength: {at}}}}}}}"
        )
        text += f"L{at}: {{allOf: [{base}, {base}, {own}]}}\n"
    fields = _model(_schemas(api, text), "L1").fields
    assert [field.wire for field in fields] == [
        "same",
        "p60",
        *(f"p{at}" for at in range(59, 0, -1)),
    ]
    assert fields[0].type == Bounded(STR, Bounds(max_length=1))


def test_a_field_stands_where_a_base_that_is_joined_by_two_ways_is_first_met(api: Make) -> None:
    text = (
        "Base: {required: [id], properties: {id: {type: string}, made: {type: string}}}\n"
        "Animal: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [name], properties: "
        "{name: {type: string}}}]}\n"
        "Owned: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {owner: {type: "
        "string}, made: {type: integer}}}]}\n"
        "Pet: {allOf: [{$ref: '#/components/schemas/Animal'}, {$ref: "
        "'#/components/schemas/Owned'}]}\n"
    )
    fields = _model(_schemas(api, text), "Pet").fields
    assert [(field.wire, field.required) for field in fields] == [
        ("id", True),
        ("made", False),
        ("name", True),
        ("owner", False),
    ]
    assert fields[1].type == Scalar("int")


@pytest.mark.parametrize("joined", [("Pet", "Cat"), ("Cat", "Pet")])
def test_what_joins_a_base_also_by_a_way_without_its_variants_is_any_of_them(
    api: Make, joined: tuple[str, str]
) -> None:
    first, second = (f"{{$ref: '#/components/schemas/{name}'}}" for name in joined)
    built = _schemas(
        api,
        f"{PETS}Tom: {{allOf: [{first}, {second}, {{properties: {{tail: {{type: string}}}}}}]}}\n",
    )
    assert {field.wire for field in _model(built, "Tom").fields} == {
        "kind",
        "lives",
        "tail",
        "bark",
    }


def test_variants_beside_properties_add_fields_that_may_be_absent(api: Make) -> None:
    schema = (
        "Channel:\n  type: object\n  required: [kind]\n  properties: {kind: {type: string}}\n"
        "  oneOf:\n  - {required: [to], properties: {to: {type: string}}}\n"
        "  - {properties: {to: {type: integer}, url: {type: string}}}\n"
    )
    fields = _model(_schemas(api, schema), "Channel").fields
    assert [(field.wire, field.required) for field in fields] == [
        ("kind", True),
        ("to", False),
        ("url", False),
    ]
    assert fields[1].type == OneOf((STR, Scalar("int")))


def test_a_required_name_without_a_property_is_a_field_of_any_value(api: Make) -> None:
    model = _model(
        _schemas(
            api,
            "Check: {type: object, required: [method, name], properties: {name: {type: string}}}\n",
        ),
        "Check",
    )
    assert [(field.wire, field.type, field.required) for field in model.fields] == [
        ("name", STR, True),
        ("method", Anything(), True),
    ]


def test_a_discriminator_whose_values_cannot_occur_decides_nothing(api: Make) -> None:
    kind = "{type: string, enum: [sidecar, runbook]}"
    schema = (
        f"A: {{type: object, properties: {{kind: {kind}}}}}\nB: {{type: object, properties: "
        f"{{kind: {kind}}}}}\n"
        "Either:\n  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]\n"
        "  discriminator: {propertyName: kind}\n"
    )
    either = next(model for model in _schemas(api, schema).models if model.name == "Either")
    assert isinstance(either, AliasModel)
    assert either.type == OneOf((Named("A"), Named("B")))


def test_a_variant_is_called_by_its_constant_and_the_only_one_by_nothing(api: Make) -> None:
    schema = (
        "It:\n  type: object\n  properties:\n    one: {anyOf: [{type: object, properties: {a: "
        "{}}}, {type: 'null'}]}\n"
        "    many: {oneOf: [{properties: {k: {const: opened}}}, {properties: {k: {enum: "
        "[shut]}}}]}\n"
    )
    assert [model.name for model in _schemas(api, schema).models] == [
        "It",
        "ItOne",
        "ItManyOpened",
        "ItManyShut",
    ]


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        ("additionalProperties: {type: integer}", Scalar("int")),
        ("additionalProperties: true", Anything()),
        ("additionalProperties: false", Anything()),
        ("title: any", Anything()),
    ],
)
def test_a_field_that_is_required_and_not_described_is_what_any_further_one_is(
    api: Make, further: str, expected: Type
) -> None:
    text = f"Holder: {{properties: {{b: {{}}}}, required: [a], {further}}}\n"
    _, field = _model(_schemas(api, text), "Holder").fields
    assert (field.wire, field.required, field.type) == ("a", True, expected)
