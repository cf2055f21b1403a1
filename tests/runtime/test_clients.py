"""Clients: a caller's own HTTP client, options, closing, threads."""

from __future__ import annotations

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
        event_hooks={"request": [lambda request: seen.append(request.method)], "response": [lambda response: seen.append("r")]},
    )
    Golden(api_key=KEY, http_client=http, base_url="https://api.example.com").things.read("x", flag=True)
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
    Golden(http_client=httpx2.Client(transport=server.transport, headers={"X-Key": "theirs"})).things.read("x")
    assert server.last.headers["X-Key"] == "theirs"
    Golden(http_client=httpx2.Client(transport=server.transport, auth=("u", "p"))).things.read("x")
    with pytest.raises(ConfigurationError):
        Golden(http_client=httpx2.Client(transport=server.transport)).things.read("x")


def test_a_callers_http_client_collects_cookies(server: Any) -> None:
    http = httpx2.Client(transport=server.transport)
    server.will((200, {"content-type": "application/json", "set-cookie": "s=1"}, b'{"id":1}'))
    client = Golden(api_key=KEY, http_client=http)
    client.things.read("x")
    client.things.read("x")
    assert server.last.headers["Cookie"] == "s=1"


@pytest.mark.anyio
async def test_a_callers_asynchronous_http_client_is_used_alike(server: Any) -> None:
    http = httpx2.AsyncClient(transport=server.transport, headers={"X-Own": "1"}, follow_redirects=True)
    server.will((302, {"location": "https://evil.example"}), {"id": 1})
    async with AsyncGolden(api_key=KEY, http_client=http) as client:
        assert (await client.things.read("x")).id == 1
    assert "X-Key" not in server.last.headers
    assert "X-Own" not in server.last.headers
    assert not http.is_closed


def test_the_wrong_kind_of_client_or_transport_is_one_clear_error(server: Any) -> None:
    with pytest.raises(TypeError, match=r"http_client of Golden must be an httpx2\.Client, not AsyncClient"):
        Golden(http_client=httpx2.AsyncClient())
    with pytest.raises(TypeError, match=r"http_client of AsyncGolden must be an httpx2\.AsyncClient, not Client"):
        AsyncGolden(http_client=httpx2.Client())
    with pytest.raises(TypeError, match=r"transport of Golden must be an httpx2\.BaseTransport, not str"):
        Golden(transport="http")
    with pytest.raises(TypeError, match="not both"):
        Golden(transport=server.transport, http_client=httpx2.Client())


def test_with_options_is_a_view_on_the_same_connections(client: Any, server: Any) -> None:
    assert client.things is client.things
    view = client.with_options(headers={"X-A": "1"}, query={"q": "1"}, timeout=3, base_url="https://other.example")
    second = view.with_options(headers={"x-a": "2", "X-B": "3"}, query={"r": "2"})
    view.things.read("x")
    assert (server.last.headers["X-A"], str(server.last.url)) == ("1", "https://other.example/things/x?q=1")
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
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + str(len(body)).encode()
            connection.sendall(head + b"\r\n\r\n" + body)

    with listening(answer) as url, Golden(api_key=KEY, base_url=url) as client, ThreadPoolExecutor(8) as pool:
        numbers = list(range(1, 201))
        assert [made.id for made in pool.map(lambda number: client.things.read(str(number)), numbers)] == numbers
    assert len(connections) <= 8


def test_making_a_client_loads_none_of_the_models() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import golden; golden.Golden(api_key='k');"
        "print(sorted(m for m in ('golden.models', 'golden.resources.things', 'trio') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
