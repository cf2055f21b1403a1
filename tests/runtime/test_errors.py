"""Errors as values: short messages whatever there is to tell, pickles and copies with every
attribute.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import copy
import copyreg
import inspect
import multiprocessing
import pickle
import threading
import time
from typing import Any

import httpx2
import pytest
from golden._runtime import errors
from golden._runtime.errors import (
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    Problem,
    RequestInfo,
    RequestTimeoutError,
    SDKError,
    StatusError,
)
from golden._runtime.model import OpenModel

ALL = [
    each for each in vars(errors).values() if inspect.isclass(each) and issubclass(each, SDKError)
]
INFO = RequestInfo("getThing", "GET", "https://t/{id}")
FACTS: dict[str, Any] = {
    "status_code": 404,
    "headers": httpx2.Headers(
        [
            ("X-Request-Id", "r-1"),
            ("Set-Cookie", "a=1"),
            ("Set-Cookie", "b=2"),
            ("X-RateLimit-Limit", "5"),
        ]
    ),
    "raw": b'{"code":"gone"}',
    "request": INFO,
}
JSON = {"content-type": "application/json"}


def copies(error: Any) -> list[Any]:
    pickled = [
        pickle.loads(pickle.dumps(error, protocol))
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
    ]
    return [
        *pickled,
        copy.copy(error),
        copy.deepcopy(error),
        pickle.loads(pickle.dumps(copy.copy(error))),
    ]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_pickles_and_copies_with_its_attributes(
    kind: type[SDKError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(
        copyreg.dispatch_table, kind, raising=False
    )  # Dask, once imported, pickles exceptions in its own way
    problems = (Problem("body.a", "is wrong"),)
    facts = {"request": INFO, "extra": [1]}
    error = (
        kind("told", problems=problems, **facts)
        if issubclass(kind, InvalidInputError)
        else kind("told", **facts)
    )
    error.add_note("a note")
    error.__cause__ = ValueError("secret cause")
    for twin in copies(error):
        assert type(twin) is kind
        assert (str(twin), twin.message, twin.args) == ("told", "told", ("told",))
        assert (twin.request, twin.extra, twin.__notes__) == (INFO, [1], ["a note"])
        assert twin.__cause__ is None
        if isinstance(twin, InvalidInputError):
            assert twin.problems == problems
    assert b"secret cause" not in pickle.dumps(error)


@pytest.mark.parametrize("body", [OpenModel(a=1), {"a": [1]}, "text", None])
def test_the_answer_of_a_server_survives_a_pickle(body: Any) -> None:
    for twin in copies(NotFoundError("404", body=body, **FACTS)):
        assert (twin.status_code, twin.raw, twin.body, twin.request) == (
            404,
            FACTS["raw"],
            body,
            INFO,
        )
        assert twin.headers.multi_items() == FACTS["headers"].multi_items()
        assert (twin.request_id, twin.rate_limit.limit) == ("r-1", 5)


def test_a_copy_that_is_deep_shares_nothing_that_can_be_copied_and_a_shallow_one_all() -> None:
    error = StatusError("500", body={"a": [1]}, **FACTS)
    deep, shallow = copy.deepcopy(error), copy.copy(error)
    deep.body["a"].append(2)
    assert error.body == {"a": [1]}
    assert shallow.body is error.body
    holder = copy.deepcopy([error, error])
    assert holder[0] is holder[1]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (lambda lock: {"lock": lock, "a": [1, lock]}, {"lock": None, "a": [1, None]}),
        (lambda lock: OpenModel(lock=lock, a=OpenModel(b=1)), {"lock": None, "a": OpenModel(b=1)}),
        (lambda lock: lock, None),
    ],
)
def test_of_a_body_that_no_pickle_can_hold_the_rest_is_kept(body: Any, left: Any) -> None:
    lock = threading.Lock()
    error = NotFoundError("404", body=body(lock), **FACTS)
    twin = pickle.loads(pickle.dumps(error))
    assert (twin.body, twin.raw, twin.request_id) == (left, FACTS["raw"], "r-1")
    assert copy.deepcopy(error).raw == FACTS["raw"]
    assert copy.copy(error).body is error.body


def test_a_body_that_is_nested_beyond_what_a_pickle_can_hold_leaves_the_rest() -> None:
    body: list[Any] = []
    for _ in range(5000):
        body = [body]
    twin = pickle.loads(pickle.dumps(NotFoundError("404", body=body, **FACTS)))
    assert twin.request_id == "r-1"
    assert copy.deepcopy(NotFoundError("404", body=body, **FACTS)).status_code == 404


def test_a_body_is_nested_as_deeply_as_a_pickle_of_it_alone_could_hold() -> None:
    body: list[Any] = []
    with contextlib.suppress(RecursionError):
        while True:
            pickle.dumps(body)
            body = [[body]]
    for deepest in (body, body[0], body[0][0], body[0][0][0][0]):
        twin = pickle.loads(pickle.dumps([[NotFoundError("404", body=deepest, **FACTS)]]))
        assert twin[0][0].request_id == "r-1"


def _raise_in_a_worker() -> None:
    raise RequestTimeoutError("slow", request=INFO, unsent=True)


def test_an_error_comes_back_from_another_process_as_it_was() -> None:
    context = multiprocessing.get_context("fork")
    with (
        concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool,
        pytest.raises(RequestTimeoutError) as raised,
    ):
        pool.submit(_raise_in_a_worker).result(timeout=30)
    assert (str(raised.value), raised.value.request, raised.value.unsent) == ("slow", INFO, True)


def test_what_is_wrong_with_very_many_items_is_found_in_time(client: Any) -> None:
    started = time.process_time()
    with pytest.raises(InvalidInputError) as caught:
        client.things.make("x", {"name": "x", "parts": [{"name": b"x", "level": "high"}] * 20_000})
    assert (
        len(caught.value.problems) > 40_000
    )  # twenty seconds where each is compared with all those before
    assert time.process_time() - started < 5


def test_the_message_about_many_problems_tells_the_first_and_how_many_more(
    client: Any, server: Any
) -> None:
    many = {f"unknown{'x' * 5000}{number}": 1 for number in range(200)}
    with pytest.raises(InvalidInputError) as raised:
        client.things.make("x", [{"name": number, **many} for number in range(2000)])
    assert len(str(raised.value)) < 5 * 400
    problems = [Problem(f"body.{number}.name", "must be text") for number in range(20_000)]
    error = InvalidInputError(problems=problems)
    assert (
        str(error)
        == "; ".join(f"body.{n}.name: must be text" for n in range(5))
        + "; and 19995 more, in `problems`"
    )
    assert error.problems == tuple(problems)
    assert server.requests == []


def test_a_path_and_a_sentence_are_cut_in_the_message_alone() -> None:
    problem = Problem("body." + "a" * 100_000 + ".last", "must be one of " + "b" * 100_000)
    error = InvalidInputError(problems=[problem, Problem("", "exactly one of these")])
    assert len(str(error)) < 500
    assert ".last: must be one of bbb" in str(error)
    assert str(error).endswith("; exactly one of these")
    assert error.problems[0] == problem


@pytest.mark.parametrize("stream", [False, True])
def test_the_message_about_a_response_is_short_too(client: Any, server: Any, stream: bool) -> None:
    payload = {
        "id": "x",
        **{f"{'k' * 1000}{number}": 1 for number in range(50)},
        "tags": [{}] * 5000,
    }
    server.will(payload)
    with pytest.raises(InvalidResponseError) as raised:
        client.things.read("x")
    assert len(str(raised.value)) < 2000
    assert raised.value.payload == payload
    many = [Problem(f"{number}.id", "is required") for number in range(5000)]
    assert errors.listed(many, "body").endswith("4.id: is required; and 4995 more, in `problems`")


def test_unfit_items_of_a_list_are_counted_in_the_message_and_kept_whole(
    client: Any, server: Any
) -> None:
    from golden import models

    server.will([{"id": "x"}] * 3000)
    with pytest.raises(InvalidResponseError) as raised:
        client.request("GET", "/things", cast_to=list[models.Made])
    assert len(str(raised.value)) < 1000
    assert str(raised.value).endswith("; and 2995 more, in `problems`")
    assert len(raised.value.problems) == 3000
