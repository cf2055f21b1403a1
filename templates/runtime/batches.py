"""Any number of items through an operation whose body is a JSON array: cut into requests, a bounded number of them at a time.

Each item comes to one of four ends. **sent**: a success was answered, be it one that does not fit the document. **refused**: it
was surely not accepted (a 4xx, an invalid input, no connection). **unknown**: the server may have acted (a 5xx, a redirect that
is not followed, a failure after sending). **unsent**: never tried, since the run stopped. A run stops where every further
request would fail alike (401, 403, 404, `ConfigurationError`), where the iterable or the journal fails, or on an exception that
is not ours; what is under way is finished, and `BatchReport.error` says why. Interrupts and cancellation are passed on.

With a journal, a run can be started again with the same items: what was sent is not sent again, nor what may have been, which
is also what a cancellation or the end of the process cut off. The journal has a line, on disk, before a request and one after
it. Of an item it holds a salted digest only, by which a guess can be tested. It knows the call by its operation, base URL and
parameters, not by the credential or the options.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import json
import os
import re
import secrets
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Generic, Literal, NamedTuple, ParamSpec, Self, TypeAlias, TypeVar, cast, get_args, overload

from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from typing_extensions import TypedDict

from . import errors
from .client import AsyncClient
from .core import logger
from .errors import InvalidInputError, Problem, SDKError
from .model import plain
from .operation import Body, Operation

T = TypeVar("T")
P = ParamSpec("P")
Status: TypeAlias = Literal["sent", "refused", "unknown", "unsent"]

_FATAL = (errors.AuthenticationError, errors.PermissionDeniedError, errors.NotFoundError, errors.ConfigurationError)
_NO_ITERABLES = (str, bytes, bytearray, memoryview, Mapping, BaseModel)
_IN_BODY = re.compile(r"body(?:\.(\d+))?(?=\.|$)")
_END: Any = object()
_KIND, _EVERY = "batches/1", 10.0  # seconds between the lines of progress where there is no terminal


class Progress(NamedTuple):
    """How many items have come to an end so far, those of earlier runs in the journal included."""

    done: int
    sent: int
    refused: int
    unknown: int


class BatchOptions(TypedDict, total=False):
    """How batches are run.

    workers: how many requests are under way at a time, at most; 1 where it is not given, without any threads.
    progress: `True` keeps a line on stderr up to date; or a function that is called after each batch.
    journal: the path of the run's journal, made where there is none. One run at a time has it.
    """

    workers: int
    progress: bool | Callable[[Progress], object]
    journal: str | os.PathLike[str] | None


class BatchError(SDKError):
    """Not every item was sent; the cause is the error that stopped the run, or the first that an item met."""


@dataclass(slots=True, eq=False)
class Outcome(Generic[T]):
    """What became of an item.

    `value` is the item's own entry in an answer that is an array with an entry for each item, else the whole answer of its
    request, and `None` where there is none to read. `error` says why an item was not sent, or why its answer cannot be read.
    `earlier`: the journal says so, and nothing was sent by this run.
    """

    index: int
    item: Any = field(repr=False)
    status: Status = "unsent"
    value: T | None = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)
    earlier: bool = False


class BatchReport(Sequence[Outcome[T]]):
    """The outcomes, in the order of the items. `error` is what stopped the run, if anything did.

    Of a list each item is here. Of an iterator it is what was read: a run that stops leaves the rest where it is.
    """

    def __init__(self, outcomes: list[Outcome[T]], error: Exception | None) -> None:
        self._outcomes, self.error = outcomes, error
        self.sent, self.refused, self.unknown, self.unsent = (
            [outcome for outcome in outcomes if outcome.status == status] for status in get_args(Status)
        )

    def raise_for_errors(self) -> Self:
        """This report, if every item was sent and nothing stopped the run; raises `BatchError`."""
        cause = self.error or next((each.error for each in self if each.error and each.status != "sent"), None)
        if cause or len(self.sent) < len(self):
            raise BatchError(self._counts()) from cause
        return self

    def _counts(self) -> str:
        counts = ", ".join(f"{len(getattr(self, status))} {status}" for status in get_args(Status))
        return f"{len(self)} items: {counts}" + (f"; stopped by {type(self.error).__name__}" if self.error else "")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._counts()}>"

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome[T]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome[T]]: ...
    def __getitem__(self, index: int | slice) -> Outcome[T] | list[Outcome[T]]:
        return self._outcomes[index]


class Batching:
    """How to cut and run; `size` is that of a request, the document's maximum where it is not given."""

    def __init__(
        self,
        size: int | None = None,
        *,
        workers: int = 1,
        progress: bool | Callable[[Progress], object] = False,
        journal: str | os.PathLike[str] | None = None,
    ) -> None:
        """Raises `InvalidInputError`."""
        for name, value in (("size", size), ("workers", workers)):
            if (value is not None or name == "workers") and (type(value) is not int or value < 1):
                raise _invalid(name, "must be a whole number, and at least 1")
        self.size, self.workers, self.progress, self.journal = size, workers, progress, journal

    def size_for(self, body: Body) -> int:
        most = body.max_items
        if self.size is None and most is None:
            raise _invalid("size", "is required: the document states no maximum for one request")
        if self.size is not None and most is not None and self.size > most:
            raise _invalid("size", f"must be at most {most}, the document's maximum for one request")
        return self.size or most or 1


