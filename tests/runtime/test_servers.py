"""Which server is called: by name, by the variables of its URL, by a base URL, and by what an
operation has of its own.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any, get_type_hints

import httpx2
import pytest

from generator.document.bundle import load
from tests import packages
from tests.forked import run_emitted_tests
from tests.runtime.network_servers import Web
from tests.servers import mock_in_a_thread

NAMED: Any = packages.Imported("servers")
RELATIVE: Any = packages.Imported("relative-server")
PREFIX = "MADE_SERVERS"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "SERVER", "SERVER_NAME"):
        monkeypatch.delenv(f"{PREFIX}_{name}", raising=False)
    monkeypatch.delenv("MADE_RELATIVE_SERVER_BASE_URL", raising=False)


def client(**settings: Any) -> Any:
    settings.setdefault("transport", packages.Answers(b"[]"))
    return NAMED.Servers(server="token", **settings)


def called(given: Any, *calls: str) -> list[str]:
    """The addresses of calls, `resource.function` each."""
    answers = given._connections.transport
    answers.requests.clear()
    for call in calls or ("notes.list_notes",):
        resource, _, function = call.partition(".")
        getattr(getattr(given, resource), function)()
    return [str(request.url) for request in answers.requests]


def refused(**settings: Any) -> str:
    with pytest.raises(NAMED.ConfigurationError) as caught:
        client(**settings)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "https://eu.acme.example/v2/notes"),
        ({"region": "us"}, "https://us.acme.example/v2/notes"),
        ({"server_name": "sandbox"}, "https://sandbox.acme.example/v2/notes"),
        ({"server_name": "Staging"}, "https://staging.acme.example/v2/notes"),
        ({"server_name": "dedicated"}, "https://demo.acme.example:8443/v2/notes"),
        (
            {"server_name": "dedicated", "tenant": "a-1", "port": "443", "base_url_": "x/v3"},
            "https://a-1.acme.example/x/v3/notes",
        ),
        ({"server_name": "local", "host": "[::1]:80"}, "http://[::1]/v2/notes"),
        ({"base_url": "http://test/own"}, "http://test/own/notes"),
    ],
)
def test_a_server_is_chosen_by_its_name_and_by_variables(given: Any, url: str) -> None:
    assert called(client(**given)) == [url]


def test_the_environment_names_a_server_and_an_argument_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(f"{PREFIX}_SERVER_NAME", " sandbox\n")
    assert called(client()) == ["https://sandbox.acme.example/v2/notes"]
    assert called(client(server_name="Staging")) == ["https://staging.acme.example/v2/notes"]
    monkeypatch.setenv(f"{PREFIX}_BASE_URL", "http://test")
    assert called(client()) == ["http://test/notes"]
    monkeypatch.delenv(f"{PREFIX}_BASE_URL")
    monkeypatch.setenv(f"{PREFIX}_SERVER_NAME", "moon")
    assert refused().startswith(f"{PREFIX}_SERVER_NAME must be one of production, sandbox, ")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"server_name": "moon"}, "server_name must be one of production, sandbox, dedicated"),
        ({"server_name": 7}, "server_name must be a text"),
        ({"region": "mars"}, "region must be one of eu, us"),
        ({"region": 7}, "region must be a text"),
        ({"server_name": "dedicated", "tenant": "a.evil.example/"}, "tenant must be a part of a"),
        ({"server_name": "dedicated", "tenant": "me@evil"}, "tenant must be a part of a host"),
        ({"server_name": "dedicated", "tenant": "evil.example:443#"}, "tenant must be a part"),
        ({"server_name": "dedicated", "tenant": "a b"}, "tenant must be a part of a host"),
        ({"server_name": "dedicated", "tenant": ""}, "tenant must be a part of a host"),
        ({"server_name": "dedicated", "tenant": "%2f"}, "tenant must be a part of a host"),
        ({"server_name": "dedicated", "port": "22"}, "port must be one of 8443, 443"),
        ({"server_name": "dedicated", "base_url_": "v2?x"}, "base_url_ must be a path"),
        ({"server_name": "dedicated", "base_url_": "v2/../admin"}, "base_url_ must be a path"),
        ({"server_name": "local", "host": "a@evil"}, "host must be a host, or a part of one"),
        ({"server_name": "local", "host": "a:99999"}, "has a host or a port that cannot be"),
        ({"server_name": "sandbox", "region": "us"}, "server that is called, but of production"),
    ],
)
def test_what_no_server_has_is_refused_by_its_name(given: Any, words: str) -> None:
    said = refused(**given)
    assert words in said
    assert not any(str(value) in said for key, value in given.items() if "evil" in str(value))


@pytest.mark.parametrize("place", ["argument", "environment", "http_client"])
def test_a_base_url_and_a_choice_exclude_each_other(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {"base_url": "http://test"} if place == "argument" else {}
    if place == "environment":
        monkeypatch.setenv(f"{PREFIX}_BASE_URL", "http://test")
    if place == "http_client":
        given = {"http_client": httpx2.Client(base_url="http://test"), "transport": None}
    for choice in ({"server_name": "sandbox"}, {"region": "us"}):
        assert "either base_url or server_name and region" in refused(**given, **choice)


def test_a_view_has_another_server_and_the_client_keeps_its_own() -> None:
    first = client(region="us")
    sandbox = first.with_options(server_name="sandbox", timeout=5)
    assert sandbox.base_url == "https://sandbox.acme.example/v2"
    assert sandbox._settings.timeout == 5
    assert called(sandbox) == ["https://sandbox.acme.example/v2/notes"]
    assert called(first.with_options(timeout=5)) == ["https://us.acme.example/v2/notes"]
    assert sandbox.with_options(server_name="production").base_url == "https://us.acme.example/v2"
    assert first.with_options(region="eu").base_url == "https://eu.acme.example/v2"
    assert called(first) == ["https://us.acme.example/v2/notes"]
    own = first.with_options(base_url="http://test/a")
    assert called(own, "notes.list_notes", "files.list_files") == [
        "http://test/a/notes",
        "http://test/a/files",
    ]
    with pytest.raises(NAMED.ConfigurationError, match="either base_url or server_name"):
        own.with_options(server_name="sandbox")
    with pytest.raises(NAMED.ConfigurationError, match="must be one of production"):
        first.with_options(server_name="moon")


def test_an_operation_keeps_its_servers_but_for_one_of_the_name_that_was_chosen() -> None:
    calls = ("files.list_files", "files.create_file")
    assert called(client(), *calls) == [
        "https://files.acme.example/files",
        "https://upload.acme.example/files",
    ]
    assert called(client(server_name="sandbox", zone="b"), *calls) == [
        "https://files.sandbox.acme.example/b/files",
        "https://upload.acme.example/files",
    ]
    assert called(client(server_name="Staging"), *calls)[0] == "https://files.acme.example/files"
    with pytest.raises(NAMED.ConfigurationError, match="zone must be a path"):
        client(server_name="sandbox", zone="?").files.list_files()


@pytest.mark.parametrize(
    ("base", "urls"),
    [
        ("http://test", ["http://test/api/v2/notes", "http://test/files/files"]),
        ("http://test/", ["http://test/api/v2/notes", "http://test/files/files"]),
        ("http://test/api/v2", ["http://test/api/v2/notes", "http://test/api/v2/files"]),
        ("http://test/proxy/", ["http://test/proxy/notes", "http://test/proxy/files"]),
    ],
)
def test_a_relative_server_follows_an_origin_and_no_path(base: str, urls: list[str]) -> None:
    made = RELATIVE.RelativeServer(base_url=base, transport=packages.Answers(b"[]"))
    assert called(made, "notes.list_notes", "files.list_files") == urls
    own = RELATIVE.RelativeServer(base_url="http://other", transport=packages.Answers(b"[]"))
    assert called(own.with_options(base_url=base), "notes.list_notes") == urls[:1]
    assert called(own) == ["http://other/api/v2/notes"]


def test_a_relative_server_alone_leads_nowhere() -> None:
    with pytest.raises(RELATIVE.ConfigurationError, match="no base URL: give one as base_url"):
        RELATIVE.RelativeServer(transport=packages.Answers()).notes.list_notes()


def test_type_checkers_know_the_names_and_the_values() -> None:
    hints = get_type_hints(NAMED.Servers.__init__)
    assert "'sandbox'" in str(hints["server_name"])
    assert "'moon'" not in str(hints["server_name"])
    assert "'eu', 'us'" in str(hints["region"])
    assert hints["tenant"] == str | None
    assert list(inspect.signature(RELATIVE.RelativeServer).parameters) == ["options"]


@pytest.mark.anyio
async def test_over_a_socket_each_client_calls_the_server_that_is_named() -> None:
    with Web().serving() as web:
        host = f"127.0.0.1:{web.port}"
        with NAMED.Servers(server="token", server_name="local", host=host, lenient=True) as made:
            made.notes.list_notes()
        async with RELATIVE.AsyncRelativeServer(base_url=f"http://{host}", lenient=True) as other:
            await other.notes.list_notes()
            await other.files.list_files()
    assert [path for _, path in web.requests] == ["/v2/notes", "/api/v2/notes", "/files/files"]


OWN = """
openapi: 3.2.0
info: {title: Own, version: '1'}
servers: [{url: 'https://api.acme.example/v1', name: production}]
paths:
  /plain: {get: {operationId: plain, x-sdk: {resource: t, function: plain}, responses: {'204': {description: Nothing.}}}}
  /moved: {get: {operationId: moved, servers: [{url: /v9}], x-sdk: {resource: t, function: moved}, responses: {'204': {description: Nothing.}}}}
  /up:
    servers:
    - {url: 'https://eu.acme.example', name: eu}
    - {url: 'https://{zone}.acme.example', name: zoned, variables: {zone: {default: a, enum: [a, b]}}}
    get: {operationId: up, x-sdk: {resource: t, function: up}, responses: {'204': {description: Nothing.}}}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return packages.import_document(OWN, "own_servers", tmp_path_factory.mktemp("own"))


