"""One exchange between the client and a server that is not there, synchronous and asynchronous.

With `NP6_TEST_BASE_URL` set, the same calls go through the package's own transports to the mock
server at that address, and to nothing else: they send and delete for real, so a server that does
not say of itself that it is the mock is refused before the first of them. `NP6_TEST_CA_FILE` is the
authority to trust for an https address; without it, it is whatever the environment trusts
(`SSL_CERT_FILE`).
"""

from __future__ import annotations

import ast
import asyncio
import ipaddress
import json
import os
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

# the package beside this folder, whether it is installed or not
sys.path.insert(0, str(Path(__file__).parents[1]))
_SDK: Any = import_module("np6")
_CREDENTIALS: dict[str, Any] = {"api_key": "test-credential"}
_SECRETS: dict[str, list[str]] = {"X-Key": ["test-credential"]}
_QUERY_SECRETS: list[list[str]] = []
_VARIABLES = ("NP6_API_KEY", "NP6_BASE_URL")
_ENVIRONMENT: dict[str, str] = {"NP6_API_KEY": "test-credential"}
_TRUST = {"ca_file": os.environ["NP6_TEST_CA_FILE"]} if os.environ.get("NP6_TEST_CA_FILE") else {}
_OFFLINE = "http://api.invalid/base"
_FOR_REAL = "these tests send and delete for real"


class Sent:
    """The request that went out."""

    def __init__(self, request: httpx2.Request, base_url: str, live: bool) -> None:
        base = httpx2.URL(base_url).raw_path.decode().rstrip("/")
        path, _, query = request.url.raw_path.decode().partition("?")
        self.method = request.method
        self.path = path.removeprefix(base)
        self.query = [
            pair
            for pair in map(list, parse_qsl(query, keep_blank_values=True))
            if pair not in _QUERY_SECRETS
        ]
        self.headers = request.headers
        self.media_type = request.headers.get("content-type", "").split(";")[0]
        self.content = request.content
        self.live = live

    def asks(self, expected: list[list[str]]) -> bool:
        """Whether the query is these pairs, but for the spelling of times."""
        return _same(self.query, expected)

    def holds(self, expected: Any) -> bool:
        """Whether the body is this JSON value; a date and time may be spelled in another way."""
        return _same(json.loads(self.content), expected)


def _same(found: Any, expected: Any) -> bool:
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            _same(found[name], expected[name]) for name in found
        )
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(_same, found, expected))
    if isinstance(found, str) and isinstance(expected, str) and found != expected:
        try:
            return datetime.fromisoformat(found) == datetime.fromisoformat(expected)
        except (TypeError, ValueError):
            return False
    return bool(found == expected) and isinstance(found, bool) == isinstance(expected, bool)


class Exchange:
    """Calls an operation and gives back what was sent and what was returned."""

    def __init__(self, asynchronous: bool, live: str | None) -> None:
        self.asynchronous = asynchronous
        self.live = live
        self.requests: list[httpx2.Request] = []

    def __call__(
        self, call: Callable[[Any], Any], status: int, answer: dict[str, Any]
    ) -> tuple[Sent, Any]:
        result = self._result(call, status, answer)
        request = self.requests[-1]
        for name, values in _SECRETS.items():
            assert request.headers.get(name, values[0]) in values
        return Sent(request, self.live or _OFFLINE, self.live is not None), result

    def fails(self, call: Callable[[Any], Any], status: int, answer: dict[str, Any]) -> Any:
        wanted = {"headers": {"Prefer": f"code={status}"}} if self.live else {}
        with pytest.raises(_SDK.StatusError) as caught:
            self._result(call, status, answer, **wanted)
        return caught.value

    def follows(
        self, call: Callable[[Any], Any], status: int, answer: dict[str, Any]
    ) -> tuple[Sent, list[Any]]:
        """The last request of a call that follows events, and all that it gives."""

        async def collected(client: Any) -> list[Any]:
            return [event async for event in call(client)]

        return self(
            collected if self.asynchronous else lambda client: list(call(client)), status, answer
        )

    def _result(
        self, call: Callable[[Any], Any], status: int, answer: dict[str, Any], **more: Any
    ) -> Any:
        def respond(request: httpx2.Request) -> httpx2.Response:
            self.requests.append(request)
            return httpx2.Response(status, **answer)

        network = _TRUST if self.live else {"transport": httpx2.MockTransport(respond)}
        settings: dict[str, Any] = {
            **_CREDENTIALS,
            "base_url": self.live or _OFFLINE,
            "max_retries": 0,
            **network,
            **more,
        }
        if self.asynchronous:
            return asyncio.run(self._asynchronous(call, settings))
        with _SDK.NP6(**settings) as client:
            return call(client)

    async def _asynchronous(self, call: Callable[[Any], Any], settings: dict[str, Any]) -> Any:
        async with _SDK.AsyncNP6(**settings) as client:
            return await call(client)


