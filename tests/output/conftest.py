"""Trees and provenances that the tests of this folder share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.output.manifest import Provenance
from tests.output import trees


@pytest.fixture
def provenance() -> Provenance:
    return trees.PROVENANCE


@pytest.fixture
def first() -> dict[str, bytes]:
    return dict(trees.FIRST)


@pytest.fixture
def second() -> dict[str, bytes]:
    return dict(trees.SECOND)


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder but the manifest."""
    return trees.contents
