"""Any number of items through an operation whose body is a JSON array: cut into requests, a bounded
number of them at a time.

Each item comes to one of four ends. **sent**: its own result says so. That is its entry where the
operation returns a list, the whole answer of its request elsewhere; whether it is a success says
`succeeded`, else the document (`Operation.success`), else that it was answered as documented.
**refused**: it was surely not accepted (a 4xx, an invalid input, no connection, a result that is no
success). **unknown**: the server may have acted (a 5xx, a redirect that is not followed, a failure
after sending); or what it answered does not fit the document, has more or fewer results than there
are items, or says nothing of this one.
**unsent**: never tried, since the run stopped.

A run stops where every further request would fail alike: a `ConfigurationError`, a token that is
not to be had, or a status of a whole request that is about who asks (401, 402, 403, 407), what is
asked for and its state (404, 405, 409, 410), or how it is asked for (406, 411, 415; RFC 9110,
section 15.5). It stops too where
the iterable, the journal or `succeeded` fails, or on an exception that is not ours. What is under
way is finished, and `BatchReport.error` says why. Interrupts and cancellation are passed on.

With a journal, a run can be started again with the same items: what was sent is not sent again, nor
what is unknown, which is also what a cancellation or the end of the process cut off. For the
unknown there are two ways back: `mark` tells the journal what became of it, `resend` sends it
again, perhaps for the second time, and it stays unknown unless it is sent now. A journal knows its
call by the operation, base URL and parameters, not by the credential or the options."""

from __future__ import annotations

import contextlib
import copy
import os
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Container, Iterator, Mapping, Sized
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, cast, get_args, get_origin, overload

from pydantic import BaseModel

from . import errors
from .batch_options import Progress
from .client import AsyncClient
from .core import logger
from .errors import ConfigurationError, InvalidInputError, Problem, SDKError
from .files import invalid
from .journal import Journal
from .operation import Body, Media, Operation, Success
from .plan import plan_of
from .report import BatchReport, ItemError, Outcome, Status
from .settings import with_options
from .unset import UNSET
from .values import by_wire
from .views import bound, described

T = TypeVar("T")
P = ParamSpec("P")

_STOPPING = (401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 415)
_NO_ITERABLES = (str, bytes, bytearray, memoryview, Mapping, BaseModel)
_IN_BODY = re.compile(r"body(?:\.(\d+))?(?=\.|$)")
_END: Any = object()
_EVERY = 10.0  # seconds between the lines of progress where there is no terminal


class Batching:
    """How to cut and run; `size` is that of a request, the document's maximum unless given."""

    def __init__(
        self,
        size: int | None = None,
        *,
        workers: int = 1,
        progress: bool | Callable[[Progress], object] = False,
        journal: str | os.PathLike[str] | None = None,
        resend: bool = False,
        succeeded: Callable[[Any], bool] | None = None,
    ) -> None:
        """Raises `InvalidInputError`."""
        for name, value in (("size", size), ("workers", workers)):
            if (value is not None or name == "workers") and (type(value) is not int or value < 1):
                raise invalid(name, "must be a whole number, and at least 1")
        if type(resend) is not bool or (resend and journal is None):
            raise invalid("resend", "must be True or False, and True only with a journal")
        if succeeded is not None and not callable(succeeded):
            raise invalid("succeeded", "must be a function")
        self.size, self.workers, self.progress = size, workers, progress
        self.journal, self.resend, self.succeeded = journal, resend, succeeded

    def size_for(self, body: Body) -> int:
        most = body.max_items
        if self.size is None and most is None:
            raise invalid("size", "is required: the document states no maximum for one request")
        if self.size is not None and most is not None and self.size > most:
            raise invalid("size", f"must be at most {most}, the document's maximum for one request")
        return self.size or most or 1


