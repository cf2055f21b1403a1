"""What holds for every test."""

from __future__ import annotations

import signal

import pytest

from tests import profiles


def pytest_configure(config: pytest.Config) -> None:
    profiles.load(config.getoption("--hypothesis-profile", None))


def pytest_sessionstart() -> None:
    """Processes that tests start can be interrupted, also where the tests run in a shell's background, which ignores that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