@pytest.mark.parametrize(
    ("given", "urls"),
    [
        ({}, ("https://api.acme.example/v1/plain", "https://api.acme.example/v9/moved", "https://eu.acme.example/up")),
        ({"server": "production"}, ("https://api.acme.example/v1/plain", "https://api.acme.example/v9/moved", "https://eu.acme.example/up")),
        ({"server": "zoned", "zone": "b"}, ("https://api.acme.example/v1/plain", "https://api.acme.example/v9/moved", "https://b.acme.example/up")),
        ({"base_url": "http://host:1"}, ("http://host:1/plain", "http://host:1/v9/moved", "http://host:1/up")),
        ({"base_url": "http://host/all"}, ("http://host/all/plain", "http://host/all/moved", "http://host/all/up")),
    ],
)  # fmt: skip
def test_a_path_of_an_operations_own_is_one_of_the_host_that_is_called(
    given: Any, urls: tuple[str, ...], own: Any
) -> None:
    made = own.Own(transport=packages.Answers(), **given)
    assert called(made, "t.plain", "t.moved", "t.up") == list(urls)


@pytest.mark.parametrize("given", [{"zone": "b"}, {"zone": "b", "server": "eu"}])
def test_a_variable_of_a_server_that_only_its_name_leads_to_needs_the_name(
    given: Any, own: Any
) -> None:
    with pytest.raises(own.ConfigurationError, match=r"zone is not of the server .* but of zoned"):
        own.Own(**given)


def test_the_index_has_the_servers_of_operations(own: Any) -> None:
    index = json.loads((Path(own.__file__).parent / "operations.json").read_text(encoding="utf-8"))
    by_function = {each["function"]: each.get("servers") for each in index["operations"]}
    assert by_function["plain"] is None
    assert by_function["moved"] == [{"name": None, "url": "/v9"}]
    assert [each["name"] for each in by_function["up"]] == ["eu", "zoned"]
    assert [each["name"] for each in index["construct"]["servers"]] == ["production"]


def test_emitted_tests_know_an_operations_own_path_on_the_mock(own: Any, tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(OWN, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as address:
        folder = Path(own.__file__).parents[1]
        done = run_emitted_tests(folder, OWN_SERVERS_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout
