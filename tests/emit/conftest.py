"""Emitting into a folder, and running what was emitted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def templates() -> Path:
    return TEMPLATES


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    def write(tree: Mapping[str, bytes]) -> Path:
        root = tmp_path / "out"
        for path, content in tree.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return root

    return write


@pytest.fixture
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs this interpreter in a folder and gives back what came of it."""

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        env = os.environ | {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"
        }  # emitted tests need no plugins, which take a second to load
        return subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False
        )

    return run
