"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.api.model import Api
from generator.emit.format import FormatError, Formatter
from generator.emit.modules import emit_modules
from generator.emit.namespaces import emit_whole, placed
from generator.emit.template_folders import folders
from generator.emit.templates import TemplateError, environment, text_of
from generator.worker import Worker

if TYPE_CHECKING:
    from generator.emit.tests import Untested


class Emitted(NamedTuple):
    """A tree, and the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: Untested


class Rest(NamedTuple):
    """What there is beside the modules of a package, its tests and docs; and the operations that
    have no test.
    """

    text: dict[str, str]
    untested: Untested


class EmittedTogether(NamedTuple):
    """The tree of several documents, and of each the operations that have no test in it."""

    tree: dict[str, bytes]
    untested: list[Untested]


_MANY = 20  # operations from which on a second process pays
_MUCH = 400_000  # characters that ruff takes longer to format than it and its threads to start


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
    return emitted_beside(_rest_meanwhile([api], templates), api, templates=templates)


def emitted_beside(meanwhile: Worker, api: Api, *, templates: Path) -> Emitted:
    """What `emitted` gives, where the next that comes from `meanwhile`, if it is under way, is the
    `formatted_rest` of the package. Raises as that does.
    """
    apart = meanwhile.under_way
    with _formatter(api.package, templates) as formatter:
        copied = _modules(api, templates, formatter, dict)
        if not apart:
            rest = _rest(api, templates)
            formatter.add(rest.text)
        text = _finished(formatter, templates)
    if apart:
        rest = meanwhile.take(partial(formatted_rest, api, templates))
        text |= rest.text
    return Emitted(_tree(text, copied), rest.untested)


def emitted_together(apis: Sequence[Api], distribution: str, *, templates: Path) -> EmittedTogether:
    """The tree of one package with a package for each of several documents inside, which share its
    runtime. Raises as `emitted` does.
    """
    meanwhile = _rest_meanwhile(apis, templates)
    apart = meanwhile.under_way
    text, copied = emit_whole(apis, distribution, environment(templates), templates)
    rests = []
    with _formatter(apis[0].whole_package, templates) as formatter:
        formatter.add(text)
        for api in apis:
            place = partial(placed, api=api)
            copied |= placed(_modules(api, templates, formatter, place), api)
            if not apart:
                rests.append(_rest(api, templates))
                formatter.add(place(rests[-1].text))
        whole = _finished(formatter, templates)
    for api in apis if apart else ():
        rests.append(meanwhile.take(partial(formatted_rest, api, templates)))
        whole |= placed(rests[-1].text, api)
    return EmittedTogether(_tree(whole, copied), [rest.untested for rest in rests])


def _rest_meanwhile(apis: Sequence[Api], templates: Path) -> Worker:
    """A second process for the rest of each package, where there is much of it."""
    return Worker(
        lambda: (formatted_rest(api, templates) for api in apis),
        pays=sum(len(api.operations) for api in apis) >= _MANY,
    )


def formatted_rest(api: Api, templates: Path) -> Rest:
    """The rest of a package, formatted by itself. Raises as `emitted` does."""
    with _formatter(api.package, templates) as formatter:
        tests, untested = _tests(api, templates)
        formatter.add(tests)
        formatter.add(_docs(api, templates))
        return Rest(_finished(formatter, templates), untested)


def _rest(api: Api, templates: Path) -> Rest:
    tests, untested = _tests(api, templates)
    return Rest(tests | _docs(api, templates), untested)


def _tests(api: Api, templates: Path) -> Rest:
    from generator.emit.tests import emit_tests  # the process that prints modules needs none

    return Rest(*emit_tests(api, environment(templates)))


def _docs(api: Api, templates: Path) -> dict[str, str]:
    from generator.emit.coverage import emit_coverage
    from generator.emit.docs import emit_docs

    jinja = environment(templates)
    return emit_docs(api, jinja) | emit_coverage(api, jinja)


def _modules(
    api: Api,
    templates: Path,
    formatter: Formatter,
    place: Callable[[dict[str, str]], dict[str, str]],
) -> dict[str, bytes]:
    """Give the formatter the modules, in their place; what is copied."""
    modules, copied = emit_modules(api, templates)
    part: dict[str, str] = {}
    size = 0
    for path, printed in modules.items():
        part[path] = text_of(printed)
        size += len(part[path]) if path.endswith(".py") else 0
        if size > _MUCH:  # which is formatted while the next is printed
            formatter.add(place(part))
            part, size = {}, 0
    if part:
        formatter.add(place(part))
    return copied


def _formatter(package: str, templates: Path) -> Formatter:
    """Our own templates print imports in order, those of others may not."""
    return Formatter(None if len(folders(templates)) == 1 else package)


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
