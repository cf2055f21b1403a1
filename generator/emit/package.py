"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from collections.abc import Sequence
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
from generator.worker import Worker


class Emitted(NamedTuple):
    """A tree, and the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: Untested


class EmittedTogether(NamedTuple):
    """The tree of several documents, and of each the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: list[Untested]


class _Beside(NamedTuple):
    """What lies beside a package, formatted, and the operations that have no test in it."""

    text: dict[str, str]
    untested: Untested


_MANY = 20  # operations from which on a second process pays


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
    meanwhile = _beside_meanwhile([api], templates)
    formatter = Formatter(api.package)
    text, copied = _modules(api, templates)
    formatter.add(text)
    beside = meanwhile.take(partial(_beside, api, templates))
    whole = _finished(formatter, templates) | beside.text
    return Emitted(_tree(whole, copied), beside.untested)


def emitted_together(apis: Sequence[Api], distribution: str, *, templates: Path) -> EmittedTogether:
    """The tree of one package with a package for each of several documents inside, which share its
    runtime. Raises as `emitted` does.
    """
    meanwhile = _beside_meanwhile(apis, templates)
    formatter = Formatter(apis[0].whole_package)
    text, copied = emit_whole(apis, distribution, environment(templates), templates)
    formatter.add(text)
    for api in apis:
        modules, files = _modules(api, templates)
        formatter.add(placed(modules, api))
        copied |= placed(files, api)
    besides = [meanwhile.take(partial(_beside, api, templates)) for api in apis]
    whole = _finished(formatter, templates)
    for api, each in zip(apis, besides, strict=True):
        whole |= placed(each.text, api)
    return EmittedTogether(_tree(whole, copied), [each.untested for each in besides])


def _beside_meanwhile(apis: Sequence[Api], templates: Path) -> Worker:
    """A second process for what lies beside each package, where there is much of it."""
    return Worker(
        lambda: (_beside(api, templates) for api in apis),
        pays=sum(len(api.operations) for api in apis) >= _MANY,
    )


def _modules(api: Api, templates: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """What is printed of the package itself, and what is copied."""
    modules, copied = emit_modules(api, templates)
    return {path: text_of(printed) for path, printed in modules.items()}, copied


def _beside(api: Api, templates: Path) -> _Beside:
    """The tests and docs, formatted. Raises as `emitted` does."""
    jinja = environment(templates)
    formatter = Formatter(api.package)
    formatter.add(emit_docs(api, jinja))
    tests, untested = emit_tests(api, jinja)
    formatter.add(tests | emit_coverage(api, jinja))
    return _Beside(_finished(formatter, templates), untested)


def _finished(formatter: Formatter, templates: Path) -> dict[str, str]:
    try:
        return formatter.finish()
    except FormatError as error:
        if len(folders(templates)) == 1:
            raise
        raise TemplateError(str(templates), f"what is printed is no Python: {error}") from error


def _tree(text: dict[str, str], copied: dict[str, bytes]) -> dict[str, bytes]:
    tree = {path: source.encode() for path, source in text.items()} | copied
    return dict(sorted(tree.items()))
