"""Packages as they are printed, without ruff: for tests that ask what is printed, not how it looks.

It takes the place of `Formatter` in `generator.emit.package`: two processes for each package take
longer than to print a small one."""

from __future__ import annotations

from collections.abc import Mapping

from generator.emit.format import Formatter


class Unformatted(Formatter):
    """Gives the parts of a tree back as they came."""

    def __init__(self, package: str | None = None) -> None:
        super().__init__(package)
        self._text: dict[str, str] = {}

    def add(self, tree: Mapping[str, str]) -> None:
        self._text.update(tree)

    def finish(self) -> dict[str, str]:
        return self._text
