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
from generator.worker import Worker


class Emitted(NamedTuple):
    """A tree, and the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: Untested


class EmittedTogether(NamedTuple):
    """The tree of several documents, and of each the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: list[Untested]


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
        RuffError: ruff does not work.
    """
    meanwhile = _docs_meanwhile([api], templates)
    apart = meanwhile.under_way
    formatter = Formatter(api.package)
    copied, untested = _code(api, templates, formatter, dict, with_docs=not apart)
    text = _finished(formatter, templates)
    if apart:
        text |= meanwhile.take(partial(_formatted_docs, api, templates))
    return Emitted(_tree(text, copied), untested)


def emitted_together(apis: Sequence[Api], distribution: str, *, templates: Path) -> EmittedTogether:
    """The tree of one package with a package for each of several documents inside, which share its
    runtime. Raises as `emitted` does.
    """
    meanwhile = _docs_meanwhile(apis, templates)
    apart = meanwhile.under_way
    formatter = Formatter(apis[0].whole_package)
    text, copied = emit_whole(apis, distribution, environment(templates), templates)
    formatter.add(text)
    left_out = []
    for api in apis:
        place = partial(placed, api=api)
        inner, untested = _code(api, templates, formatter, place, with_docs=not apart)
        copied |= placed(inner, api)
        left_out.append(untested)
    whole = _finished(formatter, templates)
    for api in apis if apart else ():
        whole |= placed(meanwhile.take(partial(_formatted_docs, api, templates)), api)
    return EmittedTogether(_tree(whole, copied), left_out)


def _docs_meanwhile(apis: Sequence[Api], templates: Path) -> Worker:
    """A second process for the docs of each package, where there is much of them."""
    return Worker(
        lambda: (_formatted_docs(api, templates) for api in apis),
        pays=sum(len(api.operations) for api in apis) >= _MANY,
    )


def _formatted_docs(api: Api, templates: Path) -> dict[str, str]:
    """The documentation, formatted by itself. Raises as `emitted` does."""
    formatter = Formatter(api.package)
    formatter.add(_docs(api, templates))
    return _finished(formatter, templates)


def _docs(api: Api, templates: Path) -> dict[str, str]:
    jinja = environment(templates)
    return emit_docs(api, jinja) | emit_coverage(api, jinja)


def _code(
    api: Api,
    templates: Path,
    formatter: Formatter,
    place: Callable[[dict[str, str]], dict[str, str]],
    *,
    with_docs: bool,
) -> tuple[dict[str, bytes], Untested]:
    """Give the formatter the package and its tests, and the docs where nobody else prints them, in
    their place; what is copied, and what has no test.
    """
    modules, copied = emit_modules(api, templates)
    formatter.add(place({path: text_of(printed) for path, printed in modules.items()}))
    tests, untested = emit_tests(api, environment(templates))
    formatter.add(place(tests | _docs(api, templates) if with_docs else tests))
    return copied, untested


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
