"""The wire verdicts on labelled pairs of our own, and every pair by name that comes out otherwise
than it is labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.document.bundle import Document
from tests.review.labelled import FOLDER, Pair, judgements, pairs, read
from tests.review.measure import Score, judged, loaded


def test_labelled_pairs_come_out_as_they_are_labelled(tmp_path: Path) -> None:
    result = Score()
    for pair, base, head in _documents(tmp_path, [pair for pair in pairs() if pair.policy is None]):
        result.judge(pair.name, pair.label, base, head)
    print(result)
    assert result.misses() == []
    known = {name: each.verdict for name, each in judgements().known.items()}
    assert {each.name: each.verdict for each in result.surprises} == known


def test_a_policy_is_why_a_pair_comes_out_otherwise_than_it_is_labelled(tmp_path: Path) -> None:
    policies = judgements().policies
    under = [pair for pair in pairs() if pair.policy is not None]
    verdicts = {
        pair.name: judged(base, head)[0] for pair, base, head in _documents(tmp_path, under)
    }
    assert verdicts == {
        pair.name: policies[pair.policy].verdict for pair in under if pair.policy is not None
    }
    assert [
        pair.name
        for pair in under
        if policies[str(pair.policy)].verdict == "breaking" == pair.label
    ] == []
    assert policies.keys() == {pair.policy for pair in under}


def test_a_rule_has_one_pair() -> None:
    names = [pair.name for pair in pairs()]
    assert len(names) == len(set(names))


def test_a_slip_in_a_pair_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "area.yaml"
    edit = "[{op: add, path: /servers, value: []}]"
    text = (
        "bases: {none: {paths: {}}}\npairs: [{name: a, means: b, base: none, label: "
        f"safe, edit: {edit}}}]"
    )
    path.write_text(text, encoding="utf-8")
    assert [pair.head["servers"] for pair in read(path)] == [[]]
    for slip, error in (
        ("label: safe", ValueError),
        ("base: none", KeyError),
        ("value: []", KeyError),
    ):
        path.write_text(text.replace(slip, slip[:-3] + "xyz"), encoding="utf-8")
        with pytest.raises(error):
            list(read(path))
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(
        {"judgements", *(pair.area for pair in pairs())}
    )


def _documents(folder: Path, of: Iterable[Pair]) -> Iterator[tuple[Pair, Document, Document]]:
    """Pairs with their documents; a base that several share is read once."""
    bases: dict[int, Document] = {}
    for pair in of:
        base = bases.get(id(pair.base)) or bases.setdefault(
            id(pair.base), loaded(pair.base, folder / "base.json")
        )
        yield pair, base, loaded(pair.head, folder / "head.json")
