"""Idempotency keys: one a call, the same in all of its attempts, of the client or of its caller."""

from __future__ import annotations

import socket
from typing import Any
from uuid import UUID

import httpx2
import pytest

from tests import packages
from tests.runtime.conftest import listening
from tests.runtime.network_servers import read_head

PACKAGE: Any = packages.Imported("idempotency")
UNSET: Any = packages.Imported("idempotency", "._runtime.unset")


class Failing(httpx2.MockTransport):
    """Answers with these statuses, then with 201; what it was sent is kept."""

    def __init__(self, *statuses: int, body: bytes = b"{}") -> None:
        super().__init__(self._answer)
        self.statuses, self.body = list(statuses), body
        self.requests: list[httpx2.Request] = []

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        status = self.statuses.pop(0) if self.statuses else 201
        return httpx2.Response(
            status, content=self.body, headers={"Content-Type": "application/json"}
        )

    def sent(self, name: str = "Idempotency-Key") -> list[str | None]:
        return [request.headers.get(name) for request in self.requests]


def client(transport: Failing) -> Any:
    made = PACKAGE.Idempotency(transport=transport)
    made._sleep = lambda seconds: None
    return made


def test_a_post_with_a_key_is_repeated_with_the_same_one_and_the_next_call_has_another() -> None:
    service = Failing(500, 503)
    made = client(service)
    made.payments.create_payment(amount=1)
    made.payments.create_payment(amount=1)
    first, *again, other = service.sent()
    assert again == [first, first]
    assert other != first
    assert {UUID(key).version for key in service.sent() if key} == {4}


def test_the_caller_s_own_key_is_sent_as_it_is() -> None:
    service = Failing(500)
    made = client(service)
    made.payments.create_payment(amount=1, idempotency_key="field", idempotency_key_header="mine")
    assert service.sent() == ["mine", "mine"]
    assert b'"idempotency_key":"field"' in service.requests[0].content
    made.refunds.create_refund(idempotency_key="r-1")
    made.refunds.create_refund(options={"headers": {"Idempotency-Key": "option"}})
    assert service.sent()[2:] == ["r-1", "option"]
    with pytest.raises(PACKAGE.InvalidInputError, match="idempotency-key"):
        made.refunds.create_refund(idempotency_key="x" * 65)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "must have at least 1 character"),
        (None, "must be a valid string"),
        (" a", "must not begin or end with a space"),
        ("a\r\nb", "must not hold control characters"),
        ("☃", "must be text in Latin-1"),
    ],
)
def test_a_key_that_no_header_can_say_is_refused_before_anything_is_sent(
    key: str | None, said: str
) -> None:
    service = Failing()
    for method in ("create_refund", "create_note"):
        with pytest.raises(PACKAGE.InvalidInputError, match=f"(?i)idempotency-key: {said}"):
            getattr(client(service).refunds, method)(idempotency_key=key)
    assert service.requests == []


def test_which_methods_have_a_key() -> None:
    service = Failing()
    made = client(service)
    made.refunds.list_refunds()
    made.payments.replace_payments(expires="soon")
    assert service.sent() == [None, None]
    assert service.sent("X-Expires") == [None, "soon"]
    assert service.sent("X-Request-Key")[0] is None
    assert service.sent("X-Request-Key")[1] is not None


def test_an_operation_that_says_so_is_not_repeated_though_it_has_a_key() -> None:
    service = Failing(500)
    with pytest.raises(PACKAGE.ServerError):
        client(service).payments.change_payments()
    assert len(service.sent("X-Key")) == 1
    service = Failing(500)
    with pytest.raises(PACKAGE.ServerError):
        client(service).payments.create_payment(options={"retry": "unsafe"})
    assert len(service.requests) == 1


def test_a_key_that_the_schema_does_not_take_is_left_to_the_caller() -> None:
    with pytest.raises(PACKAGE.InvalidInputError, match="is required"):
        client(Failing()).short.create_short(idempotency_key=UNSET.UNSET)


def test_each_request_of_a_batch_has_a_key_of_its_own_and_none_is_shared() -> None:
    service = Failing(body=b"[{}]")
    batches = client(service).items.in_batches(size=1)
    assert [outcome.status for outcome in batches.create_items([1, 2])] == ["sent"] * 2
    assert len(set(service.sent())) == 2
    key = {"headers": {"idempotency-KEY": "k"}}
    with pytest.raises(PACKAGE.InvalidInputError, match="is the key of one request"):
        batches.create_items([1, 2], options=key)
    with pytest.raises(PACKAGE.InvalidInputError, match="is the key of one request"):
        client(service).with_options(**key).items.in_batches(size=1).create_items([1, 2])
    with pytest.raises(PACKAGE.InvalidInputError, match="is the key of one request"):
        batches.create_items([1, 2], idempotency_key="mine")


async def no_pause(seconds: float) -> None:
    pass


def failing_once(keys: list[str]) -> Any:
    """A server on a socket that has keys, and answers what it has not seen with 500."""

    def talk(connection: socket.socket) -> None:
        head = read_head(connection).decode("ascii").lower()
        key = head.partition("idempotency-key: ")[2].partition("\r\n")[0]
        status = "201 Created" if key in keys else "500 Failed"
        keys.append(key)
        answer = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n"
        connection.sendall(f"{answer}Content-Length: 2\r\n\r\n{{}}".encode())

    return listening(talk)


@pytest.mark.anyio
async def test_over_a_socket_both_clients_repeat_with_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    with failing_once(seen) as url:
        with PACKAGE.Idempotency(base_url=url) as made:
            monkeypatch.setattr(made, "_sleep", lambda seconds: None)
            made.refunds.create_refund()
        async with PACKAGE.AsyncIdempotency(base_url=url) as other:
            monkeypatch.setattr(other, "_sleep", no_pause)
            await other.refunds.with_raw_response.create_refund()
    assert [seen.count(key) for key in dict.fromkeys(seen)] == [2, 2]
    assert all(UUID(key) for key in seen)