@overload
def batched(method: Callable[P, list[T]], batching: Batching) -> Callable[P, BatchReport[T]]: ...
@overload
def batched(method: Callable[P, T], batching: Batching) -> Callable[P, BatchReport[T]]: ...
def batched(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    """`method`, taking any iterable as its body and giving a report; it raises only before anything
    is sent.

    Then it raises `InvalidInputError`, for what is wrong with `batching`, the journal or an
    argument other than an item. The iterable is read in the caller's thread, no further than is
    needed."""
    rebound = _rebound(method, batching)

    def called(*args: Any, **kwargs: Any) -> Any:
        return rebound(*args, **kwargs)

    return described(called, method, BatchReport)


@overload
def async_batched(
    method: Callable[P, Awaitable[list[T]]], batching: Batching
) -> Callable[P, Awaitable[BatchReport[T]]]: ...
@overload
def async_batched(
    method: Callable[P, Awaitable[T]], batching: Batching
) -> Callable[P, Awaitable[BatchReport[T]]]: ...
def async_batched(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    """As `batched`, for an asynchronous method. The journal is written in the event loop.

    The iterable may be asynchronous, though type checkers see only what the method itself takes."""
    rebound = _rebound(method, batching)

    async def called(*args: Any, **kwargs: Any) -> Any:
        return await rebound(*args, **kwargs)

    return described(called, method, BatchReport)


def _rebound(method: Callable[..., Any], batching: Batching) -> Callable[..., Any]:
    owner = cast("Any", method).__self__
    copied, client = copy.copy(owner), getattr(owner, "_client", owner)
    run = _async_run if isinstance(client, AsyncClient) else _run

    def call(
        operation: Operation[Any], parameters: Any, items: Any, *rest: Any, **more: Any
    ) -> Any:
        return run(_Run(client, batching, operation, parameters, items, *rest, **more))

    copied._call = call
    return bound(method, copied)


def _shared_keys(
    operation: Operation[Any], parameters: Any, headers: Container[str]
) -> list[Problem]:
    """Of several requests with one key, as a parameter or among the caller's headers, a server
    would take all but the first for repeats.
    """
    pairs = zip(operation.parameters, parameters, strict=True)
    keys = [(known, value) for known, value in pairs if known.make is not None]
    given = [known for known, value in keys if value is not UNSET or known.wire in headers]
    what = "is the key of one request: leave it out, and each has one of its own"
    return [Problem(f"{known.location}.{known.wire}", what) for known in given]


class _Run:
    """What both kinds of client decide alike: a driver reads items, sends what `begin` gives."""

    def __init__(
        self,
        client: Any,
        batching: Batching,
        operation: Operation[Any],
        parameters: Any,
        items: Any,
        *rest: Any,
        **more: Any,
    ) -> None:
        body = operation.body or Body(())
        self.size, self.workers, self.name = batching.size_for(body), batching.workers, body.python
        self._client, self._operation, self._parameters = client, operation, parameters
        self._rest, self._more = rest, more
        self._items, self._succeeded = items, batching.succeeded
        self._lists = _returns_list(operation)
        wrong = [problem for problem in self._problems([]) if not _IN_BODY.match(problem.path)]
        options = more.get("options") or dict[str, Any]()
        headers = () if wrong else with_options(client._settings, options).headers
        wrong += _shared_keys(operation, parameters, headers)
        if wrong:
            raise InvalidInputError(problems=wrong)
        self.outcomes: list[Outcome[Any]] = []
        self.source, self.read, self.stopped = self._iterator(items), False, False
        self.error: Exception | None = None
        self._waiting: deque[Outcome[Any]] = deque()
        self._counts: Counter[str] = Counter()
        self._tell: Any = batching.progress
        self._resend, call = batching.resend, [operation.id, client.base_url, parameters]
        self._journal = None if batching.journal is None else Journal(batching.journal, call)

    def close(self) -> None:
        for each in (self._tell, self._journal):
            if isinstance(each, _Line | Journal):
                with contextlib.suppress(OSError, ValueError):  # stderr is gone
                    each.close()

    def _iterator(self, items: Any) -> Any:
        try:
            if isinstance(self._client, AsyncClient) and hasattr(items, "__aiter__"):
                return aiter(items)
            if not isinstance(items, _NO_ITERABLES):
                return iter(items)
        except TypeError:
            pass
        raise invalid(self.name, "must be an iterable of items, not text, bytes or an object")

    def _problems(self, items: list[Any]) -> tuple[Problem, ...]:
        """What is wrong with a request of `items`, which is not sent."""
        try:
            self._client._prepare(
                "parsed", (self._operation, self._parameters, items, *self._rest), self._more
            )
        except InvalidInputError as error:
            return error.problems
        except errors.ConfigurationError:
            pass  # the first request says so
        return ()

    def send(self, items: list[Any]) -> Any:
        return self._client._send(
            "parsed", self._operation, self._parameters, items, *self._rest, **self._more
        )

    @property
    def wanted(self) -> int:
        """How many more items to read: those that the journal has, then what a request lacks."""
        if self.stopped or self.read:
            return 0
        if not self.outcomes:
            return max(1, self._journal.reach if self._journal else 0)
        return self.size - len(self._waiting)

    @property
    def rest(self) -> int:
        """How many items a run that stopped has still to name, where they are at hand."""
        if self.read or not isinstance(self._items, Sized):
            return 0
        return len(self._items) - len(self.outcomes)

    def take(self, item: Any) -> bool:
        """Note an item that was read; whether there may be more."""
        self.read = item is _END
        if not self.read:
            self.outcomes.append(Outcome(len(self.outcomes), item))
            self._waiting.append(self.outcomes[-1])
        return not self.read

    def start(self) -> None:
        """Hold the first items against the journal; raises `InvalidInputError`."""
        if self._journal is not None:
            if self.read and len(self.outcomes) < self._journal.reach:
                raise invalid(self.name, "has fewer items than the journal")
            for outcome in self.outcomes:
                self._journal.recall(outcome, self.name, resend=self._resend)
        earlier = [outcome for outcome in self.outcomes if outcome.earlier]
        self._waiting = deque(outcome for outcome in self.outcomes if not outcome.earlier)
        if self._tell is True:
            self._tell = _Line(len(earlier))
        if earlier:
            self.settle(earlier)

    def next_batch(self) -> list[Outcome[Any]]:
        """What goes out together: at most `size` items, and those of one media type."""
        batch: list[Outcome[Any]] = []
        sets: list[set[str]] = []
        while self._waiting and not self.stopped and len(batch) < self.size:
            if (several := plan_of(self._operation).several) is not None:
                label = self._more.get("content_type", UNSET)
                own = several.fitting(self._waiting[0].item, label)
                if batch and (own or sets) and not several.common([*sets, *own]):
                    break
                sets += own
            batch.append(self._waiting.popleft())
        return batch

    def begin(self, batch: list[Outcome[Any]]) -> list[Any]:
        """The items of a batch to send now; none when it is done with, or the run has stopped."""
        open_ = [outcome for outcome in batch if outcome.status == "unsent"]
        if self.stopped or not open_ or not self._write("begin", open_):
            return []
        return [outcome.item for outcome in open_]

    def end(self, batch: list[Outcome[Any]], answer: Any, error: Exception | None) -> None:
        """Settle what `begin` gave; of an invalid input only the items that its error names."""
        open_ = [outcome for outcome in batch if outcome.status == "unsent"]
        if isinstance(error, InvalidInputError):
            self._refuse(open_, error)
        elif error is not None:
            for outcome in open_:
                outcome.status, outcome.error = _status(error), error
            if _stops(error):
                self.stop(error)
        else:
            self._read_results(open_, answer)
        for outcome in open_:
            if outcome.status == "refused" and self._is_doubted(outcome):
                outcome.status = "unknown"
        self._write("end", open_)

    def _read_results(self, batch: list[Outcome[Any]], answer: Any) -> None:
        """Settle a batch that was answered: each item by its own result."""
        try:
            results = self._results(answer, len(batch))
        except ItemError as error:
            for outcome in batch:
                outcome.status, outcome.error = "unknown", error
            return
        for outcome, outcome.value in zip(batch, results, strict=True):
            try:
                outcome.status, outcome.error = self._judge(outcome.value)
            except Exception as error:  # noqa: BLE001  # whatever a caller's function raises, kept in the report
                outcome.status, outcome.error = "unknown", error
                self.stop(error)

    def _results(self, answer: Any, count: int) -> list[Any]:
        """A result for each of so many items; raises `ItemError`."""
        if not self._lists:
            return [answer] * count
        if not isinstance(cast("object", answer), list):
            raise self._item_error(f"no list of results came back for {count} items")
        results: list[Any] = answer
        if len(results) != count:
            raise self._item_error(f"{len(results)} results came back for {count} items")
        return results

    def _judge(self, result: Any) -> tuple[Status, ItemError | None]:
        """What an item's own result says of it."""
        if self._succeeded is not None:
            verdict = cast("object", self._succeeded(result))
            if not isinstance(verdict, bool):
                raise TypeError(f"succeeded gave {type(verdict).__name__}, not True or False")
            if verdict:
                return "sent", None
            return "refused", self._item_error("its own result is no success")
        success = self._operation.success
        if success is None:
            return "sent", None
        found = _property(result, success.property)
        if found is None:
            return "unknown", self._item_error(f"its own result has no `{success.property}`")
        if _is_one_of(found, success):
            return "sent", None
        what = f"its own result is no success, by its `{success.property}`"
        return "refused", self._item_error(what)

    def _item_error(self, what: str) -> ItemError:
        return ItemError(f"{self._operation.method} {self._operation.path}: {what}")

    def _is_doubted(self, outcome: Outcome[Any]) -> bool:
        return self._journal is not None and outcome.index in self._journal.doubted

    def _refuse(self, batch: list[Outcome[Any]], error: InvalidInputError) -> None:
        """Refuse the items that `error` names; if it names none, those that are wrong on their own;
        if none is, all of them.
        """
        found: dict[int, tuple[Problem, ...]] = {}
        for path, what in error.problems:
            named = _IN_BODY.match(path)
            if named and named[1]:
                found[int(named[1])] = (*found.get(int(named[1]), ()), Problem(path, what))
        numbered = enumerate(batch)
        alone = found or {place: self._problems([each.item]) for place, each in numbered}
        known = {position: problems for position, problems in alone.items() if problems}
        for position in known or range(len(batch)):
            outcome, problems = batch[position], known.get(position, ())
            own = [
                Problem(_IN_BODY.sub(f"body.{outcome.index}", path, count=1), what)
                for path, what in problems
            ]
            outcome.status = "refused"
            outcome.error = InvalidInputError(problems=own, request=error.request) if own else error

    def _write(self, event: Literal["begin", "end"], batch: list[Outcome[Any]]) -> bool:
        if self._journal is None:
            return True
        write = self._journal.begin if event == "begin" else self._journal.end
        try:
            write(batch)
        except OSError as error:
            self.stop(error)
            return False
        return True

    def report(self) -> BatchReport[Any]:
        for outcome in self.outcomes:
            if outcome.status == "unsent" and self._is_doubted(outcome):  # what it was before
                outcome.status, outcome.earlier = "unknown", True
        return BatchReport(self.outcomes, self.error)

    def stop(self, error: Exception | None) -> None:
        self.stopped, self.error = True, error if self.error is None else self.error

    def settle(self, batch: list[Outcome[Any]]) -> None:
        """Count a batch that is done with, and tell; what fails there is not called again."""
        self._counts.update(outcome.status for outcome in batch)
        sent, refused, unknown = (self._counts[status] for status in ("sent", "refused", "unknown"))
        try:
            if self._tell:
                self._tell(Progress(sent + refused + unknown, sent, refused, unknown))
        except Exception as error:  # noqa: BLE001  # whatever a caller's function raises
            self._tell = False
            logger.warning("progress of batches is not told any more: %s", type(error).__name__)


def _run(run: _Run) -> BatchReport[Any]:
    with contextlib.closing(run):
        _read(run, run.wanted)
        run.start()
        if run.workers == 1:
            for batch in _batches(run):
                _attempt(run, batch)
                run.settle(batch)
        else:
            _in_threads(run)
        _read(run, run.rest)
    return run.report()


def _read(run: _Run, count: int) -> None:
    """Take so many items from the source, as far as it goes."""
    try:
        for _ in range(count):
            if not run.take(next(run.source, _END)):
                break
    except Exception as error:  # noqa: BLE001  # of a caller's iterable; kept in the report
        run.stop(error)


def _batches(run: _Run) -> Iterator[list[Outcome[Any]]]:
    """The batches, each read from the source when it is asked for."""
    while True:
        _read(run, run.wanted)
        if not (batch := run.next_batch()):
            return
        yield batch


def _attempt(run: _Run, batch: list[Outcome[Any]]) -> None:
    """Send a batch, and what is left of it, until all of it is settled."""
    while items := run.begin(batch):
        answer = failure = None
        try:
            answer = run.send(items)
        except Exception as error:  # noqa: BLE001  # of a caller's client; kept in the report
            failure = error
        run.end(batch, answer, failure)


def _in_threads(run: _Run) -> None:
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
    from contextvars import copy_context

    batches = _batches(run)
    running: dict[Future[None], list[Outcome[Any]]] = {}
    with ThreadPoolExecutor(run.workers) as pool:
        try:
            while True:
                while len(running) < run.workers and (batch := next(batches, None)):
                    running[pool.submit(copy_context().run, _attempt, run, batch)] = batch
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
                item = (
                    await anext(run.source, _END)
                    if hasattr(run.source, "__anext__")
                    else next(run.source, _END)
                )
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
    return run.report()


def _status(error: Exception) -> Status:
    """What became of the items of a request that failed. An answer that cannot be read says of no
    item that it was accepted.
    """
    if isinstance(error, ConfigurationError):
        return "unsent"
    if 400 <= _answered(error) < 500:
        return "refused"
    is_unsent = isinstance(error, SDKError) and getattr(error, "unsent", False)  # of a token too
    return "refused" if is_unsent else "unknown"


def _stops(error: Exception) -> bool:
    """Whether every further request would fail alike, whatever the body of the answer was, or what
    failed is not ours.
    """
    ours = isinstance(error, SDKError) and error.__cause__ is None
    # of a token, which is not to be had: not of one that was late
    is_final = getattr(error, "may_pass", True) is False and not isinstance(error, TimeoutError)
    fails_alike = isinstance(error, ConfigurationError) or _answered(error) in _STOPPING
    return not ours or is_final or fails_alike


def _answered(error: Exception) -> int:
    """The status that was answered, whichever of our classes tells of it; 0 for none."""
    status = getattr(error, "status_code", 0) if isinstance(error, SDKError) else 0
    return status if isinstance(status, int) else 0


def _returns_list(operation: Operation[Any]) -> bool:
    """Whether each success is an array of one type: then the method returns a list, and an item has
    an entry of its own.
    """
    found = [media for status, media in operation.responses.items() if status.startswith("2")]
    successes = found or [
        media for status, media in operation.responses.items() if status == "default"
    ]
    bodies = [media for response in successes for media in response]
    types = [media.type() for media in bodies]
    return (
        all(successes)
        and bool(bodies)
        and all(map(_is_list, bodies))
        and all(each == types[0] for each in types)
    )


def _is_list(media: Media) -> bool:
    type_ = media.type()
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return media.kind == "json" and (type_ is list or get_origin(type_) is list)


def _property(result: Any, wire: str) -> Any:
    """A property of a result by its name on the wire, `None` where there is none."""
    if isinstance(result, Mapping):
        return cast("Mapping[str, Any]", result).get(wire)
    return by_wire(result, wire) if isinstance(result, BaseModel) else None


def _is_one_of(value: Any, success: Success) -> bool:
    """Whether a JSON value is among those of a success; `true` is not 1."""
    pairs = [(isinstance(each, bool), each) for each in success.values]
    return (isinstance(value, bool), value) in pairs


class _Line:
    """A line on stderr, written anew after each batch; without a terminal, every ten seconds."""

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
