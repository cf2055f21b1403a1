"""Names that a package gives out, imported when they are first used (PEP 562), so that importing it
costs next to nothing.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as type checkers take it; `typing` itself would be most of the import
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def lazy(
    package: str, names: Mapping[str, str], modules: Mapping[str, str] | None = None
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, the `__dir__` and the `__all__` of `package`.

    `names` is module, seen from the package, -> the names that come from it, with spaces between;
    `modules` is name -> module that it stands for."""
    homes = {name: module for module, found in names.items() for name in found.split()}
    aliases = modules or {}
    given = [*homes, *aliases]

    def load(name: str) -> Any:
        from importlib import import_module

        if name in homes:
            value = getattr(import_module(f".{homes[name]}", package), name)
        elif name in aliases:
            value = import_module(f".{aliases[name]}", package)
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(sys.modules[package], name, value)
        return value

    def listed() -> list[str]:
        own = (name for name in vars(sys.modules[package]) if name not in ("lazy", "TYPE_CHECKING"))
        return sorted({*own, *given})

    return load, listed, given
