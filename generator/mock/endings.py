"""What ends a server from without: it ends in order, and what is made for a run goes with it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """What ends the process at once leaves the block like an exception, so that the block can clear
    up. What is ignored (`nohup`) stays so.
    """
    before = {
        number: signal.signal(number, handler)
        for number, handler in _ENDINGS.items()
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _hang_up(number: int, frame: FrameType | None) -> None:
    """A terminal that is closed: as if the process were asked to end, which a server that runs does
    in order.
    """
    signal.raise_signal(signal.SIGTERM)


_ENDINGS: dict[int, Callable[[int, FrameType | None], None]] = {signal.SIGTERM: _end}
if sys.platform != "win32":
    _ENDINGS[signal.SIGHUP] = _hang_up
