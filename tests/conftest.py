"""What holds for every test."""

from __future__ import annotations

import gc
import os
import signal
import sys

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
    """Processes that tests start can be interrupted, also where the tests run in a shell's
    background, which ignores that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests are begun first: what is left at the end is short, and all workers have
    some of it.
    """
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)


def pytest_collection_finish() -> None:
    """What the tests were read into stays: no collection of garbage, of which some tests make many,
    looks at it again. And none comes after every 700 objects, where a document has thousands.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
