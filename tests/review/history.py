"""How reviews read over the history of a document: `python tests/review/history.py VERSION VERSION
…`, oldest first.

Of each consecutive pair: the entries, how many there would be with one for each operation that a
change reaches, and the time that it took, reading both files included. The documents are not part
of the project."""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.review.review import review
from generator.review.revisions import read_revisions


@dataclass(frozen=True)
class Pair:
    entries: int
    by_operation: int
    seconds: float


def reviewed(base: Path, head: Path) -> Pair:
    start = time.perf_counter()
    report = review(*read_revisions(str(base), str(head), spec=base))
    seconds = time.perf_counter() - start
    places = [place for change in report.changes for place in change.occurrences or (change,)]
    return Pair(len(report.changes), sum(max(1, len(place.reach)) for place in places), seconds)


def main(versions: list[str]) -> None:
    pairs = []
    for base, head in pairwise(map(Path, versions)):
        pair = reviewed(base, head)
        pairs.append(pair)
        print(
            (
                f"{base.name} {head.name}: {pair.entries} entries, {pair.by_operation} by "
                f"operation, {pair.seconds:.2f} s"
            ),
            flush=True,
        )
    entries, by_operation = (
        statistics.median(side)
        for side in zip(*((p.entries, p.by_operation) for p in pairs), strict=True)
    )
    changed = [pair for pair in pairs if pair.entries]
    ratio = statistics.median(pair.entries / pair.by_operation for pair in changed)
    seconds = statistics.median(pair.seconds for pair in pairs)
    print(
        f"{len(pairs)} pairs, medians: {entries:g} entries, {by_operation:g} by operation "
        f"({entries / by_operation:.2f}); "
        f"of the ratios {ratio:.2f}; {seconds:.2f} s; the slowest "
        f"{max(pair.seconds for pair in pairs):.2f} s"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
