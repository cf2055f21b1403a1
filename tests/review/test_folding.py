"""One edit of a document is one entry, on the wire and in Python; two edits stay two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.document.diagnostics import Location
from generator.review.advice import changelog
from generator.review.folding import folded
from generator.review.model import Change, PythonView, Reach, ValueList
from tests.review.places import place
from tests.review.rule_cases import compared, patched

PET = "/components/schemas/Pet"
LIST = "/paths/~1pets/get"
CREATE = "/paths/~1pets/post"
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "servers": [{"url": "https://pets.example"}],
    "security": [{"apiKey": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets", "function": "list"},
                "parameters": [
                    {"$ref": "#/components/parameters/Since"},
                    {"name": "sort", "in": "query", "schema": {"$ref": "#/components/schemas/Order"}},
                ],
                "responses": {"200": {"description": "Pets.", "content": {"application/json": {"schema": {
                    "type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}},
            },
            "post": {
                "operationId": "createPet",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets", "function": "create"},
                "requestBody": {"required": True, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {"201": {"description": "Created."}},
            },
        },
        "/pets/toys": {
            "get": {
                "operationId": "listToys",
                "tags": ["pets"],
                "x-sdk": {"resource": "pets.toys", "function": "list"},
                "parameters": [{"$ref": "#/components/parameters/Since"}],
                "responses": {"200": {"description": "Toys.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Toy"}}}}},
            }
        },
    },
    "components": {
        "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "parameters": {"Since": {"name": "since", "in": "query", "schema": {"type": "string"}}},
        "schemas": {
            "Pet": {"type": "object", "properties": {
                "id": {"type": "integer"},
                "toysCount": {"type": "integer"},
                "kind": {"$ref": "#/components/schemas/Kind"},
            }},
            "Kind": {"type": "string", "enum": ["cat", "dog"]},
            "Order": {"type": "string", "enum": ["asc", "desc"], "x-enum-descriptions": ["Up.", "Down."]},
            "Ball": {"type": "object", "required": ["type"], "properties": {"type": {"const": "ball"}}},
            "Bone": {"type": "object", "required": ["type"], "properties": {"type": {"const": "bone"}}},
            "Ring": {"type": "object", "required": ["type"], "properties": {"type": {"const": "ring"}}},
            "Rope": {"type": "object", "required": ["type"], "properties": {"type": {"const": "rope"}}},
            "Toy": {
                "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Ball", "Bone", "Rope")],
                "discriminator": {"propertyName": "type", "mapping": {
                    name.lower(): f"#/components/schemas/{name}" for name in ("Ball", "Bone", "Rope")}},
            },
        },
    },
}  # fmt: skip


def moved(before: str, after: str) -> dict[str, str]:
    return {"op": "move", "from": before, "path": after}


def put(path: str, value: object) -> dict[str, object]:
    return {"op": "replace", "path": path, "value": value}


def added(path: str, value: object) -> dict[str, object]:
    return {"op": "add", "path": path, "value": value}


def gone(path: str) -> dict[str, str]:
    return {"op": "remove", "path": path}


def renamed_resource(name: str) -> list[dict[str, object]]:
    operations = (LIST, CREATE, "/paths/~1pets~1toys/get")
    return [
        put(f"{each}/x-sdk/resource", f"{name}.toys" if "toys" in each else name)
        for each in operations
    ]


RING = [
    added("/components/schemas/Toy/oneOf/-", {"$ref": "#/components/schemas/Ring"}),
    added("/components/schemas/Toy/discriminator/mapping/ring", "#/components/schemas/Ring"),
]


@pytest.fixture
def changes():
    def found(edits: list[Any]) -> list[Change]:
        return list(compared(BASE, patched(BASE, edits)).changes)

    return found


@pytest.mark.parametrize(
    ("edits", "rule", "code", "what"),
    [
        pytest.param(
            [moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")],
            "response-optional-property-removed", "python-field-renamed", "property `toysCount` renamed to `toyCount`",
            id="a property renamed",
        ),
        pytest.param(
            [put("/components/parameters/Since/name", "from")],
            "request-parameter-renamed", "python-keyword-renamed", "parameter renamed from `since` to `from`",
            id="a parameter of two operations renamed",
        ),
        pytest.param(
            [put("/components/schemas/Order/enum/1", "down")],
            "request-values-removed", "python-member-removed", '"desc" no longer listed, "down" listed',
            id="a value replaced",
        ),
        pytest.param(
            [gone("/components/schemas/Order/enum/0"), gone("/components/schemas/Order/x-enum-descriptions/0")],
            "request-values-removed", "python-member-removed", '"asc" no longer listed',
            id="a value removed with what is said of it",
        ),
        pytest.param(
            [added("/security", [])],
            "security-removed", "python-method-credential-not-sent", "no credentials are asked for any more",
            id="credentials of all methods",
        ),
        pytest.param(
            [put("/servers/0/url", "https://cats.example")],
            "server-removed", "python-base-url-changed", "server `https://pets.example` replaced by `https://cats.example`",
            id="a server replaced",
        ),
        pytest.param(
            RING, "response-alternative-added", "python-alias-type-changed", "alternative `Ring` added",
            id="a variant added",
        ),
        pytest.param(
            [gone("/components/schemas/Toy/oneOf/1"), gone("/components/schemas/Toy/discriminator/mapping/bone")],
            "response-alternative-removed", "python-alias-type-compatible", "alternative `Bone` removed",
            id="a variant removed",
        ),
        pytest.param(
            renamed_resource("animals"), "python-resource-renamed", None,
            "`client.pets` is called `client.animals` now, with all of its methods and resources",
            id="a resource renamed",
        ),
        pytest.param(
            [
                moved("/components/securitySchemes/apiKey", "/components/securitySchemes/userKey"),
                put("/security/0", {"userKey": []}),
            ],
            "security-scheme-renamed", "python-credential-renamed",
            "security scheme `apiKey` is called `userKey` now",
            id="a credential renamed",
        ),
        pytest.param(
            [gone(f"{CREATE}/requestBody")],
            "request-body-removed", "python-keyword-removed", "request body removed",
            id="a body removed, whose fields are arguments",
        ),
        pytest.param(
            [added(f"{PET}/required", ["id"])],
            "request-property-became-required", "python-field-became-required", "property `id` became required",
            id="a field required, so the body too",
        ),
        pytest.param(
            [moved("/paths/~1pets", "/paths/~1animals"), moved("/paths/~1pets~1toys", "/paths/~1animals~1toys")],
            "operation-moved", None, "3 operations moved: `pets` is `animals` in their paths",
            id="paths renamed",
        ),
    ],
)  # fmt: skip
def test_one_edit_is_one_entry(changes, edits, rule, code, what):
    (change,) = (each for each in changes(edits) if not each.rule.startswith("unused-"))
    assert (change.rule, change.code and change.code.rule, change.what) == (rule, code, what)


@pytest.mark.parametrize(
    ("edits", "number"),
    [
        pytest.param(
            [gone(f"{PET}/properties/toysCount"), added(f"{PET}/properties/weight", {"type": "number"})], 2,
            id="a property that went and another that came",
        ),
        pytest.param(
            [
                gone("/components/schemas/Order/enum/0"),
                put("/components/schemas/Order/x-enum-descriptions", ["Downwards."]),
            ], 2,
            id="a value removed and something else said of another",
        ),
        pytest.param(
            [put("/components/schemas/Kind/enum/1", "hound")], 2,
            id="a value replaced that is answered too: a caller may not know the new one",
        ),
        pytest.param(
            [*RING, put("/components/schemas/Toy/discriminator/mapping/ball", "#/components/schemas/Bone")], 2,
            id="a variant added and the value of another told otherwise",
        ),
        pytest.param(
            [put("/servers/0/url", "https://cats.example"), added("/servers/-", {"url": "https://dogs.example"})], 2,
            id="a server replaced and one added",
        ),
        pytest.param(
            [put("/components/parameters/Since/name", "from"), gone(f"{CREATE}/requestBody")], 2,
            id="a parameter renamed and a body removed",
        ),
        pytest.param(
            [moved("/paths/~1pets", "/paths/~1animals"), moved("/paths/~1pets~1toys", "/paths/~1toys")], 2,
            id="two paths renamed in two ways",
        ),
    ],
)  # fmt: skip
def test_two_edits_are_two_entries(changes, edits, number):
    found = [each for each in changes(edits) if not each.rule.startswith("unused-")]
    assert len(found) == number, [(each.rule, each.what) for each in found]


def test_what_a_renamed_parameter_takes_from_methods_is_told_once(changes):
    (change,) = changes([put("/components/parameters/Since/name", "from")])
    assert change.code is not None
    assert (
        change.code.what == "`client.pets.list` takes `from_` instead of `since`, and so in 1 other"
    )
    assert (change.code.before, change.code.after) == ("since", "from_")
    assert change.code.remedy == "Write `from_=…` instead of `since=…`."
    assert [each.python for each in change.reach] == ["client.pets.list", "client.pets.toys.list"]


def test_what_callers_do_about_a_renamed_property_names_it_in_the_ways_that_they_meet_it(changes):
    (change,) = changes([moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")])
    assert change.remedy == "Callers send and read `toyCount` instead of `toysCount`."
    assert changelog([change]).startswith("### Changed\n")


def test_what_all_methods_lose_is_said_once(changes):
    (change,) = changes([added("/security", [])])
    assert change.code is not None
    assert change.code.what == (
        "`client.pets.list` does not send `api_key` any more: it needs no credential, and so "
        "in 2 others"
    )


def test_where_a_renamed_property_stood_and_stands_is_kept(changes):
    (change,) = changes([moved(f"{PET}/properties/toysCount", f"{PET}/properties/toyCount")])
    assert (change.before, change.after) == ("toysCount", "toyCount")
    assert change.base is not None
    assert change.head is not None
    assert change.near is None
    assert change.pointer == f"{PET}/properties/toyCount"
    assert [each.direction for each in change.reach] == ["response", "request"]


# --- by hand --------------------------------------------------------------------------------------

AT = f"{PET}/properties"
GET = (Reach("GET", "/pets", "response"),)
POST = (Reach("POST", "/pets", "request"),)


def renamed(after: str = "owner_id") -> PythonView:
    return PythonView(
        "python-field-renamed", "Pet.owner", f"`Pet.owner` is called `{after}` now", "owner", after
    )


def left(rule: str = "request-property-removed", **more: Any) -> Change:
    about: dict[str, Any] = {
        "wire": "unknown", "python": "breaking", "before": "owner", "reason": "It is not read.", "remedy": "Stop.",
        "reach": POST, "classes": ("Pet",), "base": Location("a.yaml", 1), "pointer": f"{AT}/owner", "code": renamed(),
    }  # fmt: skip
    return Change(rule, "property `owner` removed", "Pet.owner", **(about | more))


def came(rule: str = "request-property-optional-added", **more: Any) -> Change:
    about: dict[str, Any] = {
        "after": "ownerId", "reason": "It need not be known.", "reach": GET, "classes": ("Pet", "Cat"),
        "head": Location("a.yaml", 2), "pointer": f"{AT}/ownerId",
    }  # fmt: skip
    return Change(rule, "property `ownerId` added", "Pet.ownerId", **(about | more))


def test_a_property_by_another_name_has_the_reasons_of_both_and_stands_where_both_do() -> None:
    (change,) = folded([left(), came()])
    assert (change.rule, change.what, change.where) == (
        "request-property-removed", "property `owner` renamed to `ownerId`", "Pet.owner"
    )  # fmt: skip
    assert (change.wire, change.python, change.before, change.after) == (
        "unknown",
        "breaking",
        "owner",
        "ownerId",
    )
    assert (change.reason, change.remedy) == (
        "It is not read.",
        "Callers send and read `ownerId` instead of `owner`.",
    )
    assert (change.base, change.head, change.pointer) == (
        Location("a.yaml", 1),
        Location("a.yaml", 2),
        f"{AT}/ownerId",
    )
    assert (change.reach, change.classes, change.code) == ((*POST, *GET), ("Pet", "Cat"), renamed())


@pytest.mark.parametrize(
    ("gone", "new", "rule", "reason", "remedy"),
    [
        (left(), came(wire="breaking", rule="request-property-required-added"), "request-property-required-added",
         "It need not be known. It is not read.", "Callers send and read `ownerId` instead of `owner`."),
        (left(wire="breaking"), came(wire="breaking", rule="request-property-required-added"), "request-property-removed",
         "It is not read. It need not be known.", "Callers send and read `ownerId` instead of `owner`."),
        (left(wire="safe"), came(), "request-property-removed", "It is not read.", "Stop."),
        (left(reach=()), came(reach=()), "request-property-removed", "It is not read.",
         "Callers use `ownerId` instead of `owner`."),
        (left(reach=POST), came(reach=POST), "request-property-removed", "It is not read.",
         "Callers send `ownerId` instead of `owner`."),
        (left(reach=GET), came(reach=GET), "request-property-removed", "It is not read.",
         "Callers read `ownerId` instead of `owner`."),
    ],
)  # fmt: skip
def test_the_weightier_half_of_a_rename_leads(
    gone: Change, new: Change, rule: str, reason: str, remedy: str
) -> None:
    (change,) = folded([gone, new])
    assert (change.rule, change.reason, change.remedy) == (rule, reason, remedy)
    (change,) = folded([new, gone])
    assert (change.rule, change.reason, change.remedy) == (rule, reason, remedy)


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        (left(), came(pointer=f"{AT}/owners")),
        (left(), came(pointer="/components/schemas/Cat/properties/ownerId")),
        (left(), came(code=renamed())),
        (left(code=None), came()),
        (left(code=PythonView("python-field-removed", "", "")), came()),
        (left(rule="request-property-became-read-only"), came()),
        (left(), came(rule="request-property-became-optional")),
    ],
)
def test_what_python_does_not_see_as_one_field_is_two(gone: Change, new: Change) -> None:
    assert folded([gone, new]) == [gone, new]


@pytest.mark.parametrize(
    "rules",
    [
        ("request-property-removed", "request-property-required-added"),
        ("request-property-refused", "response-property-added-to-closed"),
        ("response-optional-property-removed", "response-property-added"),
        ("response-required-property-removed", "request-property-optional-added"),
    ],
)
def test_a_property_is_renamed_in_either_direction(rules: tuple[str, str]) -> None:
    assert len(folded([left(rules[0]), came(rules[1])])) == 1


def values(way: str, what: str, **more: Any) -> Change:
    about: dict[str, Any] = {
        "pointer": PET,
        "before": '"a", "b"',
        "after": '"a", "c"',
        "operands": (ValueList({'"a"': "a", '"b"': "b"}), ValueList({'"a"': "a", '"c"': "c"})),
        "reach": POST,
    }
    return Change(f"request-values-{way}", what, "Pet", **(about | more))


def test_values_that_went_and_came_are_one_where_the_rest_is_safe() -> None:
    gone, new = values("removed", "b gone", wire="breaking"), values("added", "c new", reach=GET)
    (change,) = folded([gone, new])
    assert (change.rule, change.what, change.reach) == (
        "request-values-removed",
        "b gone, c new",
        (*POST, *GET),
    )
    one = PythonView("python-member-removed", "Pet.B", "`Pet.B` is gone", '"b"', None)
    other = PythonView("python-member-added", "Pet.C", "`Pet.C` is new", None, '"c"')
    (change,) = folded([replace(gone, code=one), replace(new, code=other)])
    assert change.code == replace(one, what="`Pet.B` is gone; `Pet.C` is new", after='"c"')
    (change,) = folded([gone, replace(new, code=other)])
    assert change.code == other
    for another in (
        replace(new, wire="unknown"), replace(new, python="unknown"), replace(new, pointer=f"{PET}/x"),
        replace(new, before="x"), replace(new, after="x"), replace(new, rule="request-constant-added"),
    ):  # fmt: skip
        assert folded([gone, another]) == [gone, another]
    assert len(folded([gone, new, new])) == 3
    assert len(folded([replace(gone, pointer=""), replace(new, pointer="")])) == 2


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ((["A.", "B."], ["A.", "C."]), True),
        ((["A.", "B."], ["X.", "C."]), False),
        ((["A.", "B."], ["A."]), False),
        ((["A."], ["A.", "C."]), False),
        ((None, ["A.", "C."]), False),
        ((["A.", "B."], None), False),
        (("AB", ["A.", "C."]), False),
    ],
)
def test_what_is_said_of_values_goes_with_them_where_the_others_keep_theirs(
    said: tuple[object, object], one: bool
) -> None:
    gone = values("removed", "b gone")
    word = Change(
        "extension-changed",
        "`x-enum-descriptions` changed",
        "Pet",
        operands=said,
        pointer=PET,
        keyword=("x-enum-descriptions",),
    )
    assert folded([gone, word]) == ([gone] if one else [gone, word])
    for other in (
        replace(word, pointer=f"{PET}/x"), replace(word, keyword=("x-other",)), replace(word, rule="title-changed"),
        replace(word, code=renamed()),
    ):  # fmt: skip
        assert folded([gone, other]) == [gone, other]


def test_what_is_said_of_many_values_goes_with_them() -> None:
    """Of nine values the text of a change does not have the last one."""
    kept = {f'"{letter}"': letter for letter in "abcdefghi"}
    listed = ValueList(kept), ValueList({**kept, '"j"': "j"})
    gone = values("added", "j listed", before=str(listed[0]), after=str(listed[1]), operands=listed)
    word = Change(
        "extension-changed",
        "`x-enum-varnames` changed",
        "Pet",
        operands=(list("ABCDEFGHI"), list("ABCDEFGHIJ")),
        pointer=PET,
        keyword=("x-enum-varnames",),
    )
    assert folded([gone, word]) == [gone]
    other = replace(word, operands=(list("ABCDEFGHI"), list("ABCDEFGHXJ")))
    assert folded([gone, other]) == [gone, other]


def test_a_server_is_replaced_where_the_client_calls_the_one_instead_of_the_other() -> None:
    code = PythonView("python-base-url-changed", "Shop(base_url=)", "it calls b", "a", "b")
    gone = Change(
        "server-removed",
        "server `a` removed",
        "servers",
        "unknown",
        before="a",
        code=code,
        reach=POST,
    )
    new = Change(
        "server-added", "server `b` added", "servers", after="b", reach=GET, pointer="/servers/0"
    )
    (change,) = folded([gone, new])
    assert (change.what, change.before, change.after) == ("server `a` replaced by `b`", "a", "b")
    assert (change.reach, change.pointer, change.code) == ((*POST, *GET), "/servers/0", code)
    for one, other in (
        (replace(gone, code=None), new), (replace(gone, before="x"), new), (gone, replace(new, after="x")),
        (replace(gone, rule="server-order-changed"), new), (gone, replace(new, rule="server-order-changed")),
        (replace(gone, code=replace(code, rule="python-credential-removed")), new),
    ):  # fmt: skip
        assert folded([one, other]) == [one, other]


def resource(before: str, after: str, *paths: str) -> Change:
    reach = tuple(Reach("GET", path, "both") for path in paths)
    return Change(
        "python-resource-renamed",
        f"{before} is {after}",
        before,
        python="breaking",
        before=before,
        after=after,
        reach=reach,
        place=replace(place(before), new_name=after),
    )


def remark(before: str, after: str, path: str) -> Change:
    here = Location("a.yaml", 7)
    return Change("extension-changed", "`x-sdk.resource` changed", path, before=before, after=after, base=here, head=here,
                  reach=(Reach("GET", path, "both"),), pointer=f"/paths/{path}", keyword=("x-sdk", "resource"), operands=(before, after))  # fmt: skip


def test_a_resource_takes_those_inside_and_the_remarks_that_call_it_so() -> None:
    outer, inner = (
        resource("client.a", "client.b", "/a"),
        resource("client.a.x", "client.b.x", "/x"),
    )
    deep = resource("client.a.x.y", "client.b.x.y", "/y")
    first, second = remark("a", "b", "/a"), remark("a.x", "b.x", "/x")
    (change,) = folded([first, inner, deep, outer, second])
    assert change.before == "client.a"
    assert [each.path for each in change.reach] == ["/a", "/x", "/y"]
    assert (change.pointer, change.base, change.head) == (
        "/paths//a",
        Location("a.yaml", 7),
        Location("a.yaml", 7),
    )
    placed = replace(outer, pointer="/p", base=Location("b.yaml", 1), head=Location("b.yaml", 2))
    (change,) = folded([placed, first])
    assert (change.pointer, change.base, change.head) == (
        "/p",
        Location("b.yaml", 1),
        Location("b.yaml", 2),
    )
    other = resource("client.a.x", "client.b.z", "/x")
    assert [each.before for each in folded([outer, other])] == ["client.a", "client.a.x"]
    for left_alone in (
        remark("a", "c", "/a"), remark("c", "b", "/a"), remark("a.x", "b.y", "/a"), remark("a", "b", "/z"),
        remark("ab", "bb", "/a"), replace(first, keyword=("x-sdk", "function")), replace(first, code=renamed()),
        replace(first, rule="tags-changed"),
    ):  # fmt: skip
        assert folded([outer, left_alone])[1:] == [left_alone]
    assert folded([first]) == [first]


def test_a_credential_takes_its_variable_and_the_methods_that_want_it_by_its_new_name() -> None:
    at = "/components/securitySchemes/userKey"
    named = Change(
        "python-credential-renamed",
        "`user_key` instead of `api_key`",
        "Shop(api_key=)",
        python="breaking",
        before="apiKey",
        after="userKey",
        remedy="Write it.",
        pointer=at,
        reach=POST,
    )
    variable = Change(
        "python-environment-variable-renamed",
        "`B` instead of `A`",
        "A",
        remedy="Set `B`.",
        pointer=at,
    )
    wanted = Change(
        "python-method-credential-required",
        "it needs it",
        "client.x",
        before="api_key",
        after="userKey",
        reach=GET,
    )
    (change,) = folded([named, variable, wanted])
    assert (change.what, change.remedy) == (
        "`user_key` instead of `api_key`; `B` instead of `A`",
        "Write it. Set `B`.",
    )
    assert change.reach == (*POST, *GET)
    for other in (
        replace(variable, pointer="/x"), replace(wanted, after="other"), replace(wanted, before="other"),
        replace(wanted, rule="python-method-credential-relaxed"),
    ):  # fmt: skip
        assert folded([named, other]) == [named, other]
