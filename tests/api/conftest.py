"""A document given as text becomes an `Api`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import load

HEAD = "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\n"


@pytest.fixture
def api(tmp_path: Path) -> Callable[[str], Api]:
    def make(body: str) -> Api:
        path = tmp_path / "openapi.yaml"
        path.write_text(body if body.startswith("openapi:") else HEAD + body, encoding="utf-8")
        return build(load(path))

    return make
