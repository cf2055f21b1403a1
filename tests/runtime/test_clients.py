"""Clients: a caller's own HTTP client, options, closing, threads."""

from __future__ import annotations

import base64
import copy
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from golden import AsyncGolden, Golden
from golden._runtime.about import About, Credential
from golden._runtime.basic import encoded
from golden._runtime.client import AsyncClient, Client
from golden._runtime.credentials import Credentials
from golden._runtime.errors import ConfigurationError

from .conftest import KEY, listening


def test_a_callers_http_client_keeps_what_it_adds(server: Any) -> None:
    seen: list[str] = []
    http = httpx2.Client(
        transport=server.transport,
        headers={"X-Own": "1", "Accept": "nothing/ours"},
        cookies={"c": "1"},
        params={"p": "1", "flag": "theirs"},
        auth=("u", "p"),
        timeout=7.0,
        base_url="https://ignored.example",
        event_hooks={
            "request": [lambda request: seen.append(request.method)],
            "response": [lambda response: seen.append("r")],
        },
    )
    Golden(api_key=KEY, http_client=http, base_url="https://api.example.com").things.read(
        "x", flag=True
    )
    request = server.last
    assert str(request.url) == "https://api.example.com/things/x?flag=true&p=1"
    assert request.headers["X-Own"] == "1"
    assert request.headers.get_list("Accept") == ["application/json"]
    assert request.headers["Cookie"] == "c=1"
    assert request.headers["Authorization"] == "Basic dTpw"
    assert request.headers["X-Key"] == KEY
    assert request.extensions["timeout"]["read"] == 7.0
    assert seen == ["GET", "r"]
    assert KEY not in str(http.headers.raw)


def test_a_callers_own_user_agent_is_kept_and_httpx2s_is_not(server: Any) -> None:
    Golden(api_key=KEY, http_client=httpx2.Client(transport=server.transport)).things.read("x")
    assert server.last.headers["User-Agent"].startswith("golden/1.2.3")
    http = httpx2.Client(transport=server.transport, headers={"User-Agent": "mine"})
    Golden(api_key=KEY, http_client=http).things.read("x")
    assert server.last.headers.get_list("User-Agent") == ["mine"]


def test_the_base_url_of_a_callers_http_client_is_used_where_no_other_is_given(server: Any) -> None:
    http = httpx2.Client(transport=server.transport, base_url="https://own.example/v9")
    Golden(api_key=KEY, http_client=http).things.read("x")
    assert str(server.last.url) == "https://own.example/v9/things/x"


def test_a_callers_http_client_may_supply_the_credential(server: Any) -> None:
    Golden(
        http_client=httpx2.Client(transport=server.transport, headers={"X-Key": "theirs"})
    ).things.read("x")
    assert server.last.headers["X-Key"] == "theirs"
    Golden(http_client=httpx2.Client(transport=server.transport, auth=("u", "p"))).things.read("x")
    with pytest.raises(ConfigurationError):
        Golden(http_client=httpx2.Client(transport=server.transport)).things.read("x")


ONE_KEY = About(
    "x",
    "1",
    "https://t",
    credentials=(Credential("one", "one", "GOLDEN_ONE"),),
    security=(("one",),),
    store=Credentials,
)
_PAIR = (
    Credential("one", "one", "X_ONE", wire="X-One"),
    Credential("two", "two", "X_TWO", "basic", encode=encoded),
)
BOTH = About("x", "1", "https://t", "", _PAIR, (("one", "two"),), Credentials)
EITHER = BOTH._replace(security=(("one",), ("one", "two")))
MAYBE = BOTH._replace(security=(("one",), ()))
SPLIT = BOTH._replace(
    credentials=(*_PAIR, Credential("three", "three", "X_THREE", "bearer")),
    security=(("one", "two"), ("three",)),
)


