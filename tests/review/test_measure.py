"""The wire verdicts against labelled pairs that are not part of the project: REVIEW_CASES names the file."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAIRS = os.environ.get("REVIEW_CASES")


def _measure() -> ModuleType:
    path = Path(__file__).with_name("measure.py")
    spec = importlib.util.spec_from_file_location("review_measure", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not PAIRS, reason="REVIEW_CASES names no file of labelled pairs")
def test_labelled_pairs_come_out_as_they_are_labelled():
    result = _measure().score(Path(str(PAIRS)))
    print(result)
    assert result.share("error", "breaking") >= 0.92
    assert result.share("error", "breaking", "unknown") >= 0.97
    assert result.share("info", "breaking") <= 0.03
    assert result.share("info", "unknown") <= 0.085
