"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.api.model import Api
from generator.emit.coverage import emit_coverage
from generator.emit.docs import emit_docs
from generator.emit.format import FormatError, Formatter
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
    formatter = Formatter(api.package)
    copied, untested = _printed(api, templates, formatter, dict)
    return Emitted(_tree(formatter, copied, templates), untested)


def emitted_together(apis: Sequence[Api], distribution: str, *, templates: Path) -> EmittedTogether:
    """The tree of one package with a package for each of several documents inside, which share its
    runtime. Raises as `emitted` does.
    """
    formatter = Formatter(apis[0].whole_package)
    text, copied = emit_whole(apis, distribution, environment(templates), templates)
    formatter.add(text)
    left_out = []
    for api in apis:
        inner, untested = _printed(api, templates, formatter, partial(placed, api=api))
        copied |= placed(inner, api)
        left_out.append(untested)
    return EmittedTogether(_tree(formatter, copied, templates), left_out)


def _printed(
    api: Api,
    templates: Path,
    formatter: Formatter,
    place: Callable[[dict[str, str]], dict[str, str]],
) -> tuple[dict[str, bytes], Untested]:
    """Give the formatter what is printed, in its place; what is copied, and what has no test."""
    jinja = environment(templates)
    modules, copied = emit_modules(api, templates)
    formatter.add(place({path: text_of(printed) for path, printed in modules.items()}))
    beside, untested = emit_tests(api, jinja)
    beside |= emit_docs(api, jinja)
    beside |= emit_coverage(api, jinja)
    formatter.add(place(beside))
    return copied, untested


def _tree(formatter: Formatter, copied: dict[str, bytes], templates: Path) -> dict[str, bytes]:
    try:
        text = formatter.finish()
    except FormatError as error:
        if len(folders(templates)) == 1:
            raise
        raise TemplateError(str(templates), f"what is printed is no Python: {error}") from error
    tree = {path: source.encode() for path, source in text.items()} | copied
    return dict(sorted(tree.items()))
