"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.api.model import Api
from generator.emit.coverage import emit_coverage
from generator.emit.docs import emit_docs
from generator.emit.format import FormatError, formatted
from generator.emit.modules import emit_modules
from generator.emit.namespaces import emit_whole, placed
from generator.emit.template_folders import folders
from generator.emit.templates import TemplateError, environment, text_of
from generator.emit.tests import Untested, emit_tests


class Emitted(NamedTuple):
    """A tree, and the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: Untested


class EmittedTogether(NamedTuple):
    """The tree of several documents, and of each the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: list[Untested]


class _Printed(NamedTuple):
    """What is still to be formatted, and what is copied."""

    text: dict[str, str]
    copied: dict[str, bytes]


def emit(api: Api, *, templates: Path) -> dict[str, bytes]:
    """The tree of `emitted`."""
    return emitted(api, templates=templates).tree


def emitted(api: Api, *, templates: Path) -> Emitted:
    """The emitted tree: relative POSIX path -> content, the same for the same `Api` wherever and
    whenever it is made.

    Raises:
        TemplateError: a template printed what is no code, or templates that are not ours what is
            no Python.
        FormatError: ruff refused what was printed.
    """
    printed, untested = _printed(api, templates)
    return Emitted(_finished(printed, api.package, templates), untested)


def emitted_together(apis: Sequence[Api], distribution: str, *, templates: Path) -> EmittedTogether:
    """The tree of one package with a package for each of several documents inside, which share its
    runtime. Raises as `emitted` does.
    """
    text, copied = emit_whole(apis, distribution, environment(templates), templates)
    left_out = []
    for api in apis:
        printed, untested = _printed(api, templates)
        text |= placed(printed.text, api)
        copied |= placed(printed.copied, api)
        left_out.append(untested)
    tree = _finished(_Printed(text, copied), apis[0].whole_package, templates)
    return EmittedTogether(tree, left_out)


def _printed(api: Api, templates: Path) -> tuple[_Printed, Untested]:
    jinja = environment(templates)
    modules, copied = emit_modules(api, templates)
    text = {path: text_of(printed) for path, printed in modules.items()}
    tests, untested = emit_tests(api, jinja)
    text |= tests
    text |= emit_docs(api, jinja)
    text |= emit_coverage(api, jinja)
    return _Printed(text, copied), untested


def _finished(printed: _Printed, package: str, templates: Path) -> dict[str, bytes]:
    try:
        text = formatted(printed.text, package)
    except FormatError as error:
        if len(folders(templates)) == 1:
            raise
        raise TemplateError(str(templates), f"what is printed is no Python: {error}") from error
    tree = {path: source.encode() for path, source in text.items()} | printed.copied
    return dict(sorted(tree.items()))
