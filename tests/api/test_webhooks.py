"""What webhooks and callbacks are called, and by what their kinds are told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Api, OneOf
from tests import written_yaml

Make = Callable[[str], Api]


def _text(document: dict[str, Any]) -> str:
    text: str = written_yaml.write(document)
    return text


def _payload(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def _call(schema: Any, **more: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"post": {"requestBody": {"content": content}, **more}}


def _document(webhooks: dict[str, Any], paths: dict[str, Any] | None = None) -> str:
    return _text({"paths": paths or {}, "webhooks": webhooks})


def _subscribe(identifier: str, callbacks: dict[str, Any]) -> dict[str, Any]:
    answer = {"204": {"description": "Done."}}
    return {"post": {"operationId": identifier, "callbacks": callbacks, "responses": answer}}


A, B = _payload(type={"const": "a"}), _payload(type={"const": "b"}, more={"type": "integer"})
MADE = {"enum": ["made", "sold"]}


def _told(api: Api) -> tuple[str | None, list[Any]] | None:
    """The property or header that tells kinds apart, and its values."""
    if api.events is None:
        return None
    kind = api.events.type
    if api.events.header is not None or not isinstance(kind, OneOf) or kind.discriminator is None:
        return api.events.header, []
    return kind.discriminator.property, [value for value, _ in kind.discriminator.mapping]


@pytest.mark.parametrize(
    ("schemas", "told"),
    [
        ([A], (None, [])),
        ([A, B], ("type", ["a", "b"])),
        # of several properties the likeliest, then the first by its name
        (
            [
                _payload(id={"const": 1}, event={"const": "x"}, zone={"const": "p"}),
                _payload(id={"const": 2}, event={"const": "y"}, zone={"const": "q"}),
            ],
            ("event", ["x", "y"]),
        ),
        (
            [
                _payload(b={"const": 1}, a={"const": True}),
                _payload(b={"const": 2}, a={"const": False}),
            ],
            ("a", [True, False]),
        ),
        # values that are true and 1 are one key in Python
        ([_payload(a={"const": 1}), _payload(a={"const": True}, b={})], None),
        # an enumeration that both have; a property that one has not
        ([_payload(type=MADE, a={}), _payload(type=MADE, b={})], None),
        ([A, _payload(kind={"const": "b"})], None),
        ([A, {"type": "array", "items": B}], None),
        ([A, {"oneOf": [B, _payload(type={"const": "c"})]}], ("type", ["a", "b", "c"])),
    ],
)
def test_a_property_with_values_of_its_own_tells_kinds_apart(
    api: Make, schemas: list[Any], told: Any
) -> None:
    made = api(_document({f"w{number}": _call(each) for number, each in enumerate(schemas)}))
    assert len(made.webhooks) == len(schemas)
    assert _told(made) == told


def _header(schema: Any, name: str = "X-Kind") -> dict[str, Any]:
    return {"parameters": [{"name": name, "in": "header", "schema": schema}]}


def test_a_header_with_one_value_each_tells_kinds_apart(api: Make) -> None:
    one, other = _payload(a={}), _payload(b={})
    told = api(
        _document(
            {
                "a": _call(one, **_header({"const": "a"})),
                "b": _call(other, **_header({"enum": ["b"]}, "x-kind")),
            }
        )
    )
    assert _told(told) == ("x-kind", [])
    for second in ({"const": "a"}, {"type": "string"}, {"enum": ["b", "c"]}):
        made = api(
            _document(
                {
                    "a": _call(one, **_header({"const": "a"})),
                    "b": _call(other, **_header(second)),
                }
            )
        )
        assert _told(made) is None


def test_callbacks_of_one_name_and_payload_are_one_and_others_have_the_name_of_their_operation(
    api: Make,
) -> None:
    shared = {"$ref": "#/components/schemas/Shared"}
    document = {
        "webhooks": {"done": _call(_payload(w={}))},
        "paths": {
            "/one": _subscribe("one", {"same": {"{$url}": _call(shared)}}),
            "/two": _subscribe(
                "two",
                {
                    "same": {"{$url}": _call(shared)},
                    "other": {"{$url}": _call(A)},
                    "done": {"{$url}": _call(B)},
                },
            ),
            "/three": _subscribe(
                "three", {"other": {"{$a}": _call(A), "{$b}": _call(B), "x-note": 1}}
            ),
        },
        "components": {"schemas": {"Shared": A}},
    }
    made = api(_text(document))
    assert [(each.name, each.kind, each.operations) for each in made.webhooks] == [
        ("done", "webhook", ()),
        ("same", "callback", ("POST /one", "POST /two")),
        ("two.other", "callback", ("POST /two",)),
        ("two.done", "callback", ("POST /two",)),
        ("three.other POST {$a}", "callback", ("POST /three",)),
        ("three.other POST {$b}", "callback", ("POST /three",)),
    ]
    assert [loss.kind for loss in made.losses] == []


def test_payloads_are_what_answers_are(api: Make) -> None:
    """A write-only property is not required of them, and a model that requests take too is two."""
    secret = {"type": "string", "writeOnly": True}
    schema = _payload(id={"type": "integer"}, secret=secret)
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}}}
    answer = {"204": {"description": "Done."}}
    document = {
        "paths": {"/u": {"post": {"operationId": "u", "requestBody": body, "responses": answer}}},
        "webhooks": {"made": _call({"$ref": "#/components/schemas/User"})},
        "components": {"schemas": {"User": schema}},
    }
    models: dict[str, Any] = {model.name: model for model in api(_text(document)).models}
    required = {
        name: [field.wire for field in model.fields if field.required]
        for name, model in models.items()
    }
    assert required == {"User": ["id"], "UserInput": ["id", "secret"]}
