"""Import statements in the order of ruff's rule I (isort), of which ruff then has nothing to do:
https://docs.astral.sh/ruff/settings/#lintisort.

The standard library comes first, then other packages, then the package itself, from the furthest
module to the closest; what has an alias has a statement of its own. Names are in their natural
order: constants, then classes, then the rest."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.emit.code import Code, dotted, identifier, join

_DIGITS = re.compile("[0-9]+")


class Import(NamedTuple):
    """`from module import names`, each with its alias where it has one; `apart` where it is the
    first of another section.
    """

    module: Code
    names: tuple[Code, ...]
    apart: bool = False

    @property
    def statement(self) -> Code:
        return Code(f"from {self.module.text} import {join(', ', self.names).text}")


def import_statements(imported: Mapping[str, Iterable[tuple[str, str]]]) -> list[Import]:
    """The statements that import, of each module, names under an alias or the name itself."""
    statements: list[Import] = []
    above = None
    for module in sorted(imported, key=_module_order):
        section = _section(module)
        names = sorted(imported[module], key=lambda name: _name_order(name[0]))
        apart = above not in {None, section}
        for each in _statements(names):
            statements.append(Import(dotted(module), each, apart))
            apart = False
        above = section
    return statements


def reexports(exported: Mapping[str, Iterable[str]]) -> list[Import]:
    """The statements of a package that has names of these modules, each under an alias that is its
    name: type checkers take that for a name of the package too.
    """
    return [
        Import(dotted(module), (_aliased(name, name),))
        for module in sorted(exported, key=_module_order)
        for name in sorted(exported[module], key=_name_order)
    ]


def _statements(names: Sequence[tuple[str, str]]) -> Iterator[tuple[Code, ...]]:
    plain = [name for name, alias in names if alias == name]
    for name, alias in names:
        if alias != name:
            yield (_aliased(name, alias),)
        elif name == plain[0]:
            yield tuple(map(identifier, plain))


def _aliased(name: str, alias: str) -> Code:
    return Code(f"{identifier(name).text} as {identifier(alias).text}")


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 0 if module.partition(".")[0] in sys.stdlib_module_names else 1


@lru_cache(maxsize=4096)
def _module_order(module: str) -> tuple[int, int, str, str]:
    name = module.lstrip(".")
    return _section(module), len(name) - len(module), _natural(name.lower()), _natural(name)


@lru_cache(maxsize=4096)
def _name_order(name: str) -> tuple[int, str, str]:
    is_constant = name.isupper() and len(name.encode()) > 1  # octets, as ruff counts
    kind = (is_constant, name[:1].isupper(), True).index(True)
    return kind, _natural(name.lower()), _natural(name)


def _natural(name: str) -> str:
    """What sorts as `name` does, numbers by their value."""
    return _DIGITS.sub(_ranked, name)


def _ranked(digits: re.Match[str]) -> str:
    number = digits[0]
    return f"0{number}\0" if number.startswith("0") else f"1{chr(len(number))}{number}"
