"""All at once: pages, streams, uploads, server choice, tokens, idempotency keys, repeats, a pace,
deadlines and hooks, by many threads and tasks, against a server that fails in planned ways.

Each call says who it is (`X-Call`), and the server's plan follows from that: which of its attempts
are refused (429, 503), cut off before or in the middle of the answer, told that their token has
expired, or given one byte after another. `make fuzz` draws other plans, ten times as many."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import io
import json
import logging
import os
import random
import sys
import threading
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic, sleep
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from tests.packages import import_document

DOCUMENT = """
openapi: 3.2.0
info: {title: Depot, version: '1'}
servers:
- {url: '/live/v1', name: live}
- {url: '/sandbox/{region}/v1', name: sandbox, variables: {region: {default: eu, enum: [eu, us]}}}
x-sdk:
  idempotency-header: Idempotency-Key
  retries: {max-retries: 6, initial-interval: 0.01, max-interval: 0.02}
security: [{app: [depot.read]}]
paths:
  /parts:
    get:
      operationId: listParts
      x-sdk: {resource: parts, function: list, paging: {kind: cursor, items: items, parameter: after, next: next}}
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {description: Parts., content: {application/json: {schema: {$ref: '#/components/schemas/Parts'}}}}}
  /crates:
    get:
      operationId: listCrates
      x-sdk: {resource: crates, function: list, paging: {kind: link}}
      responses: {'200': {description: Crates., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Part'}}}}}}
  /orders:
    post:
      operationId: createOrder
      x-sdk: {resource: orders, function: create}
      security: [{app: [depot.read, depot.write]}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}
      responses: {'201': {description: Ordered., content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}}
  /manuals:
    post:
      operationId: sendManual
      x-sdk: {resource: manuals, function: send}
      security: [{app: [depot.read, depot.write]}]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [name, file]
              properties: {name: {type: string}, file: {type: string, format: binary}, pages: {type: array, items: {type: string, format: binary}}}
      responses: {'201': {description: Taken., content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}}
  /watch:
    get:
      operationId: watch
      x-sdk: {resource: changes, function: watch}
      responses:
        '200':
          description: Changes.
          content: {text/event-stream: {itemSchema: {type: object, required: [data], properties: {data: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Part'}}}}}}
  /log:
    get:
      operationId: readLog
      x-sdk: {resource: changes, function: log}
      responses: {'200': {description: The log., content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Part'}}}}}
  /slow:
    get:
      operationId: slow
      x-sdk: {resource: changes, function: slow}
      responses: {'200': {description: At last., content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}}
components:
  schemas:
    Part: {type: object, required: [id], properties: {id: {type: string}}}
    Parts: {type: object, required: [items], properties: {items: {type: array, items: {$ref: '#/components/schemas/Part'}}, next: {type: [string, 'null']}}}
  securitySchemes:
    app: {type: oauth2, flows: {clientCredentials: {tokenUrl: /oauth/token, scopes: {depot.read: Read, depot.write: Write}}}}
"""
BASE = "/sandbox/us/v1"
PAGES, ITEMS = 4, 3
EVERYTHING = [f"{page}-{item}" for page in range(PAGES) for item in range(ITEMS)]
FAULTS = ("429", "503", "503 now", "unanswered", "cut off", "slow", "expired")
MOST_FAULTS = 3  # of one request, of which the client sends at most seven
DEADLINE, TOLERANCE, FOREVER = 0.5, 10.0, 60.0
SECRET = "depot-s3cret-4711"


class Asked(NamedTuple):
    """A request."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Depot:
    """The server, and what it saw; its loop runs in one thread."""

    seed: int
    broken: list[str] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    attempts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    issued: list[str] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)
    fetching: Counter[str] = field(default_factory=Counter)
    fetches: Counter[str] = field(default_factory=Counter)
    orders: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    address: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (asked := await _read(reader)) is not None:
                if not await self._answer(asked, writer):
                    break
        except (OSError, EOFError):
            pass
        finally:
            self.connections -= 1
            writer.close()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on."""
        path = urlsplit(asked.target).path
        if path == "/oauth/token":
            return await self._token(asked, writer)
        self.arrived.append(monotonic())
        call = asked.headers.get("x-call", "")
        if not path.startswith(BASE) or not call:
            self.broken.append(f"{asked.method} {asked.target} of {call or 'nobody'}")
        fault = self._fault(asked, call)
        self.faults[fault] += 1
        if fault != "expired" and (why := self._unauthorized(asked, call)):
            fault = why
        match fault:
            case "expired":
                return await _send(writer, 401, {"message": "expired"})
            case "429":
                return await _send(writer, 429, {"message": "later"}, {"Retry-After": "0"})
            case "503":
                return await _send(writer, 503, {"message": "down"}, {"Retry-After": "0"})
            case "503 now":
                return await _send(writer, 503, {"message": "down"})
            case "unanswered":
                return False
        if path.endswith("/slow"):
            return await _trickle(writer, b'{"id": "' + b"x" * int(FOREVER * 20), 0.05)
        status, kind, body, more = self._content(asked, call, path.removeprefix(BASE))
        head = _head(status, len(body), {"Content-Type": kind, **more})
        if fault == "cut off":
            writer.write(head + body[: len(body) // 2])
            await writer.drain()
            return False
        if fault == "slow":
            return await _trickle(writer, head + body, 0.001, most=40)
        writer.write(head + body)
        await writer.drain()
        return True

    def _fault(self, asked: Asked, call: str) -> str:
        """What becomes of this attempt of a request, the same for the same seed."""
        key = (call, asked.method, asked.target)
        self.attempts[key] += 1
        number = self.attempts[key]
        if number > MOST_FAULTS or asked.target.endswith("/slow"):
            return ""
        draw = random.Random(f"{self.seed} {key} {number}")
        fault = draw.choice(FAULTS) if draw.random() < 0.4 else ""
        is_stream = asked.target.endswith(("/watch", "/log"))
        if fault == "cut off" and is_stream:
            return "unanswered"  # what is lost of a stream is its reader's to ask for again
        token = asked.headers.get("authorization", "")
        if fault == "expired":
            # once a call, of which another one follows
            if any(each == call for each, _ in self.refused):
                return ""
            self.expired.add(token)
            self.refused.add((call, token))
        return fault

    def _unauthorized(self, asked: Asked, call: str) -> str:
        """Of a token that has expired, a call is told once."""
        token = asked.headers.get("authorization", "")
        if (call, token) in self.refused:
            self.broken.append(f"{call} sent a token again that was refused")
        if token.removeprefix("Bearer ") not in self.issued:
            self.broken.append(f"{call} sent a token that was never issued")
        if token in self.expired and not any(each == call for each, _ in self.refused):
            self.refused.add((call, token))
            return "expired"
        return ""

    def _content(
        self, asked: Asked, call: str, path: str
    ) -> tuple[int, str, bytes, dict[str, str]]:
        query = dict(parse_qsl(urlsplit(asked.target).query))
        page = int(query.get("after", "0"))
        items = [{"id": f"{page}-{item}"} for item in range(ITEMS)]
        after = str(page + 1) if page + 1 < PAGES else None
        json_type = "application/json"
        match path:
            case "/parts":
                return 200, json_type, _json({"items": items, "next": after}), {}
            case "/crates":
                own = f"{self.address}{urlsplit(asked.target).path}"
                link = {"Link": f'<{own}?after={after}>; rel="next"'} if after else {}
                return 200, json_type, _json(items), link
            case "/watch":
                events = (
                    f"id: {each}\ndata: {_json({'id': each}).decode()}\n\n" for each in EVERYTHING
                )
                return 200, "text/event-stream", "".join(events).encode(), {}
            case "/log":
                return (
                    200,
                    "application/jsonl",
                    b"".join(_json({"id": each}) + b"\n" for each in EVERYTHING),
                    {},
                )
            case _:
                key = asked.headers.get("idempotency-key", "")
                self.keys[key].add(call)
                made = self.orders.setdefault(key, self._received(asked, path))
                return 201, json_type, _json({"id": made}), {}

    @staticmethod
    def _received(asked: Asked, path: str) -> str:
        if path == "/orders":
            return str(json.loads(asked.body)["id"])
        boundary = asked.headers["content-type"].partition("boundary=")[2].strip('"').encode()
        parts = asked.body.split(b"--" + boundary)[1:-1]
        contents = sorted(each.partition(b"\r\n\r\n")[2][:-2] for each in parts)
        return hashlib.sha256(b"|".join(contents)).hexdigest()

    async def _token(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        pair = base64.b64decode(asked.headers.get("authorization", "").removeprefix("Basic "))
        who, _, secret = pair.decode().partition(":")
        if secret != SECRET:
            self.broken.append("a token was asked for with another secret")
        self.fetching[who] += 1
        self.fetches[who] += 1
        if self.fetching[who] > 1:
            self.broken.append(f"{who} fetched two tokens at once")
        await asyncio.sleep(0.005)
        self.fetching[who] -= 1
        draw = random.Random(f"{self.seed} {who} {self.fetches[who]}").random()
        draw += self.fetches[who] % 2  # no two failures in a row
        if draw < 0.15:
            return await _send(writer, 503, {"error": "temporarily_unavailable"})
        if draw < 0.3:
            return False
        self.issued.append(f"depot-t0ken-{len(self.issued)}-{self.seed}")
        given = {"access_token": self.issued[-1], "token_type": "Bearer", "expires_in": 3600}
        return await _send(writer, 200, given)


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    line, *lines = head.strip().split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)
    }
    method, target, _ = line.split(" ")
    return Asked(
        method, target, headers, await reader.readexactly(int(headers.get("content-length", 0)))
    )


def _head(status: int, length: int, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Planned\r\nContent-Length: {length}\r\n{lines}\r\n".encode()


async def _send(
    writer: asyncio.StreamWriter, status: int, value: Any, headers: dict[str, str] | None = None
) -> bool:
    body = _json(value)
    writer.write(
        _head(status, len(body), {"Content-Type": "application/json", **(headers or {})}) + body
    )
    await writer.drain()
    return True


async def _trickle(
    writer: asyncio.StreamWriter, content: bytes, pause: float, most: int = 0
) -> bool:
    """One piece after another; `most` of them, else byte by byte."""
    step = max(len(content) // most, 1) if most else 1
    if not most:
        content = _head(200, len(content), {"Content-Type": "application/json"}) + content
    for at in range(0, len(content), step):
        writer.write(content[at : at + step])
        await writer.drain()
        await asyncio.sleep(pause)
    return True


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@contextmanager
def served(seed: int) -> Iterator[Depot]:
    depot, loop, begun = Depot(seed), asyncio.new_event_loop(), threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(depot.serve, "127.0.0.1", 0, backlog=512)
        depot.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        begun.set()
        async with server:
            await server.serve_forever()

    def work() -> None:
        asyncio.set_event_loop(loop)
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        loop.close()

    task = loop.create_task(run())
    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert begun.wait(30)
        yield depot
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()


class Hooks:
    """What the hooks were told: the ends of each attempt that began."""

    def __init__(self) -> None:
        self.ends: dict[tuple[int, int], list[str]] = {}
        self.begun: list[float] = []
        self.states: list[dict[str, Any]] = []  # which keeps their ids apart

    def options(self) -> dict[str, Any]:
        return {
            "on_request": self.on_request,
            "on_response": lambda event: self._ended(event, str(event.status_code)),
            "on_error": lambda event: self._ended(event, type(event.error).__name__),
        }

    def on_request(self, event: Any) -> None:
        self.states.append(event.state)
        self.begun.append(monotonic())
        assert self.ends.setdefault((id(event.state), event.attempt), []) == []

    def _ended(self, event: Any, how: str) -> None:
        self.ends[id(event.state), event.attempt].append(how)


class Lines(logging.Handler):
    """All that is logged, by whomever, at any level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {record.__dict__}")


@contextmanager
def logged() -> Iterator[list[str]]:
    handler, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@dataclass
class Outcomes:
    """What became of the calls, by their kind."""

    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    def check(self, kind: str, call: str, found: Any, expected: Any) -> None:
        self.done[kind] += 1
        if found != expected:
            self.wrong.append(f"{kind} {call}: {found!r}, not {expected!r}")


def manual_of(call: str) -> tuple[bytes, str]:
    content = random.Random(call).randbytes(30_000).replace(b"--", b"++")
    return content, hashlib.sha256(b"|".join(sorted([call.encode(), content]))).hexdigest()


def options_of(call: str, **more: Any) -> dict[str, Any]:
    return {"headers": {"X-Call": call}, **more}


def by_thread(client: Any, kind: str, call: str, outcomes: Outcomes) -> None:
    """One call of the blocking client."""
    options, content = options_of(call), manual_of(call)
    match kind:
        case "parts" | "crates":
            found: Any = [each.id for each in getattr(client, kind).list(options=options)]
            outcomes.check(kind, call, found, EVERYTHING)
        case "order":
            outcomes.check(kind, call, client.orders.create(id=call, options=options).id, call)
        case "manual":
            file = ("manual.bin", io.BytesIO(content[0]))
            made = client.manuals.send(name=call, file=file, options=options)
            outcomes.check(kind, call, made.id, content[1])
        case "watch":
            with client.changes.watch(options=options) as events:
                outcomes.check(kind, call, [each.data.id for each in events], EVERYTHING)
        case "left":
            with client.changes.log(options=options) as lines:
                outcomes.check(kind, call, next(iter(lines)).id, EVERYTHING[0])
        case "log":
            outcomes.check(
                kind, call, [each.id for each in client.changes.log(options=options)], EVERYTHING
            )
        case "slow":
            began = monotonic()
            with pytest.raises(client_errors(client)) as caught:
                client.changes.slow(options=options_of(call, deadline=DEADLINE))
            outcomes.errors.append(caught.value)
            outcomes.check(kind, call, monotonic() - began < DEADLINE + TOLERANCE, True)


async def by_task(client: Any, kind: str, call: str, outcomes: Outcomes) -> None:
    """As `by_thread`, of the asynchronous client."""
    options, content = options_of(call), manual_of(call)
    match kind:
        case "parts" | "crates":
            found: Any = [each.id async for each in getattr(client, kind).list(options=options)]
            outcomes.check(kind, call, found, EVERYTHING)
        case "order":
            made = await client.orders.create(id=call, options=options)
            outcomes.check(kind, call, made.id, call)
        case "manual":
            file = ("manual.bin", io.BytesIO(content[0]))
            made = await client.manuals.send(name=call, file=file, options=options)
            outcomes.check(kind, call, made.id, content[1])
        case "watch":
            async with client.changes.watch(options=options) as events:
                outcomes.check(kind, call, [each.data.id async for each in events], EVERYTHING)
        case "left":
            async with client.changes.log(options=options) as lines:
                async for each in lines:
                    outcomes.check(kind, call, each.id, EVERYTHING[0])
                    break
        case "log":
            found = [each.id async for each in client.changes.log(options=options)]
            outcomes.check(kind, call, found, EVERYTHING)
        case "slow":
            began = monotonic()
            with pytest.raises(client_errors(client)) as caught:
                await client.changes.slow(options=options_of(call, deadline=DEADLINE))
            outcomes.errors.append(caught.value)
            outcomes.check(kind, call, monotonic() - began < DEADLINE + TOLERANCE, True)
        case "cancelled":
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DEADLINE / 2):
                    await client.changes.slow(options=options)
            outcomes.done[kind] += 1


def client_errors(client: Any) -> tuple[type[Exception], ...]:
    """What a call raises whose deadline has passed: then, while it waited for a token, or with a
    401 behind which there was no time for another one.
    """
    package = sys.modules[type(client).__module__.partition(".")[0]]
    return package.DeadlineExceededError, package.TokenError, package.AuthenticationError


THREADS, TASKS = 40, 300
KINDS = ("parts", "order", "crates", "manual", "watch", "left", "log", "order", "parts", "slow")


def calls(prefix: str, count: int, *more: str) -> list[tuple[str, str]]:
    kinds = (*KINDS, *more)
    return [(kinds[number % len(kinds)], f"{prefix}-{number}") for number in range(count)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return import_document(DOCUMENT, "depot", tmp_path_factory.mktemp("depot"))


SEEDS = [
    int(os.environ.get("COMBINATION_SEED", "1")) + number
    for number in range(int(os.environ.get("COMBINATION_ROUNDS", "1")))
]


@pytest.mark.heavy
@pytest.mark.seeded
@pytest.mark.parametrize("seed", SEEDS)
def test_everything_holds_for_threads_and_tasks_at_once(package: Any, seed: int) -> None:
    outcomes, hooks = Outcomes(), Hooks()
    pace = package.Pace(100, per=0.15)

    def settings(depot: Depot, who: str) -> dict[str, Any]:
        credentials = {"client_id": who, "client_secret": SECRET}
        server = {"server": "sandbox", "region": "us", "base_url": depot.address}
        limits = {"limits": httpx2.Limits(max_connections=60, max_keepalive_connections=20)}
        return {
            **credentials,
            **server,
            **limits,
            "pace": pace,
            "deadline": FOREVER,
            **hooks.options(),
        }

    def guarded(call: Callable[[], None]) -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is told below
            outcomes.errors.append(error)
            outcomes.wrong.append("".join(traceback.format_exception(error)))

    async def tasks(depot: Depot) -> None:
        async with package.AsyncDepot(**settings(depot, "tasks")) as client:
            found = await asyncio.gather(
                *(
                    by_task(client, kind, call, outcomes)
                    for kind, call in calls("task", TASKS, "cancelled")
                ),
                return_exceptions=True,
            )
            for error in found:
                if error is not None:
                    outcomes.errors.append(error)
                    outcomes.wrong.append("".join(traceback.format_exception(error)))

    with logged() as lines, served(seed) as depot:
        with (
            package.Depot(**settings(depot, "threads")) as client,
            ThreadPoolExecutor(THREADS + 1) as pool,
        ):
            pool.submit(guarded, lambda: asyncio.run(tasks(depot)))
            for kind, call in calls("thread", THREADS * 2):
                pool.submit(guarded, partial(by_thread, client, kind, call, outcomes))
        waited_until = monotonic() + TOLERANCE
        while depot.connections and monotonic() < waited_until:
            sleep(0.01)
        left = depot.connections

    assert outcomes.wrong == []
    assert sum(outcomes.done.values()) == THREADS * 2 + TASKS
    assert depot.broken == []
    assert left == 0, f"{left} connections were left open"
    assert all(depot.faults[fault] for fault in FAULTS), depot.faults
    # one key a call, over all its attempts, and each order is made once
    assert [calls for calls in depot.keys.values() if len(calls) != 1] == []
    owners = Counter(call for calls in depot.keys.values() for call in calls)
    assert set(owners.values()) == {1}
    assert len(depot.orders) == outcomes.done["order"] + outcomes.done["manual"] == len(owners)
    # each attempt that began has one end
    assert {len(ends) for ends in hooks.ends.values()} == {1}
    assert len(depot.arrived) <= len(hooks.begun) == len(hooks.ends)
    rounds = -(-len(hooks.begun) // pace.calls) - 1
    assert max(hooks.begun) - min(hooks.begun) >= rounds * pace.per - 0.1
    # each time for two sets of scopes, and what a call that was cancelled did not wait for
    assert len(depot.issued) <= 2 * len(depot.expired) + 8, "tokens that nobody needed"
    secrets = (
        SECRET,
        "depot-t0ken",
        *(base64.b64encode(f"{who}:{SECRET}".encode()).decode() for who in ("threads", "tasks")),
    )
    told = [*lines, *("".join(traceback.format_exception(error)) for error in outcomes.errors)]
    told += [repr(each) + repr(getattr(each, "__dict__", "")) for each in outcomes.errors]
    assert lines
    assert [line for line in told if any(secret in line for secret in secrets)] == []
