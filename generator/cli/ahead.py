"""A second process that is made before a document is read, where there is another processor.

To import what prints a package takes as long as to read a document of a hundred operations, and
neither waits for the other. So the second process imports, and is then given what there is. Of a
large document that is the document itself: it decides names and types while the document is judged
here, and prints tests and docs while the modules are printed here. Of a small one it is the Api, of
which it prints everything; this process then imports nothing of that.

What it does not give is made here, so the outcome is the same with it and without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.document.bundle import Document
    from generator.emit.tests import Untested
    from generator.worker import Inbox

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._other.end()

    def read(self, document: Document) -> None:
        """To be called as soon as it is, whatever it is worth."""
        self._builds = document.size >= _LARGE
        self._other.give(document if self._builds else None)

    @property
    def decides(self) -> bool:
        """Whether names and types are decided meanwhile: who asks for the `api` waits."""
        return self._builds and self._other.under_way

    def api(self, document: Document, *, is_whole: bool) -> Api:
        """That of a document that was judged; unless it `is_whole`, parts of what was read are left
        out.
        """
        if not self._builds:
            return _api_of(document, self._package)
        if not is_whole:
            self._other.end()
        from generator.emit import package  # noqa: F401 - while the other process is at it

        return self._other.take(partial(_api_of, document, self._package))

    def begin(self, api: Api) -> None:
        """To be called as soon as it is known what `emitted` is of."""
        if not self._builds:
            self._other.give(api)

    def emitted(self, api: Api) -> tuple[dict[str, bytes], Untested]:
        """What `emit.package.emitted` gives, as a plain tuple; raises as that does."""
        if not self._builds:
            return self._other.take(partial(_emitted, api, self._templates))
        from generator.emit.package import emitted_beside

        if self._other.under_way:
            return emitted_beside(self._other, api, templates=self._templates)
        return _emitted(api, self._templates)


def _work(package: str | None, templates: Path, inbox: Inbox) -> Iterator[object]:
    """What the second process does: it gives an Api and the `Rest` of a package for a document, and
    all of a package for an Api.
    """
    from generator.emit import docs, tests  # noqa: F401 - ahead of what they print
    from generator.emit.package import formatted_rest

    if inbox.is_empty:  # of a document that takes so long to read it will decide names and types
        from generator.api import build  # noqa: F401
    document = inbox.receive()
    if document is None:
        yield _emitted(inbox.receive(), templates)
        return
    api = _api_of(document, package)
    yield api
    yield formatted_rest(api, templates)


def _api_of(document: Document, package: str | None) -> Api:
    from generator.api.build import build

    return build(document, package=package)


def _emitted(api: Api, templates: Path) -> tuple[dict[str, bytes], Untested]:
    from generator.emit.package import emitted

    tree, untested = emitted(api, templates=templates)
    return tree, untested  # to unpickle an `Emitted` is to import what made it
