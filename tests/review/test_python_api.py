"""What a change of the document means to code that uses the package."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import griffe
import pytest

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import Document, load
from generator.emit.package import emit
from generator.review.correlation import join
from generator.review.grouping import grouped
from generator.review.model import Change, Reach, Verdict
from generator.review.python_api import compare_apis
from generator.review.rules import PYTHON_RULES
from tests import written_yaml

ROOT = Path(__file__).parents[2]
SHOP = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
x-sdk: {package: shop, client: Shop, version: 1.2.0}
servers: [{url: 'https://shop.example.com'}]
security: [{key: []}]
tags: [{name: pets}, {name: people}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      x-sdk: {resource: pets, function: list}
      parameters:
      - {name: limit, in: query, schema: {type: integer, maximum: 100}}
      - {name: sort, in: query, schema: {type: string, enum: [name, age]}}
      responses:
        '200':
          description: pets
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    post:
      operationId: createPet
      tags: [pets]
      x-sdk: {resource: pets, function: create}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses:
        '201': {description: a pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  /people/{person}/pets/{pet}:
    get:
      operationId: getPet
      tags: [people]
      x-sdk: {resource: people, function: get_pet}
      parameters:
      - {name: person, in: path, required: true, schema: {type: string}}
      - {name: pet, in: path, required: true, schema: {type: integer, format: int64}}
      - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        '200': {description: a pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
    put:
      operationId: savePet
      tags: [people]
      x-sdk: {resource: people, function: save_pet}
      parameters:
      - {name: person, in: path, required: true, schema: {type: string}}
      - {name: pet, in: path, required: true, schema: {type: integer, format: int64}}
      - {name: notify, in: query, schema: {type: boolean}}
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {'204': {description: done}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    Colour: {type: string, enum: [red, green]}
    Owner:
      type: object
      required: [name]
      properties: {name: {type: string}, mail: {type: string}}
    Pet:
      type: object
      description: A pet.
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
        born: {type: string, format: date}
        colour: {$ref: '#/components/schemas/Colour'}
        owner: {$ref: '#/components/schemas/Owner'}
    NewPet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 40}
        nickName: {type: string}
        colour: {$ref: '#/components/schemas/Colour'}
        owner: {$ref: '#/components/schemas/Owner'}
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return _api(SHOP, tmp_path_factory.mktemp("base"))


def _api(text: str, folder: Path) -> Api:
    return build(_document(text, folder))


def _document(text: str, folder: Path) -> Document:
    path = folder / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def _edited(*edits: tuple[str, str]) -> str:
    text = SHOP
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


PET = "id: {type: integer}\n        name: {type: string}"
QUERY = "      - {name: limit, in: query, schema: {type: integer, maximum: 100}}\n"
SORT = "      - {name: sort, in: query, schema: {type: string, enum: [name, age]}}\n"
PUT = SHOP[SHOP.index("    put:\n") : SHOP.index("components:\n")]
PLACE = "/people/{person}/pets/{pet}"
PUT_POINTER = "/paths/~1people~1{person}~1pets~1{pet}/put"

# what is edited; the rules, places and verdicts that must come of it, and no others
EDITS: list[tuple[str, list[tuple[str, str]], list[tuple[str, str, str]]]] = [
    # --- methods
    ("a method is gone", [(PUT, "")], [("method-removed", "client.people.save_pet", "breaking")]),
    (
        "a method has another name",
        [("function: save_pet", "function: put_pet")],
        [("method-renamed", "client.people.save_pet", "breaking")],
    ),
    ("an identifier changes, and no name", [("operationId: savePet", "operationId: putPet")], []),
    ("a path changes, and no argument", [(PLACE, "/owners/{person}/pets/{pet}")], []),
    (
        "a resource has another name",
        [
            ("resource: pets, function: list", "resource: animals, function: list"),
            ("resource: pets, function: create", "resource: animals, function: create"),
        ],
        [("resource-renamed", "client.pets", "breaking")],
    ),
    (
        "a method is deprecated",
        [("      operationId: savePet\n", "      operationId: savePet\n      deprecated: true\n")],
        [("method-deprecated", "client.people.save_pet", "safe")],
    ),
    (
        "words of a method",
        [
            (
                "      operationId: savePet\n",
                "      operationId: savePet\n      summary: Save a pet\n",
            )
        ],
        [("docstring-changed", "client.people.save_pet", "safe")],
    ),
    (
        "a method may be repeated",
        [("resource: pets, function: create", "resource: pets, function: create, retry: safe")],
        [("method-retry-changed", "client.pets.create", "unknown")],
    ),
    (
        "a success of a method that sends no list",
        [("function: create}", "function: create, success: {property: id, values: [1]}}")],
        [("docstring-changed", "client.pets.create", "safe")],
    ),
    # --- arguments
    (
        "a query parameter is gone",
        [(QUERY, "")],
        [("keyword-removed", "client.pets.list(limit=)", "breaking")],
    ),
    (
        "a query parameter comes",
        [(QUERY, QUERY + "      - {name: page, in: query, schema: {type: integer}}\n")],
        [("keyword-added", "client.pets.list(page=)", "safe")],
    ),
    (
        "a required one comes",
        [
            (
                QUERY,
                QUERY
                + "      - {name: page, in: query, required: true, schema: {type: integer}}\n",
            )
        ],
        [("required-keyword-added", "client.pets.list(page=)", "breaking")],
    ),
    (
        "an answer comes in another media type",
        [("a pet, content: {", "a pet, content: {text/csv: {}, ")],
        [("keyword-added", "client.pets.create(accept=)", "safe")],
    ),
    (
        "an answer comes in plain text of the same value",
        [
            (
                "a pet, content: {",
                "a pet, content: {text/plain: {schema: {$ref: '#/components/schemas/Pet'}}, ",
            )
        ],
        [],
    ),
    (
        "a query parameter has another name",
        [("name: limit,", "name: limits,")],
        [("keyword-renamed", "client.pets.list(limit=)", "breaking")],
    ),
    (
        "a path parameter has another name",
        [
            (PLACE, "/people/{who}/pets/{pet}"),
            ("name: person, in: path", "name: who, in: path"),
            ("name: person, in: path", "name: who, in: path"),
        ],
        [
            ("keyword-renamed", "client.people.get_pet(person=)", "breaking"),
            ("keyword-renamed", "client.people.save_pet(person=)", "breaking"),
        ],
    ),
    (
        "path parameters change places",
        [(PLACE, "/pets/{pet}/people/{person}")],
        [
            ("positional-order-changed", "client.people.get_pet()", "breaking"),
            ("positional-order-changed", "client.people.save_pet()", "breaking"),
        ],
    ),
    (
        "a parameter is required",
        [("name: limit, in: query,", "name: limit, in: query, required: true,")],
        [("keyword-became-required", "client.pets.list(limit=)", "breaking")],
    ),
    (
        "a parameter goes from the query to a header",
        [("name: verbose, in: query", "name: verbose, in: header")],
        [],
    ),
    (
        "a parameter of another type",
        [
            (
                "name: verbose, in: query, schema: {type: boolean}",
                "name: verbose, in: query, schema: {type: string}",
            )
        ],
        [("keyword-type-narrowed", "client.people.get_pet(verbose=)", "breaking")],
    ),
    (
        "a parameter takes more",
        [
            (
                "name: verbose, in: query, schema: {type: boolean}",
                "name: verbose, in: query, schema: {type: [boolean, string]}",
            )
        ],
        [("keyword-type-widened", "client.people.get_pet(verbose=)", "safe")],
    ),
    (
        "a parameter takes less",
        [("maximum: 100", "maximum: 50")],
        [("keyword-limits-narrowed", "client.pets.list(limit=)", "breaking")],
    ),
    (
        "a parameter takes greater numbers",
        [("maximum: 100", "maximum: 500")],
        [("keyword-limits-widened", "client.pets.list(limit=)", "safe")],
    ),
    (
        "a range is no longer that of 64 bits",
        [
            (
                "{name: pet, in: path, required: true, schema: {type: integer, format: int64}}",
                "{name: pet, in: path, required: true, schema: {type: integer, format: int32}}",
            )
        ],
        [("keyword-limits-narrowed", "client.people.get_pet(pet=)", "breaking")],
    ),
    (
        "alternatives come",
        [
            (
                "      operationId: listPets\n",
                "      operationId: listPets\n      x-exactly-one-of: [[limit], [sort]]\n",
            )
        ],
        [("alternatives-narrowed", "client.pets.list()", "breaking")],
    ),
    # --- bodies
    (
        "a body is required",
        [
            (
                "requestBody: {content: {application/json: {schema: {type: array",
                "requestBody: {required: true, content: {application/json: {schema: {type: array",
            )
        ],
        [("keyword-became-required", "client.people.save_pet(request=)", "breaking")],
    ),
    (
        "a body is gone",
        [
            (
                (
                    "      requestBody: {content: {application/json: {schema: {type: array, "
                    "items: {type: string}}}}}\n"
                ),
                "",
            )
        ],
        [
            ("keyword-removed", "client.people.save_pet(request=)", "breaking"),
            ("batches-removed", "client.people.in_batches().save_pet", "breaking"),
        ],
    ),
    (
        "a body is no list",
        [("schema: {type: array, items: {type: string}}", "schema: {type: string}")],
        [
            ("keyword-type-narrowed", "client.people.save_pet(request=)", "breaking"),
            ("batches-removed", "client.people.in_batches().save_pet", "breaking"),
        ],
    ),
    (
        "a body in another media type besides",
        [
            (
                "application/json: {schema: {$ref: '#/components/schemas/NewPet'}}",
                "application/json: {schema: {$ref: '#/components/schemas/NewPet'}},"
                " application/x-www-form-urlencoded: {schema: {$ref: "
                "'#/components/schemas/NewPet'}}",
            )
        ],
        [("keyword-added", "client.pets.create(content_type=)", "safe")],
    ),
    # --- results
    (
        "a result is an object",
        [
            (
                "schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}",
                "schema: {$ref: '#/components/schemas/Pet'}",
            )
        ],
        [
            ("result-type-widened", "client.pets.list()", "breaking"),
            ("item-streaming-removed", "client.pets.with_streamed_items.list", "breaking"),
        ],
    ),
    (
        "a result where there was none",
        [
            (
                "responses: {'204': {description: done}}",
                (
                    "responses: {'200': {description: done, content: {application/json: {schema: "
                    "{type: string}}}}}"
                ),
            )
        ],
        [("result-type-narrowed", "client.people.save_pet()", "safe")],
    ),
    (
        "a result may be missing",
        [
            (
                "        '201': {description: a pet",
                "        '202': {description: later}\n        '201': {description: a pet",
            )
        ],
        [("result-type-widened", "client.pets.create()", "breaking")],
    ),
    # --- classes
    (
        "a field is gone",
        [("        born: {type: string, format: date}\n", "")],
        [("field-removed", "Pet.born", "breaking")],
    ),
    (
        "a keyword of a body is gone",
        [("        nickName: {type: string}\n", "")],
        [("field-removed", "NewPet.nick_name", "breaking")],
    ),
    (
        "a field comes",
        [(PET, PET + "\n        size: {type: integer}")],
        [("field-added", "Pet.size", "safe")],
    ),
    (
        "a required field comes in what is sent",
        [
            (
                "required: [name]\n      properties:\n        name: {type: string, maxLength: 40}",
                "required: [name, size]\n      properties:\n        size: {type: integer}\n"
                "        name: {type: string, maxLength: 40}",
            )
        ],
        [("required-field-added", "NewPet.size", "breaking")],
    ),
    (
        "a required field comes in what is read",
        [
            (
                "required: [id, name]\n      properties:",
                "required: [id, name, size]\n      properties:\n        size: {type: integer}",
            )
        ],
        [("field-added", "Pet.size", "safe")],
    ),
    (
        "a field has another name",
        [("        nickName: {type: string}", "        nickname2: {type: string}")],
        [("field-renamed", "NewPet.nick_name", "breaking")],
    ),
    (
        "what is sent is required",
        [
            (
                "required: [name]\n      properties:\n        name: {type: string, maxLength",
                (
                    "required: [name, nickName]\n      properties:\n        name: {type: string, "
                    "maxLength"
                ),
            )
        ],
        [("field-became-required", "NewPet.nick_name", "breaking")],
    ),
    (
        "what is sent may be left out",
        [
            (
                "required: [name]\n      properties:\n        name: {type: string, maxLength",
                "properties:\n        name: {type: string, maxLength",
            )
        ],
        [
            ("field-may-be-left-out", "NewPet.name", "safe")
        ],  # a call without any sends an empty object
    ),
    (
        "what is read is always there",
        [("required: [id, name]", "required: [id, name, born]")],
        [("field-always-given", "Pet.born", "safe")],
    ),
    (
        "what is read may be missing",
        [("required: [id, name]", "required: [id]")],
        [("field-became-optional", "Pet.name", "breaking")],
    ),
    (
        "what is sent and read may be missing",
        [
            (
                "required: [name]\n      properties: {name: {type: string}, mail",
                "properties: {name: {type: string}, mail",
            )
        ],
        [("field-became-optional", "Owner.name", "breaking")],
    ),
    (
        "what is read is of another type",
        [("id: {type: integer}", "id: {type: string}")],
        [("field-type-widened", "Pet.id", "breaking")],
    ),
    (
        "what is read may be null",
        [("id: {type: integer}", "id: {type: [integer, 'null']}")],
        [("field-type-widened", "Pet.id", "breaking")],
    ),
    (
        "what may be missing may be null",
        [("born: {type: string, format: date}", "born: {type: [string, 'null'], format: date}")],
        [],
    ),
    (
        "what is read is a moment",
        [("format: date}", "format: date-time}")],
        [("field-type-widened", "Pet.born", "breaking")],
    ),
    (
        "what is sent takes more",
        [("nickName: {type: string}", "nickName: {type: [string, integer]}")],
        [("field-type-compatible", "NewPet.nick_name", "safe")],
    ),
    (
        "what is sent takes less",
        [("nickName: {type: string}", "nickName: {type: string, enum: [a, b]}")],
        [("field-type-narrowed", "NewPet.nick_name", "breaking")],
    ),
    (
        "what is sent is shorter",
        [("maxLength: 40", "maxLength: 20")],
        [("field-limits-narrowed", "NewPet.name", "breaking")],
    ),
    ("what is read is bounded", [("id: {type: integer}", "id: {type: integer, minimum: 1}")], []),
    (
        "a member is gone",
        [("enum: [red, green]", "enum: [red]")],
        [("member-removed", "Colour.GREEN", "breaking")],
    ),
    (
        "a member comes",
        [("enum: [red, green]", "enum: [red, green, blue]")],
        [("member-added", "Colour.BLUE", "safe")],
    ),
    (
        "a member has another name",
        [("enum: [red, green]", "enum: [red, green], x-enum-varnames: [RED, LIME]")],
        [("member-renamed", "Colour.GREEN", "breaking")],
    ),
    (
        "an object is closed",
        [
            (
                "    NewPet:\n      type: object\n",
                "    NewPet:\n      type: object\n      additionalProperties: false\n",
            )
        ],
        [("class-closed", "NewPet", "breaking")],
    ),
    (
        "an object is open",
        [
            (
                "    NewPet:\n      type: object\n",
                "    NewPet:\n      type: object\n      additionalProperties: true\n",
            )
        ],
        [("class-mapping-accepted", "NewPet", "safe")],
    ),
    (
        "words of a class",
        [("description: A pet.", "description: An animal.")],
        [("docstring-changed", "Pet", "safe")],
    ),
    # --- the client
    (
        "a credential is gone",
        [
            ("security: [{key: []}]\n", ""),
            ("  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n", ""),
        ],
        [("credential-removed", "Shop(key=)", "breaking")],
    ),
    (
        "the client has another name",
        [("client: Shop", "client: Store")],
        [("client-renamed", "Shop", "breaking")],
    ),
    (
        "the package has another name",
        [("package: shop", "package: store")],
        [
            ("package-renamed", "shop", "breaking"),
            ("distribution-renamed", "shop", "unknown"),
            ("environment-variable-renamed", "SHOP_KEY", "breaking"),
        ],
    ),
    (
        "another address",
        [("shop.example.com", "store.example.com")],
        [("base-url-changed", "Shop(base_url=)", "unknown")],
    ),
]


@pytest.mark.parametrize(
    ("edits", "expected"), [each[1:] for each in EDITS], ids=[each[0] for each in EDITS]
)
def test_an_edit_is_what_it_is_to_code(
    base: Api, tmp_path: Path, edits: list[tuple[str, str]], expected: list[tuple[str, str, str]]
) -> None:
    found = compare_apis(base, _api(_edited(*edits), tmp_path))
    got = [(change.rule.removeprefix("python-"), change.where, change.python) for change in found]
    kept = [each for each in got if each[0] != "method-credential-not-sent"]
    assert sorted(kept) == sorted(expected)
    assert all(
        change.wire == "safe" and change.what and change.reason and change.remedy
        for change in found
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "text/csv: {}, ",
            "text/csv: {schema: {type: string, format: binary}}, ",
            ("result-type-widened", 'create("text/csv")'),
        ),
        (
            "text/csv: {}, image/png: {}, ",
            "text/csv: {}, ",
            ("keyword-type-narrowed", "create(accept=)"),
        ),
        ("text/csv: {}, ", "", ("keyword-removed", "create(accept=)")),
    ],
)
def test_what_a_caller_asks_for_is_compared(
    tmp_path: Path, before: str, after: str, expected: tuple[str, str]
) -> None:
    sides = [
        _api(_edited(("a pet, content: {", f"a pet, content: {{{each}")), tmp_path)
        for each in (before, after)
    ]
    (change,) = compare_apis(*sides)
    assert (change.rule.removeprefix("python-"), change.where) == (
        expected[0],
        f"client.pets.{expected[1]}",
    )


_ONE, _OTHER = ("success: {property: id, values: [1]}", "success: {property: id, values: [1, 2]}")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("retry: unsafe", _ONE, ("any result", "id in [1]")),
        (_ONE, _OTHER, ("id in [1]", "id in [1, 2]")),
        (_OTHER, "retry: unsafe", ("id in [1, 2]", "any result")),
    ],
)
def test_what_counts_as_sent_in_batches_is_behaviour(
    tmp_path: Path, before: str, after: str, shown: tuple[str, str]
) -> None:
    """Two sides of a method that sends a list, alike but for its `success`."""
    pets = "{type: array, items: {$ref: '#/components/schemas/NewPet'}}"
    sends = ("schema: {$ref: '#/components/schemas/NewPet'}", f"schema: {pets}")
    sides = [
        _edited(sends, ("function: create}", f"function: create, {each}}}"))
        for each in (before, after)
    ]
    (change,) = compare_apis(*(_api(text, tmp_path) for text in sides))
    assert (change.rule, change.where, change.python) == (
        "python-method-success-changed",
        "client.pets.create",
        "unknown",
    )
    assert (change.before, change.after) == shown
    assert change.pointer == "/paths/~1pets/post/x-sdk"


def test_nothing_changed_is_no_change(base: Api) -> None:
    assert compare_apis(base, base) == []


def test_a_document_in_another_order_is_no_change(base: Api, tmp_path: Path) -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return value

    text = written_yaml.write(turned(written_yaml.read(SHOP)))
    assert compare_apis(base, _api(text, tmp_path)) == []


def test_every_rule_is_in_the_table_once_and_says_what_to_do() -> None:
    ids = [rule.id for rule in PYTHON_RULES]
    assert len(ids) == len(set(ids))
    for rule in PYTHON_RULES:
        assert rule.id.startswith("python-")
        assert (rule.area, rule.wire) == ("python", "safe")
        assert rule.reason.endswith(".")
        assert rule.remedy.endswith(".")
        assert (rule.python == "safe") == (rule.remedy in ("Nothing.", "Plan for its removal."))


def test_a_change_of_a_class_names_its_methods_and_keywords(base: Api, tmp_path: Path) -> None:
    (change,) = compare_apis(
        base, _api(_edited(("        nickName: {type: string}\n", "")), tmp_path)
    )
    assert "`client.pets.create(nick_name=)`" in change.what
    assert change.reach == (Reach("POST", "/pets", "request", "client.pets.create", "pets"),)
    assert change.classes == ("NewPet",)
    assert change.pointer == "/components/schemas/NewPet/properties/nickName"


def test_a_change_stands_where_the_documents_have_it(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    text = SHOP.replace("    Colour:", "    Size: {type: integer}\n    Colour:")
    text = text.replace("        nickName: {type: string}\n", "").replace(
        "function: save_pet", "function: put_pet"
    )
    before, after = _document(SHOP, tmp_path / "base"), _document(text, tmp_path)
    found = compare_apis(build(before), build(after), before, after)
    assert [(change.rule, change.base, change.head) for change in found] == [
        (
            "python-method-renamed",
            *(each.locate(PUT_POINTER, key=True) for each in (before, after)),
        ),
        (
            "python-field-removed",
            *(each.locate("/components/schemas/NewPet", key=True) for each in (before, after)),
        ),
    ]
    assert all(
        change.base is None and change.head is None
        for change in compare_apis(build(before), build(after))
    )


def test_a_shared_class_reaches_both_directions(base: Api, tmp_path: Path) -> None:
    (change,) = compare_apis(base, _api(_edited((", mail: {type: string}", "")), tmp_path))
    assert [(each.python, each.direction) for each in change.reach] == [
        ("client.pets.list", "response"),
        ("client.pets.create", "both"),
        ("client.people.get_pet", "response"),
    ]


def test_a_type_is_told_as_what_may_be_given_where_what_is_read_is_the_same(
    base: Api, tmp_path: Path
) -> None:
    (change,) = compare_apis(
        base, _api(_edited(("mail: {type: string}", "mail: {type: [string, 'null']}")), tmp_path)
    )
    assert (change.rule, change.before, change.after) == (
        "python-field-type-compatible",
        "str",
        "str | None",
    )
    assert "`Owner.mail` takes `str | None` instead of `str`" in change.what


def test_what_may_be_left_out_and_may_be_null_is_none_once(base: Api, tmp_path: Path) -> None:
    (change,) = compare_apis(
        base, _api(_edited(("mail: {type: string}", "mail: {type: [integer, 'null']}")), tmp_path)
    )
    assert "None | None" not in f"{change.what} {change.before} {change.after}"


def test_a_class_by_another_name_is_a_rename_and_not_a_change_of_what_uses_it(
    base: Api, tmp_path: Path
) -> None:
    text = SHOP.replace("schemas/Owner", "schemas/Keeper").replace("    Owner:", "    Keeper:")
    (change,) = compare_apis(base, _api(text, tmp_path))
    assert (change.rule, change.before, change.after) == (
        "python-class-renamed",
        "models.Owner",
        "models.Keeper",
    )
    assert "`Keeper`" in change.remedy


def test_a_class_inside_what_is_gone_is_a_part_of_that(tmp_path: Path) -> None:
    inline = (
        "owner: {type: object, properties: {name: {type: string}, place: {type: object, "
        "properties: {town: {type: string}}}}}"
    )
    before = _edited(
        (
            "        owner: {$ref: '#/components/schemas/Owner'}\n    NewPet",
            f"        {inline}\n    NewPet",
        )
    )
    one = tmp_path / "one"
    two = tmp_path / "two"
    one.mkdir()
    two.mkdir()
    (change,) = compare_apis(
        _api(before, one), _api(before.replace(f"        {inline}\n", ""), two)
    )
    assert change.rule == "python-field-removed"
    assert change.classes == ("Pet", "PetOwner", "PetOwnerPlace")


def test_what_many_methods_share_is_one_change(base: Api, tmp_path: Path) -> None:
    shared = "- {name: tenant, in: header, required: true, schema: {type: string}}\n      "
    text = SHOP.replace("- {name: person, in: path", shared + "- {name: person, in: path")
    found = compare_apis(base, _api(text, tmp_path))
    assert len(found) == 2
    (change,) = grouped(found)
    assert change.where == "client.people.get_pet(tenant=) and 1 more"
    assert [each.python for each in change.reach] == [
        "client.people.get_pet",
        "client.people.save_pet",
    ]


def test_a_remedy_says_what_to_write(base: Api, tmp_path: Path) -> None:
    (change,) = compare_apis(
        base, _api(_edited(("function: save_pet", "function: put_pet")), tmp_path)
    )
    assert (
        change.remedy == "Write `client.people.put_pet(…)` instead of `client.people.save_pet(…)`."
    )
    assert "asynchronous" in change.reason


# --- one entry a cause ----------------------------------------------------------------------------


def _wire(rule: str, where: str, pointer: str, *reach: tuple[str, str]) -> Change:
    reached = tuple(Reach(method, path, "request") for method, path in reach)
    return Change(rule, f"{where} changed", where, wire="breaking", reach=reached, pointer=pointer)


def test_the_same_property_is_one_entry_with_both_verdicts(base: Api, tmp_path: Path) -> None:
    python = compare_apis(base, _api(_edited(("        nickName: {type: string}\n", "")), tmp_path))
    at = "/components/schemas/NewPet/properties/nickName"
    other = _wire(
        "request-property-became-required",
        "NewPet.name",
        "/components/schemas/NewPet/properties/name",
        ("POST", "/pets"),
    )
    (one, two) = join(
        [other, _wire("request-property-removed", "NewPet.nickName", at, ("POST", "/pets"))], python
    )
    assert (one.code, one.python) == (None, "safe")
    assert (two.rule, two.wire, two.python) == ("request-property-removed", "breaking", "breaking")
    assert two.code is not None
    assert (two.code.rule, two.code.where) == ("python-field-removed", "NewPet.nick_name")
    assert two.reach[0].python == "client.pets.create"
    assert two.classes == ("NewPet",)


def test_aspects_of_one_property_stay_apart(base: Api, tmp_path: Path) -> None:
    edits = (
        ("required: [id, name]", "required: [id]"),
        (
            "        name: {type: string}\n        born",
            "        name: {type: integer}\n        born",
        ),
    )
    python = compare_apis(base, _api(_edited(*edits), tmp_path))
    at = "/components/schemas/Pet/properties/name"
    wire = [
        _wire("response-property-became-optional", "Pet.name", at, ("GET", "/pets")),
        _wire("response-type-changed", "Pet.name", f"{at}/type", ("GET", "/pets")),
    ]
    found = join(wire, python)
    assert [change.code and change.code.rule for change in found] == [
        "python-field-became-optional",
        "python-field-type-widened",
    ]


def test_a_shared_parameter_takes_all_of_its_methods(base: Api, tmp_path: Path) -> None:
    shared = "- {name: tenant, in: header, required: true, schema: {type: string}}\n      "
    text = SHOP.replace("- {name: person, in: path", shared + "- {name: person, in: path")
    python = compare_apis(base, _api(text, tmp_path))
    place = "/people/{person}/pets/{pet}"
    wire = _wire(
        "request-parameter-required-added",
        "`tenant` in header",
        "/components/parameters/Tenant",
        ("GET", place),
        ("PUT", place),
    )
    (change,) = join([replace(wire, parameter="tenant")], python)
    assert change.code is not None
    assert change.python == "breaking"


def test_what_only_python_sees_stays_an_entry_of_its_own(base: Api, tmp_path: Path) -> None:
    python = compare_apis(
        base, _api(_edited(("function: save_pet", "function: put_pet")), tmp_path)
    )
    wire = _wire("operation-added", "GET /x", "/paths/~1x/get", ("GET", "/x"))
    one, two = join([wire], python)
    assert one == wire
    assert (two.rule, two.wire, two.python) == ("python-method-renamed", "safe", "breaking")


# --- an independent judge -------------------------------------------------------------------------

# What griffe calls breaking and we do not, with the reason. A pattern of the path that it names, of
# the whole of it.
DIFFERENCES = {
    r"shop\.models\.[a-z_]+\.[A-Z]\w*": "a class may move to another module; `shop.models` has it still",
    r"shop\.models\.[a-z_]+": "likewise for a module that lost its last class",
}
CYCLE = (
    "properties: {name: {type: string}, mail",
    "properties: {pet: {$ref: '#/components/schemas/Pet'}, name: {type: string}, mail",
)
JUDGED = [
    [
        "a method is gone",
        "a query parameter is gone",
        "a member is gone",
        "an object is closed",
        "a field is gone",
    ],
    [
        "a path parameter has another name",
        "a parameter is required",
        "a keyword of a body is gone",
        "a member has another name",
    ],
    [
        "path parameters change places",
        "a required one comes",
        "the client has another name",
        "a result is an object",
    ],
    ["a body is no list", "a field has another name", "a method has another name"],
]


@pytest.fixture(scope="module")
def emitted(base: Api, tmp_path_factory: pytest.TempPathFactory) -> griffe.Object | griffe.Alias:
    return _package(base, tmp_path_factory.mktemp("emitted"))


def _package(api: Api, folder: Path) -> griffe.Object | griffe.Alias:
    for name, content in emit(api, templates=ROOT / "templates").items():
        if name.startswith(f"{api.package}/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return griffe.load(api.package, search_paths=[folder], resolve_aliases=False)


def _breakages(
    before: griffe.Object | griffe.Alias, after: griffe.Object | griffe.Alias
) -> set[str]:
    return {
        breakage.as_dict()["object_path"]
        for breakage in griffe.find_breaking_changes(before, after)
    }


def _said(path: str, ours: list[Change]) -> bool:
    """Whether one of our breaking changes is about what griffe names: by its name in Python, in a
    dict, or as a view.
    """
    name = path.rpartition(".")[2]
    view = re.search(r"(Views|InBatches)$", name) or re.fullmatch(
        "in_batches|with_streamed_items", name
    )
    if view:
        return any(
            "in_batches" in c.where
            or "with_streamed_items" in c.where
            or c.rule == "python-method-removed"
            for c in ours
        )
    texts = [
        f"{change.where} {change.what} {change.remedy} {change.pointer.rpartition('/')[2]}"
        for change in ours
    ]
    return any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts)


@pytest.mark.parametrize("names", JUDGED, ids=[names[0] for names in JUDGED])
def test_what_griffe_calls_breaking_we_call_breaking(
    base: Api, emitted: griffe.Object | griffe.Alias, tmp_path: Path, names: list[str]
) -> None:
    edits = [edit for name in names for each in EDITS if each[0] == name for edit in each[1]]
    head = _api(_edited(*edits), tmp_path)
    found = _breakages(emitted, _package(head, tmp_path / "out"))
    ours = [change for change in compare_apis(base, head) if change.python == "breaking"]
    assert found
    assert sorted(path for path in found if not _said(path, ours)) == []


def test_a_class_may_move_between_modules(
    base: Api, emitted: griffe.Object | griffe.Alias, tmp_path: Path
) -> None:
    head = _api(_edited(CYCLE), tmp_path)
    found = _breakages(emitted, _package(head, tmp_path / "out"))
    assert found
    assert [
        path for path in found if not any(re.fullmatch(pattern, path) for pattern in DIFFERENCES)
    ] == []
    assert [change.rule for change in compare_apis(base, head)] == ["python-field-added"]


# --- classes that came or went with something -----------------------------------------------------


def _class(name: str, movement: str, pointer: str, *paths: str) -> Change:
    reach = tuple(Reach("GET", path, "response") for path in paths)
    verdict: Verdict = "breaking" if movement == "removed" else "safe"
    return Change(
        f"python-class-{movement}",
        f"{name} {movement}",
        name,
        python=verdict,
        reach=reach,
        pointer=pointer,
    )


def test_classes_of_what_came_or_went_are_a_part_of_that() -> None:
    wire = [
        _wire("path-added", "/pets", "/paths/~1pets", ("GET", "/pets")),
        _wire("unused-component-removed", "Old", "/components/schemas/Old"),
    ]
    python = [
        _class("Pet", "added", "/components/schemas/Pet", "/pets"),
        _class("Old", "removed", "/components/schemas/Old"),
        _class("OldPart", "removed", "/components/schemas/Old/properties/part"),
    ]
    added, removed = join(wire, python)
    assert added.code is not None
    assert added.code.what == "Pet added"
    assert (removed.python, removed.code and removed.code.what) == (
        "breaking",
        "Old removed; OldPart removed",
    )


def test_what_came_reaches_no_more_for_the_classes_in_it() -> None:
    wire = [
        _wire("path-added", path, f"/paths/~1{path[1:]}", ("GET", path))
        for path in ("/pets", "/owners")
    ]
    joined = join(wire, [_class("Pet", "added", "/components/schemas/Pet", "/pets", "/owners")])
    assert [[each.path for each in change.reach] for change in joined] == [["/pets"], ["/owners"]]


def test_new_classes_of_the_same_operations_are_one_entry() -> None:
    names = ("Dog", "Cat", "Bird")
    joined = join(
        [], [_class(name, "added", f"/components/schemas/{name}", "/pets") for name in names]
    )
    (change,) = grouped(joined)
    assert (change.where, change.what) == ("Dog and 2 more", "3 classes are new")
    assert [each.where for each in change.occurrences] == list(names)


def test_a_class_that_went_with_its_only_use_is_named_there(base: Api, tmp_path: Path) -> None:
    """The import of it breaks, whatever its use is to code."""
    with_class = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a: {get: {responses: {"200": {description: D, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
components:
  schemas:
    A: {type: object, properties: {kind: {$ref: "#/components/schemas/Kind"}}}
    Kind: {type: string, enum: [a, b]}
"""
    without = with_class.replace('{$ref: "#/components/schemas/Kind"}', "{type: string}").replace(
        "    Kind: {type: string, enum: [a, b]}\n", ""
    )
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    found = compare_apis(_api(with_class, folders[0]), _api(without, folders[1]))
    assert [(change.where, change.python) for change in found] == [("A.kind", "breaking")]
    assert "Kind" in found[0].classes


