"""The reference says of each call which server it goes to, when it is repeated, and by which key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.package import emit
from tests.emit.conftest import TEMPLATES

POLLED = {"status": "status", "done": ["done"]}
CREATED = {"201": {"description": "Made."}}
POLICY: dict[str, Any] = {
    "strategy": "backoff",
    "backoff": {"initialInterval": 250, "maxInterval": 60000, "exponent": 1.5},
    "statusCodes": [502],
    "retryConnectionErrors": False,
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.2.0",
    "info": {"title": "Calls", "version": "1"},
    "servers": [
        {"url": "https://acme.example", "name": "production"},
        {"url": "https://sandbox.acme.example", "name": "sandbox"},
    ],
    "x-speakeasy-retries": {**POLICY, "statusCodes": ["5XX"], "retryConnectionErrors": True},
    "paths": {
        "/files": {
            "post": {
                "operationId": "createFile",
                "servers": [{"url": "https://upload.acme.example"}],
                "responses": CREATED,
                "x-sdk": {"idempotency-header": "Idempotency-Key"},
            },
            "put": {
                "operationId": "replaceFile",
                "responses": CREATED,
                "x-sdk": {"retry": "unsafe"},
            },
            "patch": {
                "operationId": "changeFile",
                "responses": CREATED,
                "x-sdk": {"retry": "safe"},
            },
            "get": {
                "operationId": "listFiles",
                "responses": CREATED,
                "x-speakeasy-retries": POLICY,
            },
        }
    },
}
SAID = {
    "post": [
        "Goes to a server of its own: `https://upload.acme.example`.",
        "Each call has an idempotency key of its own, which all its attempts send; "
        "`idempotency_key` takes yours.",
        "A repeat does no harm: it is made where that of a GET is.",
    ],
    "put": ["A repeat may do harm: none is made once the call may have been acted on."],
    "patch": ["A repeat does no harm: it is made where that of a GET is."],
    "get": [
        "Repeated on status 502, but not where the connection fails; "
        "after pauses of 0.25 to 60 seconds, each 1.5 times the one before; "
        "for 3600 seconds at most."
    ],
}
TOP = """
- `https://acme.example` (`production`)
- `https://sandbox.acme.example` (`sandbox`)

| keyword of `Calls` | what it is |
| --- | --- |
| `server`, or `CALLS_SERVER` in the environment | which server is called: `production` or `sandbox` |

Calls are, unless a method says otherwise, repeated on status 5XX, and where the connection fails; \
"""


def test_each_call_says_what_holds_for_it_and_the_top_what_holds_for_all(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(DOCUMENT))
    tree = emit(build(load(spec)), templates=TEMPLATES)
    assert TOP in tree["api.md"].decode().replace("\\", "")
    page = tree["api/files.md"].decode().replace("\\", "")
    _, *entries = page.partition("\n## Models")[0].split("\n## ")
    told = {entry.splitlines()[2][1:].partition(" ")[0].lower(): entry for entry in entries}
    assert told.keys() == SAID.keys()
    for method, said in SAID.items():
        paragraphs = told[method].partition("\n\nExample:")[0].split("\n\n")
        assert paragraphs[-len(said) :] == said
        assert paragraphs[-len(said) - 1].startswith(("**Returns**", "| "))


def test_the_example_that_waits_gives_what_is_required_by_its_name_there(tmp_path: Path) -> None:
    """`timeout` of the query is `timeout_query` there, where the time of waiting is `timeout`."""
    integer = {"schema": {"type": "integer"}, "required": True}
    state = {"type": "object", "properties": {"status": {"type": "string"}}, "required": ["status"]}
    get = {
        "operationId": "getJob",
        "x-sdk": {"resource": "jobs", "function": "get", "polling": POLLED},
        "parameters": [{"name": "timeout", "in": "query", **integer}],
        "responses": {
            "200": {"description": "It.", "content": {"application/json": {"schema": state}}}
        },
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps({**DOCUMENT, "paths": {"/job": {"get": get}}}))
    text = emit(build(load(spec)), templates=TEMPLATES)["README.md"].decode()
    assert "client.jobs.wait(timeout_query=1, timeout=600, progress=True)" in text


def test_no_example_gives_a_key_that_the_client_makes(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    one = {"post": {**DOCUMENT["paths"]["/files"]["post"], "parameters": [key]}}
    spec.write_text(json.dumps({**DOCUMENT, "paths": {"/files": one}}))
    text = emit(build(load(spec)), templates=TEMPLATES)["README.md"].decode()
    assert "client.files.create_file()" in text
    assert "create_file(…, idempotency_key=…)" in text
    assert 'idempotency_key="' not in text


def test_an_address_with_a_bar_stays_in_its_cell(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps({**DOCUMENT, "servers": [{"url": "https://files.test/a|b"}]}))
    text = emit(build(load(spec)), templates=TEMPLATES)["README.md"].decode()
    assert r"| address of the API, `https://files.test/a\|b` unless given | `base_url` |" in text
