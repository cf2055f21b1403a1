"""The flagship document behind the mock."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.anyio

RECIPIENT = {"type": "example", "value": {"key": "reader-1"}}


async def test_one_execution_is_answered_with_its_result(np6):
    answer = await np6.post(
        "/notifications/42/execution",
        json={"recipient": RECIPIENT, "title": "Hello", "urgent": True},
    )
    assert answer.status_code == 200
    assert answer.json()["type"] == "success"


async def test_many_executions_are_answered_with_a_result_each(np6):
    answer = await np6.post("/notifications/42/executions", json=[{"recipient": RECIPIENT}, {}])
    assert [result["type"] for result in answer.json()] == ["success", "success"]


@pytest.mark.parametrize("count", [0, 1, 3, 5])
async def test_there_are_as_many_results_as_items_the_documented_ones_in_turn(np6, count):
    answer = await np6.post("/notifications/42/executions", json=[{}] * count)
    ends = [result["id"][-1] for result in answer.json()]
    assert ends == ["1", "4", "1", "4", "1"][:count]


async def test_an_example_that_is_asked_for_is_given_as_it_stands(np6):
    answer = await np6.post(
        "/notifications/42/executions", json=[{}], headers={"Prefer": "example=two"}
    )
    assert len(answer.json()) == 2


async def test_one_result_and_an_error_are_answered_as_documented(np6):
    answer = await np6.post("/notifications/42/execution", json={})
    assert answer.json()["type"] == "success"
    refused = await np6.post(
        "/notifications/42/executions", json=[{}], headers={"Prefer": "code=429"}
    )
    assert refused.content == b""


async def test_a_duplication_takes_no_body_and_answers_with_the_copy(np6):
    answer = await np6.post("/notifications/42/duplication")
    assert (answer.status_code, answer.json()["type"]) == (200, "push-app")


async def test_an_open_object_keeps_whatever_else_is_sent(np6):
    recipient = {**RECIPIENT, "more": [1]}
    assert (
        await np6.post("/notifications/42/execution", json={"recipient": recipient})
    ).status_code == 200


async def test_a_field_of_the_wrong_type_is_pointed_at(np6):
    stamp = {"time": "now", "id": "no-uuid"}
    answer = await np6.post("/notifications/42/execution", json={"stamp": stamp, "urgent": None})
    assert answer.status_code == 422
    assert sorted(fault["pointer"] for fault in answer.json()["violations"]) == [
        "/stamp/id",
        "/stamp/time",
        "/urgent",
    ]


async def test_the_key_is_asked_for(np6):
    del np6.headers["X-Key"]
    assert (await np6.post("/notifications/42/duplication")).status_code == 401


async def test_too_many_requests_can_be_asked_for(np6):
    answer = await np6.post("/notifications/42/duplication", headers={"Prefer": "code=429"})
    assert (answer.status_code, answer.content) == (429, b"")
