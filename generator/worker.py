"""Work that a second processor does meanwhile, where there is one."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar, cast

T = TypeVar("T")
_ENDING = (signal.SIGINT, signal.SIGTERM)


class Worker:
    """`work` in a process of its own, which has all that this one has; what it gives is taken here,
    one after the other.

    There is no such process where it does not pay, on one processor, beside other threads, in a
    process that may have no children, and on systems other than Linux, where forking is not safe.
    It may also end early, for whatever reason, an error of `work` included. What it did not give is
    then done by who takes it, so the outcome is the same with it and without."""

    def __init__(self, work: Callable[[], Iterable[object]], *, pays: bool = True) -> None:
        self._receiver: Connection | None = None  # as long as something may come
        self._process: BaseProcess
        if not pays or sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
            return
        if _threads() != 1 or multiprocessing.current_process().daemon:
            return
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        # What ends this process while it forks would leave the other one unknown to it.
        waiting = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        self._process = context.Process(
            target=_give, args=(work, receiver, sender, waiting), daemon=True
        )
        try:
            self._process.start()
        except OSError:  # no memory for it, or no number
            return
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
            sender.close()
        self._receiver = receiver

    @property
    def under_way(self) -> bool:
        """Whether something may still come from the other process."""
        return self._receiver is not None

    def take(self, otherwise: Callable[[], T]) -> T:
        """What `work` gives next, which is of the kind that `otherwise` makes; that is called if
        there is nothing.
        """
        if self._receiver is not None:
            try:
                return cast("T", pickle.loads(self._receiver.recv_bytes()))
            except (EOFError, OSError):
                self._receiver.close()
                self._receiver = None
                self._process.join()
        return otherwise()


def _threads() -> int:
    """The threads of this process, those that Python did not start included; 0 where they cannot be
    counted.
    """
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 0


def _give(
    work: Callable[[], Iterable[object]],
    receiver: Connection,
    sender: Connection,
    waiting: Iterable[int],
) -> None:
    """Sends what `work` gives; the next is worked on while the one before is still being taken.
    `waiting` are the signals that may not come yet, where those that end it may.
    """
    receiver.close()  # else this process would wait for itself to take it
    signal.set_wakeup_fd(-1)
    for number in _ENDING:
        signal.signal(number, _end)
    if sys.platform == "linux":  # as always, which type checkers do not know
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
    sending: threading.Thread | None = None
    try:
        for result in work():
            content = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
            if sending is not None:
                sending.join()
            sending = threading.Thread(target=_send, args=(sender, content), daemon=True)
            sending.start()
        if sending is not None:
            sending.join()
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


def _send(sender: Connection, content: bytes) -> None:
    with suppress(OSError):  # nobody is left to take it
        sender.send_bytes(content)