def made(about: About, given: dict[str, Any], kind: Any = Client, **options: Any) -> Any:
    return type("Made", (kind,), {"_about": about})(given, **options)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize(
    ("about", "given", "message"),
    [
        (ONE_KEY, {}, "Made needs a credential: one=… (GOLDEN_ONE in the environment)"),
        (ONE_KEY, {"one": " \n"}, "Made needs a credential: one=… (GOLDEN_ONE in the environment)"),
        (
            BOTH,
            {},
            (
                "Made needs a credential: one=… (X_ONE in the environment) and two=… (X_TWO in "
                "the environment)"
            ),
        ),
        (
            BOTH,
            {"one": "k"},
            (
                "Made needs a credential: one=… (X_ONE in the environment) and two=… (X_TWO in "
                "the environment); two=… is missing"
            ),
        ),
        (
            SPLIT,
            {"two": ("u", "p")},
            "Made needs a credential: one=… (X_ONE in the environment) and two=… (X_TWO in the "
            "environment), "
            "or three=… (X_THREE in the environment); one=… is missing",
        ),
        (
            SPLIT._replace(security=(("three",), ("one", "two"))),
            {"one": "k"},
            "Made needs a credential: three=… (X_THREE in the environment), "
            "or one=… (X_ONE in the environment) and two=… (X_TWO in the environment); two=… is "
            "missing",
        ),
    ],
)
def test_a_client_without_what_every_operation_needs_is_not_made(
    about: About, given: dict[str, Any], message: str, kind: Any
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        made(about, given, kind)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("about", "given", "options"),
    [
        (BOTH, {"one": "k", "two": ("u", "p")}, {}),
        (EITHER, {"one": "k"}, {}),
        (MAYBE, {}, {}),
        (BOTH._replace(security=()), {}, {}),
        (BOTH, {"one": "k"}, {"headers": {"authorization": "Basic x"}}),
        (BOTH, {}, {"headers": {"X-One": "1", "Authorization": "Basic x"}}),
        (BOTH, {}, {"http_client": httpx2.Client()}),
    ],
)
def test_a_client_is_made_where_a_call_may_have_what_it_needs(
    about: About, given: dict[str, Any], options: dict[str, Any]
) -> None:
    assert made(about, given, **options).base_url == "https://t"


def test_a_client_takes_its_credential_from_the_environment_when_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GOLDEN_ONE", "k\r\n")
    client = made(ONE_KEY, {})
    monkeypatch.delenv("GOLDEN_ONE")
    assert client._settings.credentials.secrets[0].reveal() == "k"


@pytest.mark.parametrize(
    ("given", "sent"), [(f"{KEY}\n", KEY), (f" {KEY}\r\n", KEY), (f"\t{KEY} ", KEY)]
)
def test_the_space_around_a_key_is_no_part_of_it(server: Any, given: str, sent: str) -> None:
    Golden(api_key=given, transport=server.transport).things.read("x")
    assert server.last.headers["X-Key"] == sent


@pytest.mark.parametrize("key", ["a\nb", "a\r\n b", "a\x00", "é"])
def test_a_key_of_two_lines_is_refused(key: str) -> None:
    with pytest.raises(ConfigurationError, match="api_key must be printable ASCII"):
        Golden(api_key=key)


def test_the_line_end_behind_a_name_and_password_is_no_part_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("X_TWO", "u:p \n")
    client = made(BOTH, {"one": "k"})
    assert (
        client._settings.credentials.secrets[1].reveal()
        == "Basic " + base64.b64encode(b"u:p ").decode()
    )
    with pytest.raises(ConfigurationError, match="two must be text that UTF-8 can hold") as raised:
        made(BOTH, {"one": "k", "two": ("u", "\ud800")})
    assert raised.value.__context__ is None


def test_a_text_without_a_colon_is_a_name_with_an_empty_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("X_TWO", "key\n")
    sent = made(BOTH, {"one": "k"})._settings.credentials.secrets[1].reveal()
    assert sent == "Basic " + base64.b64encode(b"key:").decode()


