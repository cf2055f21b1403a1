"""The stand-in as an ASGI application.

It cannot be mistaken for the service: every answer carries `X-Rehearsal: true`, only addresses of
this machine are answered, and a key that does not begin with `rehearsal-` is refused with 403 and a
word about why, so that a real one does not go on being sent unnoticed.

    rehearsal-key       may do everything
    rehearsal-reader    may neither validate nor send: 409
    rehearsal-…         any other one is wrong: 401

`/rehearsal` and the paths below it are for who rehearses, and need no key.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from generator.document.bundle import Document
from generator.document.examples import JsonValue
from generator.document.instances import Instances
from generator.mock.answers import Answers
from generator.mock.paging import Asked
from generator.mock.problem import RequestFault
from tests.rehearsal import actions, sending
from tests.rehearsal.account import Account, Json
from tests.rehearsal.contract import Call, Contract, Refused
from tests.rehearsal.control import KEY, READER, routes
from tests.rehearsal.faults import Faults, Limit
from tests.rehearsal.plays import PLAYS

PREFIX = "rehearsal-"
_HERE = ("127.0.0.1", "localhost", "[::1]")
_NAMED = b"X-Rehearsal", b"true"

Breaker = Callable[[Scope], None]


@dataclass(slots=True)
class Settings:
    """How the stand-in behaves. `delay` is seconds before each answer, `late` those of a slow one."""

    seed: int = 0
    hour: float = 10.0
    offset: float = 0.0
    delay: float = 0.0
    late: float = 2.0
    limit: int = 0
    per: float = 60.0
    faults: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """What is remembered of the calls: the last of them, requests that do not fit the document, and
    such answers of ours.
    """

    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=1000))
    violations: list[JsonValue] = field(default_factory=list)
    answers: list[JsonValue] = field(default_factory=list)


class Rehearsal:
    """One account, and what happens to the calls of it."""

    def __init__(self, document: Document, settings: Settings, breaks: Breaker) -> None:
        self._contract = Contract(document)
        self._examples = Answers(document, Instances(document))
        self.settings = settings
        self.breaks = breaks
        self.reset()

    @property
    def operations(self) -> frozenset[str]:
        return self._contract.operations

    def reset(self) -> None:
        """A new account, as it was in the beginning."""
        settings = self.settings
        self.account = Account(settings.seed, hour=settings.hour, offset=settings.offset)
        actions.add_past(self.account)
        sending.add_past(self.account)
        self.faults = Faults(settings.faults, settings.seed)
        self.limit = Limit(settings.limit, settings.per)
        self.record = Record()
        self.planted: dict[str, Json] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call: whatever becomes of it is an answer, or a broken connection."""
        request = Request(scope, receive)
        is_ours = request.headers.get("x-key", "").startswith(PREFIX)
        fault = self.faults.next(self._contract.name(request)) if is_ours else ""
        try:
            content = await request.body()
        except ClientDisconnect:
            return
        await asyncio.sleep(self.settings.delay + (self.settings.late if fault == "slow" else 0))
        if fault == "drop":
            await self._broken(scope, receive)
            return
        response = (
            self._unavailable(fault) if fault.startswith("503") else self._answer(request, content)
        )
        match fault:
            case "lose":
                await self._broken(scope, receive)
            case "cut" if response.body:
                await response(scope, receive, _cut(send))
                await self._broken(scope, receive)
            case _:
                await response(scope, receive, send)

    async def _broken(self, scope: Scope, receive: Receive) -> None:
        self.breaks(scope)
        while (await receive())["type"] != "http.disconnect":
            pass

    def _unavailable(self, fault: str) -> Response:
        return Response(None, 503, {"Retry-After": "1"} if fault == "503-later" else {})

    def _answer(self, request: Request, content: bytes) -> Response:
        """The answer to a request, remembered, and judged by the document."""
        noted: Json = {"method": request.method, "operation": None, "status": 0}
        try:
            headers = self._admit(request)
            response = self._played(request, content, noted)
            response.headers.update(headers)
        except Refused as refused:
            noted["refused"] = refused.text
            response = refused.response()
        noted["status"] = response.status_code
        self.record.calls.append(noted)
        return response

    def _admit(self, request: Request) -> dict[str, str]:
        """Raises `Refused` for who may not call at all; gives the headers of the rate limit."""
        key = request.headers.get("x-key", "")
        if not key:
            raise Refused(401)
        if not key.startswith(PREFIX):
            raise Refused(
                403,
                (
                    "This is a rehearsal of NP6 on your own machine. It takes keys that begin "
                    f"with {PREFIX}, no real one."
                ),
            )
        if key not in (KEY, READER):
            raise Refused(401)
        goes_on, headers = self.limit.take()
        if not goes_on:
            raise Refused(429, headers=headers)
        return headers

    def _played(self, request: Request, content: bytes, noted: Json) -> Response:
        headers = request.headers
        if "transfer-encoding" in headers or (
            request.method in ("POST", "PUT") and "content-length" not in headers
        ):
            raise Refused(411)
        judged = self._contract.judge(request, content, may_send=headers["x-key"] == KEY)
        call = judged.call
        noted["operation"] = call.operation.name
        if judged.status:
            faults: list[JsonValue] = [dict(fault.as_json()) for fault in judged.faults]
            self.record.violations.append({"operation": call.operation.name, "faults": faults})
            raise Refused(
                judged.status, "" if judged.status == 415 else _said(judged.text, judged.faults)
            )
        response = self._response(call)
        objections = self._contract.objections(
            call.operation,
            response.status_code,
            response.headers.get("content-type", ""),
            bytes(response.body),
        )
        self.record.answers += objections
        return self._with_planted(call.operation.name, response)

    def _response(self, call: Call) -> Response:
        """What the operation's player gives, as the document has its success; or the document's
        example.
        """
        answer = self._contract.success(call.operation)
        play = PLAYS.get(call.operation.name)
        if play is None:
            response = self._examples.answer(call.operation, call.accept, "", Asked(call.content))
            response.headers["X-Rehearsal-Example"] = "true"
            return response
        label = self._contract.chosen(call.operation, call.accept) if answer.content else ""
        value = play(self.account, call)
        if not answer.content or (value is None and "*/*" in answer.content):
            return Response(None, 204 if answer.status == 200 else answer.status)
        return Response(json.dumps(value), answer.status, {"Content-Type": label})

    def _with_planted(self, operation: str, response: Response) -> Response:
        """The answer with the differences from the document that were asked for."""
        planted = self.planted.get(operation)
        if not planted or response.status_code >= 300 or not response.body:
            return response
        value = json.loads(bytes(response.body))
        for pointer, wanted in planted.items():
            _plant(value, pointer, wanted)
        return Response(
            json.dumps(value),
            response.status_code,
            {"Content-Type": response.headers["content-type"]},
        )


