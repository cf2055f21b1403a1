"""Trees and provenances that the tests of this folder share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.output.manifest import Provenance


@pytest.fixture
def provenance() -> Provenance:
    return Provenance({"#/info": "d" * 64}, {"templates": "e" * 64}, {"ruff": "1.0"}, {})


@pytest.fixture
def first() -> dict[str, bytes]:
    return {
        "np6/__init__.py": b"one\n",
        "np6/models/a.py": b"a\n",
        "np6/same.py": b"same\n",
        "README.md": b"# first\n",
    }


@pytest.fixture
def second() -> dict[str, bytes]:
    return {
        "np6/__init__.py": b"two\n",
        "np6/models/b.py": b"b\n",
        "np6/same.py": b"same\n",
        "README.md": b"# second\n",
    }


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder but the manifest."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".manifest.json"
        }

    return read
