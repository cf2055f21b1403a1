"""The package of NP6 as it is made now is the one that is stored: every byte of it, as `check` has
it.
"""

from __future__ import annotations

from pathlib import Path

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.package import emit

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "generated"


def test_the_package_of_np6_is_the_one_that_is_stored() -> None:
    tree = emit(build(load(ROOT / "spec" / "openapi.yaml")), templates=ROOT / "templates")
    assert [
        path for path, content in tree.items() if (GENERATED / path).read_bytes() != content
    ] == []