@overload
def batched(method: Callable[P, list[T]], batching: Batching) -> Callable[P, BatchReport[T]]: ...
@overload
def batched(method: Callable[P, T], batching: Batching) -> Callable[P, BatchReport[T]]: ...
def batched(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    """`method`, taking any iterable as its body and giving a report; it raises only before anything is sent.

    Then it raises `InvalidInputError`, for what is wrong with `batching`, the journal or an argument other than an item, and
    `OSError` where the journal cannot be opened. The iterable is read in the caller's thread, no further than is needed.
    """
    return _rebound(method, batching)


@overload
def async_batched(method: Callable[P, Awaitable[list[T]]], batching: Batching) -> Callable[P, Awaitable[BatchReport[T]]]: ...
@overload
def async_batched(method: Callable[P, Awaitable[T]], batching: Batching) -> Callable[P, Awaitable[BatchReport[T]]]: ...
def async_batched(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    """As `batched`, for an asynchronous method. The journal is written in the event loop.

    The iterable may be asynchronous, though type checkers see only what the method itself takes.
    """
    return _rebound(method, batching)


def _rebound(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    owner = cast("Any", method).__self__
    twin, client = copy.copy(owner), getattr(owner, "_client", owner)
    run = _async_run if isinstance(client, AsyncClient) else _run
    twin._call = lambda *arguments, **keywords: run(_Run(client, batching, *arguments, **keywords))
    return cast("Callable[..., Any]", getattr(twin, method.__name__))


class _Run:
    """What both kinds of client decide alike. A driver reads items (`take`), and sends what `begin` gives, up to `end`."""

    def __init__(
        self, client: Any, batching: Batching, operation: Operation[Any], parameters: Any, items: Any, *rest: Any, **more: Any
    ) -> None:
        body = operation.body or Body(())
        self.size, self.workers, self.name = batching.size_for(body), batching.workers, body.python
        self._several = len(body.media) > 1
        self._client, self._operation, self._parameters, self._rest, self._more = client, operation, parameters, rest, more
        self._items = items
        wrong = [problem for problem in self._problems([]) if not _IN_BODY.match(problem.path)]
        if wrong:
            raise InvalidInputError(problems=wrong)
        self.outcomes: list[Outcome[Any]] = []
        self.source, self.read, self.stopped = self._iterator(items), False, False
        self.error: Exception | None = None
        self._waiting: deque[Outcome[Any]] = deque()
        self._counts: Counter[str] = Counter()
        self._tell: Any = batching.progress
        call = [operation.id, client.base_url, parameters]
        self._journal = None if batching.journal is None else _Journal(batching.journal, call)

    def close(self) -> None:
        for each in (self._tell, self._journal):
            if isinstance(each, _Line | _Journal):
                with contextlib.suppress(OSError, ValueError):  # stderr is gone, or a write failed that stopped the run
                    each.close()

    def _iterator(self, items: Any) -> Any:
        try:
            if isinstance(self._client, AsyncClient) and hasattr(items, "__aiter__"):
                return aiter(items)
            if not isinstance(items, _NO_ITERABLES):
                return iter(items)
        except TypeError:
            pass
        raise _invalid(self.name, "must be an iterable of items, not text, bytes or an object")

    def _problems(self, items: list[Any]) -> tuple[Problem, ...]:
        """What is wrong with a request of `items`, which is not sent."""
        try:
            self._client._prepare("parsed", (self._operation, self._parameters, items, *self._rest), self._more)
        except InvalidInputError as error:
            return error.problems
        except errors.ConfigurationError:
            pass  # the first request says so
        return ()

    def send(self, items: list[Any]) -> Any:
        return self._client._send("parsed", self._operation, self._parameters, items, *self._rest, **self._more)

    @property
    def wanted(self) -> int:
        """How many more items to read: at first those that the journal has, then what is missing to a request."""
        if self.stopped or self.read:
            return 0
        if not self.outcomes:
            return max(1, self._journal.reach if self._journal else 0)
        return self.size - len(self._waiting)

    @property
    def rest(self) -> int:
        """How many items a run that stopped has still to name, where they are at hand."""
        return len(self._items) - len(self.outcomes) if isinstance(self._items, Sized) else 0

    def take(self, item: Any) -> bool:
        """Note an item that was read; whether there may be more."""
        self.read = item is _END
        if not self.read:
            self.outcomes.append(Outcome(len(self.outcomes), item))
            self._waiting.append(self.outcomes[-1])
        return not self.read

    def start(self) -> None:
        """Hold the first items against the journal; raises `InvalidInputError`."""
        if not self.outcomes and self.error is None:
            raise _invalid(self.name, "holds no items")
        if self._journal is not None:
            if self.read and len(self.outcomes) < self._journal.reach:
                raise _invalid(self.name, "has fewer items than the journal")
            for outcome in self.outcomes:
                self._journal.recall(outcome, self.name)
        earlier = [outcome for outcome in self.outcomes if outcome.earlier]
        self._waiting = deque(outcome for outcome in self.outcomes if not outcome.earlier)
        if self._tell is True:
            self._tell = _Line(len(earlier))
        if earlier:
            self.settle(earlier)

    def next_batch(self) -> list[Outcome[Any]]:
        """What goes out together: at most `size` items, and models of one media type."""
        batch: list[Outcome[Any]] = []
        while self._waiting and not self.stopped and len(batch) < self.size:
            if batch and self._media(batch[0].item) != self._media(self._waiting[0].item):
                break
            batch.append(self._waiting.popleft())
        return batch

    def _media(self, item: Any) -> Any:
        return self._operation.plan.documented(item) if self._several else None

    def begin(self, batch: list[Outcome[Any]]) -> list[Any]:
        """The items of a batch that are to be sent now; none when it is done with, or the run has stopped."""
        open_ = [outcome for outcome in batch if outcome.status == "unsent"]
        if self.stopped or not open_ or not self._write("begin", open_):
            return []
        return [outcome.item for outcome in open_]

    def end(self, batch: list[Outcome[Any]], answer: Any, error: Exception | None) -> None:
        """Settle what `begin` gave by its answer or its error; of an invalid input only the items that it names."""
        open_ = [outcome for outcome in batch if outcome.status == "unsent"]
        if isinstance(error, InvalidInputError):
            self._refuse(open_, error)
        else:
            own = isinstance(answer, list) and len(answer) == len(open_)
            for position, outcome in enumerate(open_):
                outcome.status, outcome.error = _status(error), error
                outcome.value = answer[position] if own else answer
        if isinstance(error, _FATAL) or not isinstance(error, SDKError | None) or (error is not None and error.__cause__):
            self.stop(error)
        self._write("end", open_)

    def _refuse(self, batch: list[Outcome[Any]], error: InvalidInputError) -> None:
        """Refuse the items that `error` names; if it names none, those that are wrong on their own; if none is, all of them."""
        found: dict[int, tuple[Problem, ...]] = {}
        for path, what in error.problems:
            named = _IN_BODY.match(path)
            if named and named[1]:
                found[int(named[1])] = (*found.get(int(named[1]), ()), Problem(path, what))
        alone = found or {position: self._problems([outcome.item]) for position, outcome in enumerate(batch)}
        known = {position: problems for position, problems in alone.items() if problems}
        for position in known or range(len(batch)):
            outcome, problems = batch[position], known.get(position, ())
            own = [Problem(_IN_BODY.sub(f"body.{outcome.index}", path, count=1), what) for path, what in problems]
            outcome.status = "refused"
            outcome.error = InvalidInputError(problems=own, request=error.request) if own else error

    def _write(self, event: Literal["begin", "end"], batch: list[Outcome[Any]]) -> bool:
        try:
            if self._journal is not None:
                getattr(self._journal, event)(batch)
        except OSError as error:
            self.stop(error)
            return False
        return True

    def stop(self, error: Exception | None) -> None:
        self.stopped, self.error = True, self.error or error

    def settle(self, batch: list[Outcome[Any]]) -> None:
        """Count a batch that is done with, and tell. What fails there is not called again, and costs no result."""
        self._counts.update(outcome.status for outcome in batch)
        sent, refused, unknown = (self._counts[status] for status in ("sent", "refused", "unknown"))
        try:
            if self._tell:
                self._tell(Progress(sent + refused + unknown, sent, refused, unknown))
        except Exception as error:  # noqa: BLE001  # whatever a caller's function raises
            self._tell = False
            logger.warning("progress of batches is not told any more: %s", type(error).__name__)


def _run(run: _Run) -> BatchReport[Any]:
    def read(count: int) -> None:
        try:
            for _ in range(count):
                if not run.take(next(run.source, _END)):
                    break
        except Exception as error:  # noqa: BLE001  # whatever a caller's iterable raises, kept in the report
            run.stop(error)

    def attempt(batch: list[Outcome[Any]]) -> None:
        while items := run.begin(batch):
            answer = failure = None
            try:
                answer = run.send(items)
            except Exception as error:  # noqa: BLE001  # a caller's client may raise anything; kept in the report
                failure = error
            run.end(batch, answer, failure)

    def batches() -> Iterator[list[Outcome[Any]]]:
        while True:
            read(run.wanted)
            if not (batch := run.next_batch()):
                return
            yield batch

    with contextlib.closing(run):
        read(run.wanted)
        run.start()
        if run.workers == 1:
            for batch in batches():
                attempt(batch)
                run.settle(batch)
        else:
            _in_threads(run, attempt, batches())
        read(run.rest)
    return BatchReport(run.outcomes, run.error)


def _in_threads(run: _Run, attempt: Callable[[Any], None], batches: Iterator[list[Outcome[Any]]]) -> None:
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
    from contextvars import copy_context

    running: dict[Future[None], list[Outcome[Any]]] = {}
    with ThreadPoolExecutor(run.workers) as pool:
        try:
            while True:
                while len(running) < run.workers and (batch := next(batches, None)):
                    running[pool.submit(copy_context().run, attempt, batch)] = batch
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    run.settle(running.pop(done))
                    done.result()
        except BaseException:
            run.stopped = True  # before the pool waits for what is under way
            raise


async def _async_run(run: _Run) -> BatchReport[Any]:
    import anyio

    async def read(count: int) -> None:
        try:
            for _ in range(count):
                item = await anext(run.source, _END) if hasattr(run.source, "__anext__") else next(run.source, _END)
                if not run.take(item):
                    break
        except Exception as error:  # noqa: BLE001  # whatever a caller's iterable raises, kept in the report
            run.stop(error)

    async def attempt(batch: list[Outcome[Any]]) -> None:
        while items := run.begin(batch):
            answer = failure = None
            try:
                answer = await run.send(items)
            except Exception as error:  # noqa: BLE001  # a caller's client may raise anything; kept in the report
                failure = error
            run.end(batch, answer, failure)
        run.settle(batch)
        free.release()

    with contextlib.closing(run):
        await read(run.wanted)
        run.start()
        free = anyio.Semaphore(run.workers)
        async with anyio.create_task_group() as group:
            while True:
                await free.acquire()
                await read(run.wanted)
                if not (batch := run.next_batch()):
                    break
                group.start_soon(attempt, batch)
        await read(run.rest)
    return BatchReport(run.outcomes, run.error)


def _status(error: Exception | None) -> Status:
    if error is None or (isinstance(error, errors.InvalidResponseError) and 200 <= error.status_code < 300):
        return "sent"
    if isinstance(error, errors.ConfigurationError):
        return "unsent"
    rejected = isinstance(error, errors.StatusError) and 400 <= error.status_code < 500
    return "refused" if rejected or (isinstance(error, errors.TransportError) and error.unsent) else "unknown"


def _invalid(name: str, what: str) -> InvalidInputError:
    return InvalidInputError(problems=[Problem(name, what)])


class _Line:
    """A line on stderr that is written anew after each batch; where that is no terminal, a line every ten seconds."""

    def __init__(self, earlier: int) -> None:
        self._earlier, self._started, self._due, self._text = earlier, time.monotonic(), 0.0, ""

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        rate = (progress.done - self._earlier) / max(now - self._started, 0.001)
        counts = f"{progress.sent} sent, {progress.refused} refused, {progress.unknown} unknown"
        self._text = f"{progress.done} done: {counts}, {rate:.1f}/s"
        if sys.stderr.isatty():
            print(f"\r{self._text:<70}", end="", file=sys.stderr, flush=True)
        elif now >= self._due:
            print(self._text, file=sys.stderr, flush=True)
            self._due, self._text = now + _EVERY, ""

    def close(self) -> None:
        if self._text:
            print("" if sys.stderr.isatty() else self._text, file=sys.stderr, flush=True)


class _Journal:
    """JSON lines: one that says which call it is, then `{"begun": {index: digest}}` and `{"ended": {status: [index]}}`.

    Each is on disk before the run goes on. A last line that is not whole was never relied on, and is cut off.
    """

    def __init__(self, path: str | os.PathLike[str], call: Any) -> None:
        self._lock, self._salt = threading.Lock(), secrets.token_hex(8)
        self._items: dict[int, tuple[str, Status]] = {}
        self._file: IO[bytes] = Path(path).open("a+b")  # noqa: SIM115  # it stays open as long as the run
        try:
            self._file.seek(0)
            _lock(self._file)
            content = self._file.read()
            if content:
                whole = content[: content.rfind(b"\n") + 1]
                self._read(whole.splitlines(), call)
                self._file.truncate(len(whole))
            else:
                self._write({"journal": _KIND, "salt": self._salt, "call": self._digest(call)})
        except BaseException:
            self._file.close()
            raise

    @property
    def reach(self) -> int:
        """How many items, from the first on, it may know of."""
        return max(self._items, default=-1) + 1

    def _read(self, lines: list[bytes], call: Any) -> None:
        number = 0
        try:
            head = json.loads(lines[0])
            if head["journal"] != _KIND:
                raise ValueError
            self._salt = head["salt"]
            for line in lines[1:]:
                number += 1
                entry = json.loads(line)
                self._items.update((int(index), (digest, "unknown")) for index, digest in entry.get("begun", {}).items())
                for status, indices in entry.get("ended", {}).items():
                    self._items.update((index, (self._items[index][0], status)) for index in indices)
        except (ValueError, LookupError, TypeError, AttributeError):
            what = f"is damaged in line {number + 1}" if number else "is a file that is no journal of batches"
            raise _invalid("journal", what) from None
        if head.get("call") != self._digest(call):
            raise _invalid("journal", "is that of another call: its operation, base URL or parameters are not the same")

    def recall(self, outcome: Outcome[Any], name: str) -> None:
        """Note on an outcome what became of its item earlier; what was refused or unsent is tried again."""
        digest, status = self._items.get(outcome.index, (None, "unsent"))
        if digest is not None and digest != self._digest(outcome.item):
            raise _invalid(name, f"the items are not those of the journal: item {outcome.index} is another")
        if status in ("sent", "unknown"):
            outcome.status, outcome.earlier = cast("Status", status), True

    def begin(self, batch: list[Outcome[Any]]) -> None:
        self._write({"begun": {str(outcome.index): self._digest(outcome.item) for outcome in batch}})

    def end(self, batch: list[Outcome[Any]]) -> None:
        ended: dict[str, list[int]] = {}
        for outcome in batch:
            ended.setdefault(outcome.status, []).append(outcome.index)
        self._write({"ended": ended})

    def _write(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _digest(self, value: Any) -> str:
        try:
            data = to_jsonable_python(plain(value), fallback=lambda other: type(other).__name__)
            text = json.dumps(data, sort_keys=True)
        except Exception:  # noqa: BLE001  # what has no JSON is no valid item either; sending it says why
            text = type(value).__name__
        return hashlib.sha256(f"{self._salt}{text}".encode()).hexdigest()[:16]

    def close(self) -> None:
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    """Keep other runs out, until the file is closed or the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise _invalid("journal", "cannot be locked: another run may have it") from None
