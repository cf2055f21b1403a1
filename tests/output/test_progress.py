"""The line on a terminal that says what is being done."""

from __future__ import annotations

import errno
import io
import os
import sys

import pytest

from generator.output.progress import progress


class Terminal(io.StringIO):
    is_closed = False

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 99

    def write(self, text: str) -> int:
        if self.is_closed:
            raise OSError(errno.EIO, "Input/output error")
        return super().write(text)


def terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> Terminal:
    """Standard error is a terminal now."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    sizes = {99: os.terminal_size((columns, 24))}
    monkeypatch.setattr(os, "get_terminal_size", sizes.__getitem__)
    return terminal


@pytest.mark.parametrize(
    ("columns", "width", "shown"),
    [
        (80, 79, "reading the document"),
        (10, 9, "reading …"),
        (2, 1, "…"),
        (1, 1, "…"),
        (0, 79, "reading the document"),
    ],
)
def test_the_line_is_never_longer_than_the_terminal_that_it_is_on(
    monkeypatch, columns, width, shown
):
    """Whatever standard output is."""
    shows = terminal(monkeypatch, columns)
    with progress() as step:
        step("reading the document")
    expected = ["", " " * width, shown, " " * width, ""]
    assert shows.getvalue().split("\r") == expected


def test_a_terminal_that_is_closed_ends_nothing(monkeypatch):
    shows = terminal(monkeypatch, 80)
    with progress() as step:
        step("reading the document")
        shows.is_closed = True
        step("printing code")
