"""Work that a second processor does meanwhile, where there is one."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self, TypeVar, cast

T = TypeVar("T")
_ENDING: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM)
if sys.platform != "win32":
    _ENDING = (*_ENDING, signal.SIGHUP)

_ERRORS = 2  # the number of standard error
_FILES = 32
"""How many files may be open besides, at least, for there to be a second process: those that it
takes would be missing where the work is done.
"""


class Worker:
    """`work` in a process of its own, which has all that this one has; what it gives is taken here,
    one after the other.

    There is no such process where it does not pay, on one processor, beside other threads, in a
    process that may have no children or hardly any more files open, and on systems other than
    Linux, where forking is not safe, or that have no files in memory.
    It may also end early, for whatever reason, an error of `work` included. What it did not give is
    then done by who takes it, so the outcome is the same with it and without."""

    def __init__(self, work: Callable[[], Iterable[object]], *, pays: bool = True) -> None:
        self._results: Inbox | None = None  # as long as something may come
        self._process: BaseProcess
        if not pays or sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
            return
        if _threads() != 1 or multiprocessing.current_process().daemon or not _may_open_files():
            return
        context = multiprocessing.get_context("fork")
        try:
            results = Inbox()
        except OSError:  # no more files may be open
            return
        # What ends this process while it forks would leave the other one unknown to it.
        waiting = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        self._process = context.Process(target=_give, args=(work, results, waiting), daemon=True)
        try:
            self._process.start()
        except OSError:  # no memory for it, or no number
            results.close()
            return
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
            results.only_receives()
        self._results = results

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Nothing more is taken: the other process ends, whatever it is at."""
        if self._results is not None:
            self._process.terminate()
            self._closed()

    def _closed(self) -> None:
        if self._results is not None:
            self._results.close()
            self._results = None
            self._process.join()

    @property
    def under_way(self) -> bool:
        """Whether something may still come from the other process."""
        return self._results is not None

    def take(self, otherwise: Callable[[], T]) -> T:
        """What `work` gives next, which is of the kind that `otherwise` makes; that is called if
        there is nothing.
        """
        if self._results is not None:
            try:
                return cast("T", self._results.receive())
            except (EOFError, OSError):
                self._closed()
        return otherwise()


class Partner(Worker):
    """A `Worker` that is made before there is what it works on, and can make ready meanwhile:
    `work` takes that from its `Inbox`."""

    def __init__(self, work: Callable[[Inbox], Iterable[object]], *, pays: bool = True) -> None:
        self._inbox: Inbox | None = None
        if pays:
            with suppress(OSError):  # no more files may be open
                self._inbox = Inbox()
        super().__init__(partial(_received, work, self._inbox), pays=self._inbox is not None)
        if not self.under_way:
            self._closed()

    def give(self, value: object) -> None:
        """What `work` receives next; one that it cannot be given is not worked on."""
        if self._inbox is not None:
            try:
                self._inbox.put(value)
            except Exception:  # noqa: BLE001 - of whatever kind: it is worked on here
                self.end()

    def _closed(self) -> None:
        if self._inbox is not None:
            self._inbox.close()
            self._inbox = None
        super()._closed()


class Inbox:
    """What one process puts there and another takes out. It waits in memory, however large it is,
    so that who puts it there does not."""

    _content: int
    _sizes: Connection
    _told: Connection

    def __init__(self) -> None:
        if sys.platform != "linux" or not hasattr(os, "memfd_create"):
            raise OSError("this system has no files in memory")
        self._content = os.memfd_create("inbox")
        try:
            self._sizes, self._told = multiprocessing.get_context("fork").Pipe(duplex=False)
        except OSError:
            os.close(self._content)
            raise
        self._end = 0

    def put(self, value: object) -> None:
        if sys.platform != "linux":
            raise EOFError
        content = memoryview(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        written = 0
        while written < len(content):
            written += os.pwrite(self._content, content[written:], self._end + written)
        self._end += written
        self._told.send_bytes(written.to_bytes(8, "big"))

    def only_receives(self) -> None:
        """For the process that does: it would wait for itself else."""
        self._told.close()

    def only_puts(self) -> None:
        """For the other one: what nobody takes would be put there for ever else."""
        self._sizes.close()

    @property
    def is_empty(self) -> bool:
        return not self._sizes.poll()

    def receive(self) -> Any:
        """What was put there next, as soon as it is. EOFError if nothing will be."""
        if sys.platform != "linux":
            raise EOFError
        size = int.from_bytes(self._sizes.recv_bytes(), "big")
        content = b""
        while len(content) < size:
            part = os.pread(self._content, size - len(content), self._end + len(content))
            if not part:
                raise EOFError
            content += part
        self._end += size
        return pickle.loads(content)

    def close(self) -> None:
        os.close(self._content)
        self._sizes.close()
        self._told.close()


def _received(work: Callable[[Inbox], Iterable[object]], inbox: Inbox | None) -> Iterable[object]:
    if inbox is None:
        return ()
    inbox.only_receives()
    # it may have a process of its own, which ends with it as it is told to end, and does not die
    multiprocessing.current_process().daemon = False
    return work(inbox)


def _threads() -> int:
    """The threads of this process, those that Python did not start included; 0 where they cannot be
    counted.
    """
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 0


def _may_open_files() -> bool:
    """Whether as many as it takes may be open besides those that are."""
    if sys.platform != "linux":
        return False
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        return limit - sum(1 for _ in Path("/proc/self/fd").iterdir()) >= _FILES
    except OSError:
        return False


def _give(
    work: Callable[[], Iterable[object]],
    results: Inbox,
    waiting: Iterable[int],
) -> None:
    """Puts what `work` gives where it is taken; the next is worked on meanwhile. `waiting` are the
    signals that may not come yet, where those that end it may.
    """
    results.only_puts()
    # one that is ended may be so within a library, which says so; whoever takes it tells what is
    # to be told
    os.dup2(os.open(os.devnull, os.O_WRONLY), _ERRORS)
    signal.set_wakeup_fd(-1)
    for number in _ENDING:
        signal.signal(number, _end)
    if sys.platform == "linux":  # as always, which type checkers do not know
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
    try:
        for result in work():
            results.put(result)
    except BaseException:  # noqa: BLE001 - whoever takes it does it again and tells
        sys.exit(1)


def _end(*_: object) -> None:
    """Ends this process in such a way that it clears up after
    itself, however often it is told to.
    """
    for number in _ENDING:
        signal.signal(number, _ended)  # SIG_IGN is an error where the other has come already
    raise SystemExit(1)


def _ended(*_: object) -> None:
    """It is ending."""
