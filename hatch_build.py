"""How the wheel is laid out: `generator/` and `templates/` become one package of the distribution's
own name, so that neither takes a name of everybody's in an environment that it is installed into.

Imports of either are rewritten for it, and so are the commands that messages tell to run. Templates
and runtime stay byte for byte: what the installed tool emits is what the checkout emits.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "np6_sdk_factory"
PROGRAM = "np6-sdk-factory"
_PARTS = ("generator", "templates")
_SOURCES = (".py", ".jinja", ".css", ".js")
_COMMANDS = (("python -m generator", PROGRAM), ("make regenerate", f"{PROGRAM} regenerate"))
_IMPORT = re.compile(rb"\b(?=(?:generator|templates)\b)")
_MAIN = f"""\
import sys

from {PACKAGE}.generator.__main__ import main

sys.exit(main())
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Stages the package in a folder of its own, and takes the folder away when the wheel is
    written.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        self._room = tempfile.TemporaryDirectory(prefix="wheel-")
        staged = Path(self._room.name) / PACKAGE
        stage(Path(self.root), staged)
        build_data["force_include"][str(staged)] = PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_room"):
            self._room.cleanup()


def stage(root: Path, target: Path) -> None:
    """Write the package of the checkout `root` to `target`, which is not there yet."""
    for part in _PARTS:
        shutil.copytree(root / part, target / part, ignore=_left_out)
    for file in (target / "generator").rglob("*.py"):
        file.write_bytes(moved(file.read_bytes()))
    (target / "__init__.py").write_bytes(b"")
    (target / "__main__.py").write_text(_MAIN, encoding="utf-8", newline="\n")


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What else lies in a folder that somebody works in: compiled modules, copies of editors."""
    return {
        name
        for name in names
        if name == "__pycache__"
        or name.startswith(".")
        or not (name.endswith(_SOURCES) or Path(folder, name).is_dir())
    }


def moved(source: bytes) -> bytes:
    """A module of `generator/` as one of the package: its imports lead into the package, and the
    commands that it names are the installed program's.

    Raises:
        ValueError: an import that cannot be moved, `import generator.x`: it binds the first name.
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            if any(name.name.partition(".")[0] in _PARTS for name in node.names):
                raise ValueError(f"line {node.lineno}: use `from … import …`")
        elif isinstance(node, ast.ImportFrom) and _is_ours(node):
            line = lines[node.lineno - 1]
            before, rest = line[: node.col_offset], line[node.col_offset :]
            lines[node.lineno - 1] = before + _IMPORT.sub(f"{PACKAGE}.".encode(), rest, count=1)
    text = b"".join(lines)
    for ours, theirs in _COMMANDS:
        text = text.replace(ours.encode(), theirs.encode())
    return text


def _is_ours(node: ast.ImportFrom) -> bool:
    return not node.level and (node.module or "").partition(".")[0] in _PARTS