def test_a_class_that_becomes_two_is_told_at_the_class_and_at_the_methods_that_take_it(
    base: Api, tmp_path: Path
) -> None:
    """Responses have the old name; a keyword is not named for what only responses have."""
    one = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    post:
      operationId: make
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
      responses: {"200": {description: D, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
components:
  schemas:
    A: {type: object, properties: {id: {type: integer, readOnly: true}, name: {type: string}}}
"""
    two = one.replace("A: {type: object,", "A: {type: object, required: [id],")
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    before, after = _api(one, folders[0]), _api(two, folders[1])
    found = {change.rule: change for change in compare_apis(before, after)}
    assert found.keys() == {"python-keyword-type-narrowed", "python-field-became-required"}
    narrowed = found["python-keyword-type-narrowed"]
    assert (narrowed.before, narrowed.after) == ("A | ADict", "AInput | A | AInputDict")
    assert found["python-field-became-required"].what == "`A.id` has to be given"
    assert found["python-keyword-type-narrowed"].classes == ("AInput",)
    assert not list(compare_apis(after, _api(two, folders[1])))
    back = {change.rule: change.classes for change in compare_apis(after, before)}
    assert back == {
        "python-keyword-type-narrowed": ("AInput",),
        "python-field-became-optional": ("A",),
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      description: A pet.\n", "      description: |-\n        A\n        pet.\n"),
        (
            "name: limit, in: query, schema",
            'name: limit, in: query, description: "How\\nmany.", schema',
        ),
        (
            "schema: {type: array, items: {type: string}}",
            "schema: {type: array, items: {type: string}, contains: {const: a}}",
        ),
    ],
)
def test_the_same_words_and_limits_in_another_way_are_no_change(
    tmp_path: Path, before: str, after: str
) -> None:
    said = {
        "|-\n        A\n        pet.": "A pet.",
        "\\nmany": " many",
        "contains: {": "minContains: 1, contains: {",
    }
    one = _edited((before, after))
    other = one
    for old, new in said.items():
        other = other.replace(old, new)
    assert one != other
    assert compare_apis(_api(one, tmp_path), _api(other, tmp_path)) == []
    assert compare_apis(_api(other, tmp_path), _api(one, tmp_path)) == []
