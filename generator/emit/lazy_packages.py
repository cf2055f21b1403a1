"""A package's `__init__` that imports each of its modules when one of its names is first used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jinja2 import Environment

from generator.emit.code import LINE_LENGTH, Block, Code, dotted, identifier, string_literal
from generator.emit.imports import reexports
from generator.emit.templates import render


class Export(NamedTuple):
    """The names that a package's `__init__` takes from one of its modules.

    `listed` are the names in one literal, as the table of names has them."""

    module: Code
    names: Sequence[Code]
    listed: Code

    @classmethod
    def of(cls, module: str, names: Sequence[str]) -> Export:
        beside = len(f'            "{module}": "",')
        listed = string_literal(" ".join(names), LINE_LENGTH - beside)
        return cls(dotted(module), [identifier(name) for name in names], listed)


def lazy_package(environment: Environment, about: str, exports: Sequence[Export]) -> str:
    """The `__init__` of a package below the top one; `about` is its docstring."""
    return render(
        environment,
        "client/lazy_package.py.jinja",
        docstring=[Block(about)],
        exports=exports,
        imports=reexports(
            {f".{each.module.text}": [name.text for name in each.names] for each in exports}
        ),
    )