def create_app(
    document: Document, settings: Settings | None = None, breaks: Breaker | None = None
) -> Starlette:
    """The application. `breaks` ends the connection of a call; in process there is none, and an
    error is raised.
    """
    rehearsal = Rehearsal(document, settings or Settings(), breaks or _raise)
    app = Starlette(
        routes=routes(rehearsal),
        exception_handlers={Refused: _refuse},
    )
    app.router.default = rehearsal
    app.router.redirect_slashes = False
    app.add_middleware(_Signed)
    app.state.rehearsal = rehearsal
    return app


class _Signed:
    """Middleware: the stand-in's name and an id on every answer, and none to who called it by the
    name of another machine.
    """

    def __init__(self, app: Callable[..., object]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = (_NAMED, (b"x-request-id", str(uuid.uuid4()).encode()))
                message["headers"] = [*message.get("headers", ()), *own]
            await send(message)

        if scope["type"] == "http" and not _is_here(Request(scope).headers.get("host", "")):
            text = (
                "This is a rehearsal of NP6 on 127.0.0.1: it does not answer in the name of "
                "another host."
            )
            await Response(text, 421)(scope, receive, signed)
            return
        await self._app(scope, receive, signed)  # type: ignore[misc]


def _is_here(host: str) -> bool:
    return any(host == name or host.startswith(f"{name}:") for name in _HERE)


def _plant(value: JsonValue, pointer: str, wanted: JsonValue) -> None:
    """Puts a value at a place (RFC 6901) in another, or beside what is there, if there is an object
    or a list to hold it.
    """
    *steps, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        else:
            value = (
                value[int(step)]
                if isinstance(value, list) and step.isdigit() and int(step) < len(value)
                else None
            )
    if isinstance(value, dict):
        value[last] = wanted
    elif isinstance(value, list) and last.isdigit() and int(last) < len(value):
        value[int(last)] = wanted


def _cut(send: Send) -> Send:
    """Sends the headers of an answer and the first half of its body."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            half = message["body"][: len(message["body"]) // 2]
            message = {"type": "http.response.body", "body": half, "more_body": True}
        await send(message)

    return sending


def _raise(scope: Scope) -> None:
    raise ConnectionResetError("the connection broke")


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return error.response()


def _said(text: str, faults: Iterable[RequestFault]) -> str:
    """What is wrong with a request, without any of its values."""
    lines = [f"{fault.place} {fault.name}{fault.pointer}: {fault.detail}" for fault in faults]
    return "\n".join([text, *lines])
