"""A random walk of calls over the stand-in: none ends in an error of ours, and every answer is as
the document has it.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import anyio
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.bundle import Document, load
from tests.profiles import examples
from tests.rehearsal.account import Account
from tests.rehearsal.app import create_app
from tests.rehearsal.conftest import NP6
from tests.rehearsal.control import KEY, READER

JUNK: tuple[Any, ...] = (
    None,
    "",
    "x",
    0,
    -1,
    1.5,
    2**40,
    True,
    [],
    {},
    [None],
    {"type": "unicity", "value": "a@example.com"},
    "2026-01-01",
)


@cache
def document() -> Document:
    return load(NP6)


@cache
def operations() -> list[tuple[str, str, Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Method, path, operation and parameters of all of them."""
    found = []
    for path, item in document().root["paths"].items():
        for method in ("get", "put", "post", "delete"):
            if method in item:
                node = item[method]
                given = [*item.get("parameters", ()), *node.get("parameters", ())]
                found.append(
                    (method.upper(), path, node, [document().resolve(each)[0] for each in given])
                )
    return found


def request(chances: random.Random, account: Account) -> httpx2.Request:
    """A call of any operation: often a right one for what is there, often with something wrong in
    it.
    """
    method, path, node, parameters = chances.choice(operations())
    query = {}
    for parameter in parameters:
        known = _known(path, account)
        value = chances.choice([parameter.get("example", 0), *known, *known, "x"])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(value), safe=""))
        elif chances.random() < 0.5:
            query[parameter["name"]] = value
    label, content = _body(chances, node, account)
    headers = {
        "X-Key": chances.choice([KEY] * 9 + [READER]),
        **({"Content-Type": label} if label else {}),
    }
    return httpx2.Request(
        method, f"http://localhost{path}", params=query, headers=headers, content=content
    )


def _known(path: str, account: Account) -> list[Any]:
    """What may stand in a path: the identifiers of what is there in its section, or how contacts
    are told apart.
    """
    sections: dict[str, list[Any]] = {
        "actions": [*account.actions],
        "targets": [*account.contacts, *(contact.joined for contact in account.contacts.values())],
        "segments": [*account.segments],
        "notifications": [*account.notifications],
        "imports": [*account.imports],
        "categories": [*account.categories],
        "valueLists": [*account.value_lists],
    }
    return sections.get(path.split("/")[1], [])


def _body(
    chances: random.Random, node: Mapping[str, Any], account: Account
) -> tuple[str, bytes | None]:
    content = document().resolve(node.get("requestBody") or {})[0].get("content") or {}
    if not content:
        return "", None
    label = chances.choice([*content, next(iter(content)), "application/json"])
    media = content.get(label) or next(iter(content.values()))
    examples = [
        document().resolve(example)[0]["value"]
        for example in (media.get("examples") or {}).values()
    ]
    value = chances.choice(
        [*examples, *_bodies(node["operationId"], account), chances.choice(JUNK)]
    )
    if isinstance(value, str):
        return label, value.encode()
    value = json.loads(json.dumps(value))
    for _ in range(chances.choice((0, 0, 1, 2))):
        value = _spoilt(chances, value)
    return label, json.dumps(value).encode()


def _bodies(operation: str, account: Account) -> list[Any]:
    """Bodies that do something, so that the walk comes to places."""
    recipients = [{"recipient": {"type": "id", "value": each}} for each in account.contacts]
    email = {
        "headers": {"from": {"prefix": "news", "domain": "example.com", "label": "News"}},
        "subject": "News",
        "html": "<p/>",
    }
    action = {
        "type": "mailMessage",
        "name": "News",
        "settings": {"templating": {"version": "4.1"}},
        "content": email,
    }
    contact = [{"Email": "a@example.com"}, {"Email": "b@example.com", "City": "Lille"}]
    bodies: dict[str, list[Any]] = {
        "createContact": contact,
        "updateContact": contact,
        "updateContactBy": contact,
        "deleteContacts": [
            {"type": "id", "value": [*account.contacts][:1]},
            {"type": "segment", "value": 12},
        ],
        "createAction": [action, action],
        "updateAction": [{"content": email}],
        "validateAction": [{"fortest": True, "testSegments": [13]}, {"fortest": False}],
        "unvalidateAction": [{}],
        "sendActions": [recipients],
        "sendAction": recipients[:2],
        "createSegment": [
            {"type": "static", "name": f"Readers {len(account.segments)}", "isTest": True}
        ],
        "addSegmentTargets": [[*account.contacts][:50]],
    }
    return bodies.get(operation, [])


def _spoilt(chances: random.Random, value: Any) -> Any:
    """The value with one thing in it left out, or replaced by something else."""
    if not isinstance(value, (dict, list)) or not value or chances.random() < 0.2:
        return copy.deepcopy(chances.choice(JUNK))  # it may be spoilt in its turn
    key = chances.choice([*value]) if isinstance(value, dict) else chances.randrange(len(value))
    if chances.random() < 0.3:
        del value[key]
    else:
        value[key] = _spoilt(chances, value[key])
    return value


async def walk(chances: random.Random, steps: int) -> set[tuple[str, int]]:
    app = create_app(document())
    stand_in = app.state.rehearsal
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
        for _ in range(steps):
            asked = request(chances, stand_in.account)
            answer = await client.send(asked)
            assert answer.headers["X-Rehearsal"] == "true"
            assert answer.headers["X-Request-Id"]
            assert answer.status_code < 500, (asked.method, asked.url, asked.content, answer.text)
            assert stand_in.record.answers == [], (
                asked.method,
                asked.url,
                asked.content,
                answer.text,
            )
    return {(call["operation"] or "", call["status"]) for call in stand_in.record.calls}


@examples(12)
@given(st.integers(0, 2**32))
def test_no_walk_ends_in_an_error_of_ours_and_every_answer_fits_the_document(seed: int) -> None:
    anyio.run(walk, random.Random(seed), 60)


@pytest.mark.parametrize("status", [200, 204, 400, 404, 409, 415])
def test_walks_come_to_places(status: int) -> None:
    assert status in {met for _, met in _walks()}


@cache
def _walks() -> set[tuple[str, int]]:
    return {met for seed in range(8) for met in anyio.run(walk, random.Random(seed), 60)}
