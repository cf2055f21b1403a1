"""Batches: an item is sent only if its own result says so."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from golden import Golden, models
from golden._runtime.batches import Batching, batched
from golden._runtime.errors import (
    AuthenticationError,
    BadRequestError,
    InvalidInputError,
    InvalidResponseError,
    RequestInfo,
    SDKError,
    TransportError,
)
from golden._runtime.operation import Media, Success
from golden._runtime.report import BatchError, ItemError

from .conftest import KEY
from .test_batches import (
    EITHER,
    WORKERS,
    AsyncLots,
    Lots,
    Service,
    operation,
    run,
    run_either,
    statuses,
    things,
)


class Judged(Lots):
    """Its document says what a success is: a result whose `class` is `made`, or 1."""

    operation = operation(
        list[models.Thing], result=list[models.Thing], success=Success("class", ("made", 1))
    )


class Whole(Lots):
    """Answers a request with one object."""

    operation = operation(
        list[models.Thing], result=models.Thing, success=Success("name", ("done",))
    )


@pytest.fixture
def service() -> Service:
    return Service()


def results(*kinds: Any) -> bytes:
    """The results of items, each with a `class` of its own; `...` is a result without one."""
    return json.dumps(
        [{"name": "of jane"} | ({} if kind is ... else {"class": kind}) for kind in kinds]
    ).encode()


def test_a_refusal_inside_a_success_is_refused_and_keeps_its_value(service: Service) -> None:
    service.when["0"] = results("made", "error: jane")
    report = run(service, things(0, 1), 2, lots=Judged)
    assert statuses(report) == "sr"
    assert (report[0].error, report[0].value.name) == (None, "of jane")
    assert report[1].value.class_ == "error: jane"
    assert (
        str(report[1].error)
        == "POST /things/{id}/many: its own result is no success, by its `class`"
    )
    assert isinstance(report[1].error, ItemError)
    with pytest.raises(
        BatchError, match="2 items: 1 sent, 1 refused, 0 unknown, 0 unsent"
    ) as raised:
        report.raise_for_errors()
    assert raised.value.__cause__ is report[1].error


@pytest.mark.parametrize("kind", [..., None])
def test_a_result_that_does_not_say_leaves_its_item_unknown(service: Service, kind: Any) -> None:
    service.when["0"] = results("made", kind)
    report = run(service, things(0, 1), 2, lots=Judged)
    assert statuses(report) == "s?"
    assert str(report[1].error) == "POST /things/{id}/many: its own result has no `class`"
    assert report[1].value.name == "of jane"


@EITHER
def test_the_journal_has_what_the_result_says_and_a_restart_sends_the_refused_alone(
    kind: str, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lots, "operation", Judged.operation)
    monkeypatch.setattr(AsyncLots, "operation", Judged.operation)
    journal = tmp_path / "run.jsonl"
    service.when["0"] = results("made", "error", ...)
    assert statuses(run_either(kind, service, things(0, 1, 2), 3, journal=journal)) == "sr?"
    assert json.loads(journal.read_bytes().splitlines()[-1]) == {
        "ended": {"sent": [0], "refused": [1], "unknown": [2]}
    }
    service.when["1"] = results("made")
    assert statuses(run_either(kind, service, things(0, 1, 2), 3, journal=journal)) == "Ss!"
    assert service.batches == [["0", "1", "2"], ["1"]]


@pytest.mark.parametrize(
    ("value", "lenient", "status"),
    [
        (1, True, "s"),
        (True, True, "r"),
        (1.0, True, "s"),
        ("1", True, "r"),
        ([1], True, "r"),
        ("made", False, "s"),
    ],
)
def test_values_are_compared_as_json_has_them(
    service: Service, value: Any, lenient: bool, status: str
) -> None:
    """What does not fit the document is there only for a client that is lenient."""
    client = Golden(api_key=KEY, transport=service.transport, max_retries=0, lenient=lenient)
    service.when["0"] = results(value)
    assert statuses(batched(Judged(client).make, Batching(2))(42, things(0))) == status


@pytest.mark.parametrize("result", [models.Made, dict[str, Any], Any])
def test_a_property_is_found_in_models_and_mappings_and_among_what_the_document_does_not_name(
    service: Service, result: Any
) -> None:
    class Extra(Lots):
        operation = operation(
            list[models.Thing], result=list[result], success=Success("state", ("done",))
        )

    service.when["0"] = b'[{"id": 1, "state": "done"}, {"id": 2, "state": "no"}, {"id": 3}]'
    assert statuses(run(service, things(0, 1, 2), 3, lots=Extra)) == "sr?"


def test_a_result_that_is_no_object_says_nothing(service: Service) -> None:
    class Numbers(Lots):
        operation = operation(
            list[models.Thing], result=list[int], success=Success("state", ("done",))
        )

    service.when["0"] = b"[7]"
    assert statuses(run(service, things(0), 3, lots=Numbers)) == "?"


@EITHER
@WORKERS
def test_a_callers_predicate_decides_by_the_value_of_the_outcome(
    kind: str, workers: int, service: Service
) -> None:
    seen: list[Any] = []

    def even(made: models.Made) -> bool:
        seen.append(made)
        return made.id % 2 == 0

    report = run_either(kind, service, things(*range(6)), 2, workers=workers, succeeded=even)
    assert statuses(report) == "srsrsr"
    assert sorted(seen, key=lambda made: made.id) == [outcome.value for outcome in report]
    assert str(report[1].error) == "POST /things/{id}/many: its own result is no success"


def test_a_callers_predicate_is_in_place_of_what_the_document_says(service: Service) -> None:
    service.when["0"] = results("made", "error", ...)
    report = run(
        service, things(0, 1, 2), 3, lots=Judged, succeeded=lambda thing: thing.class_ != "made"
    )
    assert statuses(report) == "rss"


@EITHER
def test_a_predicate_that_fails_costs_no_item_and_stops_the_run(
    kind: str, service: Service, tmp_path: Path
) -> None:
    def choosy(made: models.Made) -> bool:
        if made.id == 3:
            raise LookupError("of jane")
        return True

    journal = tmp_path / "run.jsonl"
    report = run_either(kind, service, things(*range(9)), 3, succeeded=choosy, journal=journal)
    assert statuses(report) == "sss?ss---"
    assert report.error is report[3].error
    assert isinstance(report.error, LookupError)
    assert report[3].value.id == 3
    assert statuses(run_either(kind, service, things(*range(9)), 3, journal=journal)) == "SSS!SSsss"


@pytest.mark.parametrize("verdict", [None, 1, "yes", ()])
def test_a_predicate_that_gives_no_bool_says_nothing(service: Service, verdict: Any) -> None:
    report = run(service, things(0, 1, 2), 1, succeeded=lambda _: verdict)
    assert statuses(report) == "?--"
    assert str(report.error) == f"succeeded gave {type(verdict).__name__}, not True or False"


@pytest.mark.parametrize(
    "options", [{"succeeded": "yes"}, {"resend": True}, {"resend": 1, "journal": "x"}]
)
def test_an_option_that_makes_no_sense_is_refused(options: Any) -> None:
    with pytest.raises(InvalidInputError, match=f"^{next(iter(options))}: must be "):
        Batching(2, **options)


# Answers that do not have a result for each item


@EITHER
@pytest.mark.parametrize(("ids", "found"), [([], "0"), ([7], "1"), ([7, 8, 9], "3")])
def test_more_or_fewer_results_than_items_leave_all_of_them_unknown(
    kind: str, service: Service, tmp_path: Path, ids: list[int], found: str
) -> None:
    journal = tmp_path / "run.jsonl"
    service.when["2"] = json.dumps([{"id": number} for number in ids]).encode()
    report = run_either(
        kind, service, things(*range(6)), 2, journal=journal, succeeded=lambda made: made.id < 9
    )
    assert statuses(report) == "ss??ss"
    assert [outcome.value for outcome in report[2:4]] == [None, None]
    assert (
        str(report[3].error) == f"POST /things/{{id}}/many: {found} results came back for 2 items"
    )
    assert isinstance(report[3].error, ItemError)
    assert report.error is None
    assert statuses(run_either(kind, service, things(*range(6)), 2, journal=journal)) == "SS!!SS"


def test_results_are_counted_against_the_items_that_were_sent(service: Service) -> None:
    report = run(service, [*things(0, 1), {}, *things(3)], 4)
    assert statuses(report) == "ssrs"
    assert [outcome.value and outcome.value.id for outcome in report] == [0, 1, None, 3]


@EITHER
@pytest.mark.parametrize(
    "answer", [b'{"not": "it"}', b'[{"id": 1}, {"id": "x"}]', b"<html>", b"", b'[{"id": 1}']
)
def test_an_answer_that_cannot_be_read_says_of_no_item_that_it_was_sent(
    kind: str, service: Service, answer: bytes
) -> None:
    service.when["3"] = answer
    report = run_either(kind, service, things(*range(6)), 2)
    assert statuses(report) == "ss??ss"
    assert isinstance(report[3].error, InvalidResponseError)
    assert report[3].value is None
    with pytest.raises(BatchError):
        report.raise_for_errors()


@pytest.mark.parametrize("answer", [b'{"not": "it"}', b"<html>", b"", b"null"])
def test_a_lenient_answer_that_is_no_list_leaves_its_items_unknown(
    service: Service, answer: bytes
) -> None:
    client = Golden(api_key=KEY, transport=service.transport, lenient=True)
    service.when["0"] = answer
    report = batched(Lots(client).make, Batching(2))(42, things(0, 1))
    assert statuses(report) == "??"
    assert [outcome.value for outcome in report] == [None, None]
    assert (
        str(report[0].error) == "POST /things/{id}/many: no list of results came back for 2 items"
    )


def test_where_the_operation_returns_no_list_the_value_is_the_whole_answer(
    service: Service,
) -> None:
    service.when |= {"0": b'{"name": "done"}', "2": b'{"name": "half"}'}
    report = run(service, things(*range(4)), 2, lots=Whole)
    assert statuses(report) == "ssrr"
    assert report[0].value is report[1].value
    assert (report[0].value.name, report[3].value.name) == ("done", "half")


@pytest.mark.parametrize(
    ("responses", "own"),
    [
        ({"200": list[models.Made]}, True),
        ({"200": list[models.Made], "201": list[models.Made], "400": models.Failure}, True),
        ({"default": list[models.Made]}, True),
        ({"200": list[models.Made], "default": models.Failure}, True),
        ({"200": list[models.Made] | None}, False),
        ({"200": Any}, False),
        ({"200": list[models.Made], "204": None}, False),
        ({"200": list[models.Made], "201": list[models.Thing]}, False),
        ({"200": list[models.Made], "201": models.Made}, False),
    ],
)
def test_an_item_has_an_entry_of_its_own_where_the_method_returns_a_list_and_nothing_else(
    service: Service, responses: dict[str, Any], own: bool
) -> None:
    """As its annotation says: of a result that may be something else the value is the whole, though
    it be a list.
    """
    documented = {
        status: ()
        if type_ is None
        else (Media("application/json", "json", lambda type_=type_: type_),)
        for status, type_ in responses.items()
    }

    class Listing(Lots):
        operation = operation(list[models.Thing])

    Listing.operation.responses = documented
    report = run(service, things(0, 1), 2, lots=Listing)
    assert statuses(report) == "ss"
    assert isinstance(report[0].value, list) is not own


# A run stops by the status, whatever the body is


BODIES = {
    "none": ({}, b""),
    "text": ({}, b"no"),
    "html": ({"content-type": "text/html"}, b"<html>"),
    "no JSON": ({"content-type": "application/json"}, b"<html>"),
    "no charset": ({"content-type": "text/plain; charset=none"}, b"\xff"),
    "no gzip": ({"content-type": "application/json", "content-encoding": "gzip"}, b"{}"),
    "half of a gzip": (
        {"content-type": "application/json", "content-encoding": "gzip"},
        gzip.compress(b"{}" * 99)[:9],
    ),
}


@EITHER
@WORKERS
@pytest.mark.parametrize("body", BODIES)
def test_a_refused_key_stops_the_run_whatever_the_body_says(
    kind: str, workers: int, body: str, service: Service
) -> None:
    (headers, content), calls = BODIES[body], []

    def answer(request: httpx2.Request) -> httpx2.Response:
        calls.append(request)
        return httpx2.Response(401, headers=headers, stream=httpx2.ByteStream(content))

    service.answer = answer  # type: ignore[method-assign]
    service.transport = httpx2.MockTransport(answer)

    async def answer_async(request: httpx2.Request) -> httpx2.Response:
        return answer(request)

    service.answer_async = answer_async  # type: ignore[method-assign]
    report = run_either(kind, service, things(*range(40)), 2, workers=workers)
    assert isinstance(report.error, AuthenticationError)
    assert len(calls) <= workers
    assert len(report.refused) == 2 * len(calls)
    assert len(report.unsent) == 40 - 2 * len(calls)


INFO = RequestInfo("makeThings", "POST", "https://api.example.com/v1/things/{id}/many")


@pytest.mark.parametrize("status", [401, 403, 404, 409, 415])
@pytest.mark.parametrize("kind", [InvalidResponseError, TransportError])
def test_it_is_the_status_that_stops_a_run_not_the_class_of_the_error(
    kind: Any, status: int
) -> None:
    """An answer whose body breaks off or cannot be decoded may be told of by another class than its
    status has.
    """

    class Broken(Golden):
        def _send(self, mode: Any, *arguments: Any, **keywords: Any) -> Any:
            raise kind("the body is damaged", status_code=status, request=INFO)

    report = batched(Lots(Broken(api_key=KEY)).make, Batching(2))(42, things(*range(6)))
    assert statuses(report) == "rr----"
    assert isinstance(report.error, kind)


def test_what_was_surely_not_sent_is_refused_whatever_the_class_of_the_error() -> None:
    """As of a call for which no token could be obtained: a journal has it sent by the next run."""

    class Broken(Golden):
        def _send(self, mode: Any, *arguments: Any, **keywords: Any) -> Any:
            raise SDKError("no token: the endpoint answered 503", status_code=503, unsent=True)

    report = batched(Lots(Broken(api_key=KEY)).make, Batching(2))(42, things(*range(4)))
    assert statuses(report) == "rrrr"


def test_a_token_that_is_not_to_be_had_stops_the_run() -> None:
    class Broken(Golden):
        def _send(self, mode: Any, *arguments: Any, **keywords: Any) -> Any:
            raise SDKError("invalid_client", status_code=400, unsent=True, may_pass=False)

    report = batched(Lots(Broken(api_key=KEY)).make, Batching(2))(42, things(*range(4)))
    assert statuses(report) == "rr--"
    assert str(report.error) == "invalid_client"


def test_a_status_that_says_nothing_of_the_next_request_goes_on(service: Service) -> None:
    service.when["0"] = 400
    report = run(service, things(*range(4)), 2)
    assert statuses(report) == "rrss"
    assert isinstance(report[0].error, BadRequestError)
