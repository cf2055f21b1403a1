"""One package of several documents: each is a package inside it, and all share its runtime.

What is emitted of each document by itself finds its place here: the runtime moves up, tests and
documentation go to a folder of their own. `__init__.py`, `README.md` and `pyproject.toml` of the
whole are printed from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from jinja2 import Environment

from generator.api.model import Api
from generator.emit.code import Block, Code, dotted, identifier
from generator.emit.imports import reexports
from generator.emit.programs import Extra, extras
from generator.emit.runtime_files import lazy_module
from generator.emit.templates import render

T = TypeVar("T")

_OF_THE_WHOLE = ("pyproject.toml",)


class Namespace(NamedTuple):
    """A package inside, as the documentation of the whole shows it."""

    name: Code
    title: str
    version: str
    client: Code
    async_client: Code
    operations: int


def namespace_of(api: Api) -> str:
    """The name of the package inside."""
    return api.package.rpartition(".")[2]


def placed(tree: Mapping[str, T], api: Api) -> dict[str, T]:
    """What is emitted of one document, where it goes in the whole."""
    return {
        place: content for path, content in tree.items() if (place := _place(path, api)) is not None
    }


def _place(path: str, api: Api) -> str | None:
    """Where a file goes; None for what the whole has its own of. The runtime is shared:
    `acme/shop/_runtime/core.py` of the namespace `shop` is `acme/_runtime/core.py`.
    """
    name = namespace_of(api)
    own, around = (package.replace(".", "/") for package in (api.package, api.whole_package))
    if path.startswith((f"{own}/_runtime/", f"{own}/py.typed")):
        return f"{around}/{path.removeprefix(f'{own}/')}"
    if path.startswith("tests/test_"):  # pytest knows modules of tests by their names alone
        return f"tests/{name}/test_{_in_a_test(name)}__{path.removeprefix('tests/test_')}"
    if path.startswith("tests/"):
        return f"tests/{name}/{path.removeprefix('tests/')}"
    if path.endswith(".md"):
        return f"{_documentation(api)}/{name}/{path}"
    return None if path in _OF_THE_WHOLE else path


def _documentation(api: Api) -> str:
    """The folder of the documentation, which is not that of the package."""
    package = api.whole_package.partition(".")[0].casefold()
    return "docs" if package != "docs" else "documentation"


def _in_a_test(name: str) -> str:
    """A namespace in the name of a module of tests, which ends where two underscores begin. The
    configuration has no two namespaces that are one then.
    """
    return re.sub("_+", "_", name).rstrip("_")


def emit_whole(
    apis: Sequence[Api], distribution: str, environment: Environment, templates: Path
) -> tuple[dict[str, str], dict[str, bytes]]:
    """The files of the whole: the text that is still to be formatted, and what is copied."""
    package = apis[0].whole_package
    folder = package.replace(".", "/")
    namespaces = [_shown(api) for api in apis]
    listed = ", ".join(f"`{each.name.text}` ({each.title} {each.version})" for each in namespaces)
    summary = f"Clients of {', '.join(dict.fromkeys(each.title for each in namespaces))}"
    found = list(_extras(apis))
    text = {
        f"{folder}/__init__.py": render(
            environment,
            "client/namespaces.py.jinja",
            docstring=[Block(f"Clients that share a runtime: {listed}.")],
            namespaces=namespaces,
            imports=reexports({".": map(namespace_of, apis)}),
            version=apis[0].version,
        ),
        "README.md": render(
            environment,
            "docs/namespaces.md.jinja",
            package=dotted(package),
            documentation=identifier(_documentation(apis[0])),
            distribution=distribution,
            namespaces=namespaces,
        ),
        "pyproject.toml": render(
            environment,
            "docs/pyproject.toml.jinja",
            folder=folder,
            distribution=distribution,
            version=apis[0].version,
            summary=summary,
            extras=found,
        ),
    }
    return text, {f"{folder}/_lazy.py": lazy_module(templates)}


def _shown(api: Api) -> Namespace:
    return Namespace(
        identifier(namespace_of(api)),
        api.title,
        api.api_version,
        identifier(api.client),
        identifier(api.async_client),
        len(api.operations),
    )


def _extras(apis: Sequence[Api]) -> Iterator[Extra]:
    """The extras of all, each once, with the scripts of all."""
    met: set[str] = set()
    for api in apis:
        for extra in extras(api):
            yield extra._replace(requirements=[] if extra.name.text in met else extra.requirements)
            met.add(extra.name.text)
