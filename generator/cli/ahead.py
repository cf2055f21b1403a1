"""A second process that is made before a document is read, where there is another processor.

To import what prints a package takes as long as to read a document of a hundred operations, and
neither waits for the other. So the second process imports, and is then given what there is: a large
document, of which it decides names and types while the document is judged here, or the Api of a
small one. It prints all of that, with the help of a process of its own where that is much. This
process imports nothing of what prints, and learns of the Api what is to be told.

What it does not give is made here, so the outcome is the same with it and without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.document.bundle import Document
    from generator.emit.tests import Untested
    from generator.worker import Inbox

    Printed = tuple[Api, dict[str, bytes], Untested]
    """What is to be told of an Api, without what it is printed from; its tree, and the operations
    that have no test in that.
    """

_BUILDING: Final = __name__.removesuffix("cli.ahead") + "api.build"
_LARGE: Final = 100_000
"""Characters of a document from which on it takes longer to judge it than to send it."""


class Ahead:
    """What is made of one document, by a second process as far as there is one."""

    def __init__(self, package: str | None, templates: Path, *, pays: bool = True) -> None:
        from generator.worker import Partner

        self._package, self._templates = package, templates
        is_first = _BUILDING not in sys.modules  # else there is nothing to import
        self._other = Partner(partial(_work, package, templates), pays=pays and is_first)
        self._builds = False
        self._judged: Callable[[Api], Api]
        self._here: Callable[[], Printed]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._other.end()

    def read(self, document: Document) -> None:
        """To be called as soon as it is, whatever it is worth."""
        self._builds = document.size >= _LARGE
        self._other.give(document if self._builds else None)

    def begin(self, document: Document, judged: Callable[[Api], Api], *, is_whole: bool) -> None:
        """To be called as soon as the document is judged; unless it `is_whole`, parts of what was
        read are left out. `judged` gives the Api that is to be printed, or refuses it.
        """
        self._judged = judged
        if self._builds and not is_whole:
            self._other.end()
        if self._builds and self._other.under_way:
            self._here = lambda: _printed(judged(_api_of(document, self._package)), self._templates)
            return
        api = judged(_api_of(document, self._package))
        self._here = partial(_printed, api, self._templates)
        self._other.give(api)

    def made(self) -> Printed:
        """What became of it. Raises what `emit.package.emitted` does."""
        api, tree, untested = self._other.take(self._here)
        return self._judged(api), tree, untested


def _work(package: str | None, templates: Path, inbox: Inbox) -> Iterator[Printed]:
    """What the second process does: it prints the package of a document, or of an Api where that
    comes behind nothing.
    """
    from generator.emit import coverage, docs, tests  # noqa: F401 - ahead of what they print
    from generator.emit.package import emitted  # noqa: F401
    from generator.emit.templates import loaded

    if inbox.is_empty:  # of a document that takes so long to read it will decide names and types
        from generator.api import build  # noqa: F401
    for _ in loaded(templates):
        if not inbox.is_empty:
            break
    document = inbox.receive()
    api = inbox.receive() if document is None else _api_of(document, package)
    yield _printed(api, templates)


def _api_of(document: Document, package: str | None) -> Api:
    from generator.api.build import build

    return build(document, package=package)


def _printed(api: Api, templates: Path) -> Printed:
    from generator.emit.package import emitted

    # as a plain tuple: to unpickle an `Emitted` is to import what made it
    tree, untested = emitted(api, templates=templates)
    told = replace(api, resources=(), operations=(), models=(), webhooks=(), events=None)
    return told, tree, untested
