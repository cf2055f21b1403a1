"""What an API needs to be called at all: the alternatives of all its operations, for the client
that is made of it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.api.model import Api
from generator.api.security import CLIENT_OPTIONS
from templates.runtime.options import ClientOptions

Make = Callable[[str], Api]

SCHEMES = "".join(
    f"    {name}: {{type: apiKey, in: header, name: X-{name}}}\n"
    for name in ("one", "two", "three")
)
OTHERS = "    digest: {type: http, scheme: digest}\n    tls: {type: mutualTLS}\n"
DONE = "responses: {'204': {description: done}}"


def built(api: Make, root: str | None, *operations: str | None) -> Api:
    security = ["" if wanted is None else f"security: {wanted}, " for wanted in operations]
    paths = "".join(
        f"  /p{number}: {{get: {{{wanted}{DONE}}}}}\n" for number, wanted in enumerate(security)
    )
    head = "" if root is None else f"security: {root}\n"
    return api(f"{head}paths:\n{paths}components:\n  securitySchemes:\n{SCHEMES}{OTHERS}")


@pytest.mark.parametrize(
    ("root", "operations", "needed"),
    [
        ("[{one: []}]", (None, None), (("one",),)),
        ("[{one: [], two: []}]", (None,), (("one", "two"),)),
        ("[{two: []}, {one: []}]", (None,), (("two",), ("one",))),
        ("[{two: []}]", (None, "[{three: []}]", "[{one: []}]"), (("two",), ("one",), ("three",))),
        ("[{two: []}]", ("[{one: []}]",), (("one",),)),
        (None, ("[{two: []}]", "[{one: []}]"), (("one",), ("two",))),
        ("[{one: []}]", (None, "[]"), (("one",), ())),
        ("[{one: []}]", ("[{}]", None), (("one",), ())),
        ("[{one: []}, {}]", (None,), (("one",), ())),
        ("[{}, {one: []}]", (None,), (("one",), ())),
        ("[{one: []}]", (None, "[{tls: []}]"), (("one",), ())),
        ("[{one: []}, {tls: []}]", (None,), (("one",), ())),
        ("[{one: [], tls: []}]", (None,), (("one",),)),
        ("[{tls: [], two: []}, {one: []}]", (None,), (("two",), ("one",))),
        ("[{one: []}, {digest: []}]", (None,), (("one",), ("digest",))),
        (None, (None,), ((),)),
    ],
)
def test_an_api_has_the_alternatives_of_all_operations_and_an_empty_one_last(
    api: Make,
    root: str | None,
    operations: tuple[str | None, ...],
    needed: tuple[tuple[str, ...], ...],
) -> None:
    assert built(api, root, *operations).security == needed


@pytest.mark.parametrize("wanted", ["[{}, {two: []}, {one: []}]", "[{two: []}, {}, {one: []}]"])
def test_an_alternative_of_nothing_is_the_last_wherever_it_stands(api: Make, wanted: str) -> None:
    (operation,) = built(api, None, wanted).operations
    assert operation.security == (("two",), ("one",), ())


@pytest.mark.parametrize(
    ("schemes", "names"),
    [
        ("{}", {}),
        ("{digest: {type: http, scheme: Digest}}", {"digest": "authorization"}),
        (
            "{one: {type: http, scheme: negotiate}, two: {type: http, scheme: hoba}}",
            {"one": "authorization_one", "two": "authorization_two"},
        ),
        (
            "{one: {type: http, scheme: digest}, authorization: {type: http, scheme: bearer}}",
            {"one": "authorization_", "authorization": "authorization"},
        ),
    ],
)
def test_the_whole_header_is_given_for_a_scheme_that_the_client_does_not_write(
    api: Make, schemes: str, names: dict[str, str]
) -> None:
    made = api(f"paths: {{}}\ncomponents: {{securitySchemes: {schemes}}}\n")
    assert {each.scheme: each.python for each in made.credentials} == names
    whole = [each for each in made.credentials if each.kind == "authorization"]
    assert all(each.env == f"TEST_{each.python.upper()}" for each in whole)
    assert not made.diagnostics


def test_the_order_of_operations_changes_nothing(api: Make) -> None:
    wanted = ("[{three: []}]", "[{one: []}]", "[{one: []}, {two: []}]")
    assert built(api, None, *wanted).security == built(api, None, *reversed(wanted)).security


def test_a_resource_gives_way_to_the_request_of_the_client_and_a_function_of_a_resource_does_not(
    api: Make,
) -> None:
    access = (
        "{get: {operationId: request, tags: [request], x-sdk: {function: request}, " + DONE + "}}"
    )
    nested = (
        "{get: {operationId: other, x-sdk: {resource: access.request, function: request}, "
        + DONE
        + "}}"
    )
    names = [
        (operation.resource, operation.function)
        for operation in api(f"paths:\n  /a: {access}\n  /b: {nested}\n").operations
    ]
    assert names == [(("request_",), "request"), (("access", "request"), "request")]


@pytest.mark.parametrize("option", sorted(ClientOptions.__annotations__))
def test_a_credential_gives_way_to_each_option_of_the_client(api: Make, option: str) -> None:
    scheme = (
        f"components:\n  securitySchemes:\n    {option}: {{type: apiKey, in: header, name: "
        "X-Key}\n"
    )
    (credential,) = api(f"paths: {{}}\n{scheme}").credentials
    assert credential.python == f"{option}_"


def test_only_options_of_the_client_are_reserved() -> None:
    assert ClientOptions.__annotations__.keys() == CLIENT_OPTIONS


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("{type: apiKey, in: header, name: X-K, description: D}", ("apiKey", "header", "X-K", "D")),
        ("{type: apiKey, in: query, name: k}", ("apiKey", "query", "k", "")),
        ("{type: apiKey, in: cookie, name: k}", ("apiKey", "cookie", "k", "")),
        ("{type: http, scheme: Basic, description: D}", ("basic", "header", "Authorization", "D")),
        (
            "{type: http, scheme: BEARER, description: D}",
            ("bearer", "header", "Authorization", "D"),
        ),
        ("{type: oauth2, flows: {}}", ("bearer", "header", "Authorization", "")),
        (
            "{type: openIdConnect, openIdConnectUrl: 'https://a'}",
            ("bearer", "header", "Authorization", ""),
        ),
        ("{type: apiKey, in: path, name: k}", None),
        ("{type: apiKey, in: query}", None),
        ("{type: mutualTLS}", None),
    ],
)
def test_a_credential_is_sent_where_its_scheme_says(
    api: Make, scheme: str, expected: tuple[str, ...] | None
) -> None:
    made = api(f"paths: {{}}\ncomponents: {{securitySchemes: {{my key: {scheme}}}}}\n")
    found = [(each.kind, each.location, each.wire, each.description) for each in made.credentials]
    assert found == ([expected] if expected else [])
    assert [(each.scheme, each.python, each.env) for each in made.credentials] == (
        [("my key", "my_key", "TEST_MY_KEY")] if expected else []
    )
    told = "the security scheme `my key` is of a kind that the client does not send by itself"
    assert [each.message for each in made.diagnostics if each.code == "API004"] == (
        [] if expected else [told]
    )


def test_a_scheme_chooses_its_keyword_and_variable_and_another_gives_way(api: Make) -> None:
    schemes = (
        "    one: {type: apiKey, in: header, name: X-One, x-sdk: {name: two, env: THE_KEY}}\n"
        "    two: {type: apiKey, in: header, name: X-Two}\n"
        "    three: {type: http, scheme: bearer, x-sdk: {env: THE_KEY}}\n"
        "    four: {type: http, scheme: bearer, x-sdk: {name: timeout}}\n"
    )
    made = api(f"paths: {{}}\ncomponents:\n  securitySchemes:\n{schemes}")
    assert [(each.scheme, each.python, each.env) for each in made.credentials] == [
        ("one", "two", "THE_KEY"),
        ("two", "two_", "TEST_TWO"),
        ("three", "three", "THE_KEY"),
        ("four", "timeout_", "TEST_TIMEOUT"),
    ]
