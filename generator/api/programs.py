"""Which programs a package has beside its client, as `x-sdk.programs` of the document asks."""

from __future__ import annotations

from typing import Any, Final

from generator.api.model import Api
from generator.document.access import mapping, sequence
from generator.document.rules.extension_forms import PROGRAMS

_CALLED: Final = {
    "command-line": ("the command line", ""),
    "mcp": ("the server of the Model Context Protocol", ".mcp"),
}


def programs(root: dict[str, Any]) -> tuple[str, ...]:
    """The programs that are asked for, in an order of ours; what is none of them `lint` reports."""
    asked = sequence(mapping(root.get("x-sdk")).get("programs"))
    return tuple(name for name in PROGRAMS if name in asked)


def run_by(api: Api, name: str) -> tuple[str, str]:
    """What runs a program, and what it is called."""
    called, module = _CALLED[name]
    return f"python -m {api.package}{module}", called
