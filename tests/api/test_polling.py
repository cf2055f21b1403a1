"""How methods that wait are called, and which cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.api.model import Api, Named, Nullable, Scalar
from tests import written_yaml

Make = Callable[[str], Api]


def _text(document: dict[str, Any]) -> str:
    text: str = written_yaml.write(document)
    return text


JOB = {
    "type": "object",
    "required": ["state"],
    "properties": {
        "state": {"type": "string"},
        "output": {"type": "object", "properties": {"url": {"type": "string"}}},
    },
}


def _get(identifier: str, polling: Any = None, **more: Any) -> dict[str, Any]:
    ok = {"200": {"description": "", "content": {"application/json": {"schema": JOB}}}}
    sdk = {} if polling is None else {"x-sdk": {"polling": polling}}
    return {"get": {"operationId": identifier, "tags": ["jobs"], "responses": ok, **sdk, **more}}


def _made(api: Make, **paths: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """The methods that wait, each with the one that it asks, and what is reported."""
    made = api(_text({"paths": {f"/{name}": item for name, item in paths.items()}}))
    waits = [(each.function, one.function) for one in made.operations for each in one.polling]
    return waits, [each.message for each in made.diagnostics]


P = {"status": "state", "done": ["ok"]}


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("get", "wait"),
        ("jobs_get", "wait"),
        ("getJob", "wait_for_job"),
        ("retrieve_last_run", "wait_for_last_run"),
        ("progress", "wait_for_progress"),
    ],
)
def test_a_method_that_waits_is_called_by_what_is_read(
    api: Make, identifier: str, name: str
) -> None:
    ((found, _),), told = _made(api, a=_get(identifier, P))
    assert (found, told) == (name, [])


def test_a_name_that_is_taken_is_reported_and_one_that_was_chosen_goes_first(api: Make) -> None:
    waits, told = _made(api, a=_get("get", P), b=_get("wait"))
    assert waits == []
    assert told == ["nobody waits for `get`: `wait` is taken; `name` of `polling` chooses another"]
    waits, told = _made(api, a=_get("getJob", P), b=_get("getRun", {**P, "name": "wait_for_job"}))
    assert waits == [("wait_for_job", "get_run")]
    assert len(told) == 1


def test_the_method_stands_beside_the_operation_that_is_asked(api: Make) -> None:
    waits, told = _made(api, a=_get("start", {**P, "operation": "get_job"}), b=_get("get_job"))
    assert (waits, told) == ([("wait_for_job", "get_job")], [])


@pytest.mark.parametrize(
    ("polling", "reason"),
    [
        ({**P, "status": "phase"}, "is no property"),
        ({**P, "operation": "nothing"}, "is no operation"),
        ({**P, "result": "output.size"}, "neither an operation nor a property"),
        ({**P, "result": "other"}, "is not of the same resource"),
        ({**P, "result": "needs"}, "needs `key`"),
        ("state", "is not an object"),
    ],
)
def test_what_the_document_does_not_bear_out_has_no_method(
    api: Make, polling: Any, reason: str
) -> None:
    other = _get("other")
    other["get"]["tags"] = ["others"]
    key = {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}}
    needs = _get("needs", parameters=[key])
    waits, told = _made(api, a=_get("get", polling), b=other, c=needs)
    assert waits == []
    assert len(told) == 1
    assert reason in told[0]


def test_what_the_work_gave_may_be_absent_where_the_document_says_so(api: Make) -> None:
    polling = {**P, "result": "output.url"}
    document = {"paths": {"/a": _get("get", polling), "/b": _get("get_run", P)}}
    first, second = api(_text(document)).operations
    assert first.polling[0].type == Nullable(Scalar("str"))
    assert isinstance(second.polling[0].type, Named)
