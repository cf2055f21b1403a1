"""The labelled pairs one by one, their documents read beforehand: `tests/review/test_labelled.py`
scores them together.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from generator.document.bundle import Document
from tests.review.labelled import Pair, judgements, pairs
from tests.review.measure import EXPECTED, judged, loaded


def _read() -> dict[str, tuple[Document, Document]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "openapi.json"
        return {pair.name: (loaded(pair.base, path), loaded(pair.head, path)) for pair in pairs()}


DOCUMENTS = _read()


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.name)
def test_a_pair_comes_out_as_it_is_labelled(pair: Pair) -> None:
    verdict, _ = judged(*DOCUMENTS[pair.name])
    exception = judgements().policies.get(pair.policy or "", judgements().known.get(pair.name))
    assert verdict in ((exception.verdict,) if exception is not None else EXPECTED[pair.label])
