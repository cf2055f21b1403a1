"""Trees that are written in the place of each other, and what is in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.output.manifest import Provenance

PROVENANCE: Final = Provenance({"#/info": "d" * 64}, {"templates": "e" * 64}, {"ruff": "1.0"}, {})
FIRST: Final = {
    "np6/__init__.py": b"one\n",
    "np6/models/a.py": b"a\n",
    "np6/same.py": b"same\n",
    "README.md": b"# first\n",
}
SECOND: Final = {
    "np6/__init__.py": b"two\n",
    "np6/models/b.py": b"b\n",
    "np6/same.py": b"same\n",
    "README.md": b"# second\n",
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".manifest.json"
    }