def test_a_callers_http_client_collects_cookies(server: Any) -> None:
    http = httpx2.Client(transport=server.transport)
    server.will((200, {"content-type": "application/json", "set-cookie": "s=1"}, b'{"id":1}'))
    client = Golden(api_key=KEY, http_client=http)
    client.things.read("x")
    client.things.read("x")
    assert server.last.headers["Cookie"] == "s=1"


@pytest.mark.anyio
async def test_a_callers_asynchronous_http_client_is_used_alike(server: Any) -> None:
    http = httpx2.AsyncClient(
        transport=server.transport, headers={"X-Own": "1"}, follow_redirects=True
    )
    server.will((302, {"location": "https://evil.example"}), {"id": 1})
    async with AsyncGolden(api_key=KEY, http_client=http) as client:
        assert (await client.things.read("x")).id == 1
    assert "X-Key" not in server.last.headers
    assert "X-Own" not in server.last.headers
    assert not http.is_closed


def test_the_wrong_kind_of_client_or_transport_is_one_clear_error(server: Any) -> None:
    with pytest.raises(
        TypeError, match=r"http_client of Golden must be an httpx2\.Client, not AsyncClient"
    ):
        Golden(http_client=httpx2.AsyncClient())
    with pytest.raises(
        TypeError, match=r"http_client of AsyncGolden must be an httpx2\.AsyncClient, not Client"
    ):
        AsyncGolden(http_client=httpx2.Client())
    with pytest.raises(
        TypeError, match=r"transport of Golden must be an httpx2\.BaseTransport, not str"
    ):
        Golden(transport="http")
    with pytest.raises(TypeError, match="not both"):
        Golden(transport=server.transport, http_client=httpx2.Client())


def test_with_options_is_a_view_on_the_same_connections(client: Any, server: Any) -> None:
    assert client.things is client.things
    view = client.with_options(
        headers={"X-A": "1"}, query={"q": "1"}, timeout=3, base_url="https://other.example"
    )
    second = view.with_options(headers={"x-a": "2", "X-B": "3"}, query={"r": "2"})
    view.things.read("x")
    assert (server.last.headers["X-A"], str(server.last.url)) == (
        "1",
        "https://other.example/things/x?q=1",
    )
    second.things.read("x")
    assert (server.last.headers.get_list("X-A"), server.last.headers["X-B"]) == (["2"], "3")
    assert server.last.url.query == b"q=1&r=2"
    assert server.last.extensions["timeout"]["read"] == 3
    client.things.read("x")
    assert "X-A" not in server.last.headers
    assert copy.copy(client).things is not client.things
    view.close()
    assert client.is_closed


def test_a_closed_client_says_so(client: Any) -> None:
    with client:
        client.things.read("x")
    client.close()
    with pytest.raises(ConfigurationError, match="this Golden is closed"):
        client.things.read("x")


@pytest.mark.anyio
async def test_a_closed_asynchronous_client_says_so(server: Any) -> None:
    async with AsyncGolden(api_key=KEY, transport=server.transport) as client:
        await client.things.read("x")
    with pytest.raises(ConfigurationError, match="this AsyncGolden is closed"):
        await client.things.read("x")


def test_connections_are_kept_and_shared_between_threads() -> None:
    connections: set[int] = set()
    lock = threading.Lock()

    def answer(connection: Any) -> None:
        with lock:
            connections.add(id(connection))
        while request := connection.recv(65536):
            name = request.split(b" ")[1].rpartition(b"/")[2]
            body = b'{"id":' + name + b"}"
            head = (
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                + str(len(body)).encode()
            )
            connection.sendall(head + b"\r\n\r\n" + body)

    with (
        listening(answer) as url,
        Golden(api_key=KEY, base_url=url) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        numbers = list(range(1, 201))
        assert [
            made.id for made in pool.map(lambda number: client.things.read(str(number)), numbers)
        ] == numbers
    assert len(connections) <= 8


def test_making_a_client_loads_none_of_the_models() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import golden; golden.Golden(api_key='k');"
        "print(sorted(m for m in ('golden.models', 'golden.resources.things', 'trio') if m in "
        "sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