def _transports() -> Any:
    """The module of the package's own transports, which a client makes for itself."""
    return import_module(f"{_SDK.__name__}._runtime.transport")


def _record(requests: list[httpx2.Request], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each request of the package's own transports, and insist on the mock server's answer."""
    own = _transports()
    send, send_async = own.PoolTransport.handle_request, own.AsyncPoolTransport.handle_async_request

    def handle_request(transport: Any, request: httpx2.Request) -> httpx2.Response:
        request.read()
        requests.append(request)
        return _of_the_mock(send(transport, request))

    async def handle_async_request(transport: Any, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        requests.append(request)
        return _of_the_mock(await send_async(transport, request))

    monkeypatch.setattr(own.PoolTransport, "handle_request", handle_request)
    monkeypatch.setattr(own.AsyncPoolTransport, "handle_async_request", handle_async_request)


def _of_the_mock(response: httpx2.Response) -> httpx2.Response:
    assert "x-mock-server" in response.headers, "an answer that is not the mock server's"
    return response


def _without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "*")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_the_mock(url: httpx2.URL) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        _without_proxies(patch)
        with httpx2.Client(
            transport=_transports().PoolTransport(**_TRUST), trust_env=False
        ) as client:
            response = client.get(url.copy_with(path="/.well-known/openapi-mock", query=None))
    try:
        said = response.json()
    except ValueError:
        return False
    return (
        response.is_success
        and "x-mock-server" in response.headers
        and isinstance(said, dict)
        and said.get("mock") is True
    )


@pytest.fixture(scope="session")
def live() -> str | None:
    """The mock server's address, once it has said that it is one."""
    address = os.environ.get("NP6_TEST_BASE_URL")
    if not address:
        return None
    url = httpx2.URL(address)
    if not _is_loopback(url.host):
        pytest.exit(f"{address} is not on this machine; {_FOR_REAL}", returncode=4)
    try:
        marked, why = _is_the_mock(url), ""
    except (httpx2.HTTPError, _SDK.SDKError) as error:
        marked, why = False, f" ({error})"
    if not marked:
        pytest.exit(
            f"{address} does not say that it is the mock server; {_FOR_REAL}{why}", returncode=4
        )
    return address


@pytest.fixture(params=["sync", "async"])
def exchange(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, live: str | None
) -> Exchange:
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    made = Exchange(request.param == "async", live)
    if live:
        _without_proxies(monkeypatch)
        _record(made.requests, monkeypatch)
    return made


@pytest.fixture
def run_sample(
    live: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str, dict[str, str]], None]:
    """Runs a sample, with files for it to read, against the mock server; else its imports alone."""

    def run(source: str, files: dict[str, str]) -> None:
        tree = ast.parse(source)
        if live is None:
            tree.body = [
                node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))
            ]
        else:
            _without_proxies(monkeypatch)
            _record([], monkeypatch)
            for name in _VARIABLES:
                monkeypatch.delenv(name, raising=False)
            trust = {"SSL_CERT_FILE": _TRUST["ca_file"]} if _TRUST else {}
            for name, value in {**_ENVIRONMENT, "NP6_BASE_URL": live, **trust}.items():
                monkeypatch.setenv(name, value)
        for name, content in files.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                exec(compile(tree, "sample", "exec"), {"__name__": "__main__"})
            except ModuleNotFoundError as error:
                if str(error.name).startswith(_SDK.__name__):
                    raise
                pytest.skip(f"{error.name} is not installed")

    return run
