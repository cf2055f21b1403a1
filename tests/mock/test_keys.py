"""A request with an idempotency key, and the same one again."""

from __future__ import annotations

import pytest

from generator.document.bundle import load
from tests.mock.conftest import client_of
from tests.packages import CASES

pytestmark = pytest.mark.anyio


async def test_a_repeat_gets_the_answer_of_the_first_and_another_body_is_refused() -> None:
    async with client_of(load(CASES / "idempotency" / "openapi.yaml")) as mock:
        key = {"Idempotency-Key": "k-1"}
        first = await mock.post("/payments", json={"amount": 1}, headers=key)
        again = await mock.post("/payments", json={"amount": 1}, headers=key)
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.content == first.content
        assert "idempotent-replayed" not in first.headers
        assert again.headers["idempotent-replayed"] == "true"
        assert again.headers["content-type"] == first.headers["content-type"]
        other = await mock.post("/payments", json={"amount": 2}, headers=key)
        assert other.status_code == 422
        assert "another body" in other.json()["detail"]


async def test_requests_without_a_key_or_for_another_answer_are_no_repeats() -> None:
    async with client_of(load(CASES / "idempotency" / "openapi.yaml")) as mock:
        for headers in ({}, {"X-Key": "k"}, {"Idempotency-Key": "a"}, {"Idempotency-Key": "b"}):
            answer = await mock.post("/payments", json={"amount": 1}, headers=headers)
            assert "idempotent-replayed" not in answer.headers
        asked = {"Idempotency-Key": "a", "Prefer": "code=201"}
        answer = await mock.post("/payments", json={"amount": 3}, headers=asked)
        assert "idempotent-replayed" not in answer.headers
        sent = {"X-Request-Key": "r"}
        await mock.put("/payments", json={"amount": 1}, headers=sent)
        answer = await mock.put("/payments", json={"amount": 1}, headers=sent)
        assert answer.headers["idempotent-replayed"] == "true"
