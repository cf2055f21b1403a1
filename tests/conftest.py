"""What holds for every test."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator

import pytest

from tests import profiles, shared

# Code is compiled once, by whichever of the hundreds of processes needs it: else each compiles what
# it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    profiles.load(config.getoption("--hypothesis-profile", None))
    if not hasattr(config, "workerinput"):
        shared.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shared.end()


def pytest_sessionstart() -> None:
    """Processes that tests start can be interrupted and hung up, also where the tests run in a
    shell's background or under `nohup`, which ignore that. The tests themselves go on.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests are begun first: what is left at the end is short, and all workers have
    some of it.
    """
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Of what the tests are read into nearly all stays: no garbage is looked for meanwhile."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """What the tests were read into is old from now on, and Python looks at it once more when there
    is much. It is not left frozen, as all that is frozen is counted one by one where a large body
    is read or a document compared, which took longer than most of these tests. And no collection
    comes after every 700 objects, where a document has thousands.
    """
    gc.freeze()
    gc.unfreeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What the last tests left is collected here, once: pytest looks for it twice, and each time at
    all that the tests were read into.
    """
    gc.collect()
    gc.freeze()
