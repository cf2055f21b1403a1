"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.api.model import Api
from generator.emit.coverage import emit_coverage
from generator.emit.docs import emit_docs
from generator.emit.format import FormatError, formatted, formatting
from generator.emit.modules import emit_modules
from generator.emit.template_folders import folders
from generator.emit.templates import TemplateError, environment, text_of
from generator.emit.tests import Untested, emit_tests


class Emitted(NamedTuple):
    """A tree, and the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: Untested


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
    jinja = environment(templates)
    modules, copied = emit_modules(api, templates)
    of_modules = formatting(
        {path: text_of(printed) for path, printed in modules.items()}, api.package
    )
    beside, untested = emit_tests(api, jinja)
    beside |= emit_docs(api, jinja)
    beside |= emit_coverage(api, jinja)
    try:
        text = of_modules() | formatted(beside, api.package)
    except FormatError as error:
        if len(folders(templates)) == 1:
            raise
        raise TemplateError(str(templates), f"what is printed is no Python: {error}") from error
    tree = {path: source.encode() for path, source in text.items()} | copied
    return Emitted(dict(sorted(tree.items())), untested)
