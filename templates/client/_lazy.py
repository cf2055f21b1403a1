"""Names that a package gives out, imported when they are first used (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy"]


def lazy(
    package: str, names: Mapping[str, str], modules: Mapping[str, str] | None = None
) -> tuple[Callable[[str], Any], list[str]]:
    """The `__getattr__` and the `__all__` of `package`.

    `names` is module -> the names that come from it, with spaces between; `modules` is name -> module that it stands for.
    """
    homes = {name: module for module, listed in names.items() for name in listed.split()}
    aliases = modules or {}

    def load(name: str) -> Any:
        if name in homes:
            return getattr(import_module(f"{package}.{homes[name]}"), name)
        if name in aliases:
            return import_module(f"{package}.{aliases[name]}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return load, [*homes, *aliases]
