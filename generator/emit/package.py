"""From the `Api` to the files of a package, in memory: models, client, tests and docs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from generator.api.model import Api
from generator.emit.annotations import Needs
from generator.emit.client import emit_client
from generator.emit.coverage import emit_coverage
from generator.emit.docs import emit_docs
from generator.emit.format import formatted
from generator.emit.models import emit_models
from generator.emit.templates import environment
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
        TemplateError: a template printed what is no code.
        FormatError: ruff refused what was printed.
    """
    jinja = environment(templates)
    text, copied = _printed(api, jinja, templates)
    tests, untested = emit_tests(api, jinja)
    text |= tests
    text |= emit_docs(api, jinja)
    text |= emit_coverage(api, jinja)
    tree = {path: source.encode() for path, source in formatted(text, api.package).items()} | copied
    return Emitted(dict(sorted(tree.items())), untested)


def printed(api: Api, templates: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The package alone: the text that is still to be formatted, and what is copied."""
    return _printed(api, environment(templates), templates)


def _printed(
    api: Api, jinja: Environment, templates: Path
) -> tuple[dict[str, str], dict[str, bytes]]:
    package = api.package.replace(".", "/")
    needs = Needs()
    text = {f"{package}/{path}": source for path, source in emit_models(api, jinja, needs).items()}
    copied: dict[str, bytes] = {}
    for path, content in emit_client(api, jinja, templates, needs).items():
        if isinstance(content, bytes):
            copied[f"{package}/{path}"] = content
        else:
            text[f"{package}/{path}"] = content
    return text, copied
