"""Packages made of a document: whether their client can be made without a credential, and what it
says where it cannot.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.package import emit

Write = Callable[[Mapping[str, bytes]], Path]
Run = Callable[..., subprocess.CompletedProcess[str]]

DOCUMENT = """openapi: 3.0.3
info: {title: X, version: "1"}
servers: [{url: "https://t.example"}]
x-sdk: {package: both}
security: [{one: [], two: []}]
paths:
  /a:
    get: {operationId: a, tags: [request], responses: {"200": {description: ok}}}
  /b:
    get: {operationId: b, tags: [things], SECURITY responses: {"200": {description: ok}}}
components:
  securitySchemes:
    one: {type: apiKey, in: header, name: X-One}
    two: {type: apiKey, in: header, name: X-Two}
"""
USE = """
import asyncio, httpx2, both

seen = []

def answer(request):
    seen.append({name: request.headers[name] for name in ("x-one", "x-two") if name in request.headers})
    return httpx2.Response(204)

def told(call):
    try:
        call()
    except both.ConfigurationError as error:
        return str(error)
    return "nothing"

mock = httpx2.MockTransport(answer)
print(told(lambda: both.XClient(transport=mock)))
print(told(lambda: both.AsyncXClient(one="1", transport=mock)))
own = both.XClient(http_client=httpx2.Client(transport=mock))
print(told(lambda: own.request_.a()))
client = both.XClient(one="1", two="2", transport=mock)
client.request_.a()
client.request("GET", "/c")
asyncio.run(both.AsyncXClient(one="1", two="2", transport=mock).request("GET", "/c"))
print(seen)
"""
WAYS = "one=… (BOTH_ONE in the environment) and two=… (BOTH_TWO in the environment)"
SENT = "[" + ", ".join(["{'x-one': '1', 'x-two': '2'}"] * 3) + "]"


@pytest.mark.parametrize("optional", [False, True])
def test_a_client_that_every_operation_needs_two_credentials_of_is_not_made_without_both(
    optional: bool, tmp_path: Path, templates: Path, written: Write, python: Run
) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        DOCUMENT.replace("SECURITY", "security: []," if optional else ""), encoding="utf-8"
    )
    api = build(load(document))
    code = USE.replace("XClient", api.client)
    done = python(written(emit(api, templates=templates)), "-X", "utf8", "-c", code)
    assert done.returncode == 0, done.stderr
    first, second, third, sent = done.stdout.splitlines()
    if optional:
        assert (first, second) == ("nothing", "nothing")
    else:
        assert first == f"{api.client} needs a credential: {WAYS}"
        assert second == f"Async{api.client} needs a credential: {WAYS}; two=… is missing"
    assert third == f"a needs a credential: {WAYS}"
    assert sent == SENT
