"""`make mutants`: would a case tell, if the code were wrong? `python -m tests.mutants --help` has
the options.

Each mutant is a module with one small thing changed. It is killed where a case fails of it; one
that survives shows code that no case holds. All that survived, but for what `survivors.yaml`
accepts with a reason, is printed and stored."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.mutants import survivors
from tests.mutants.mutate import Mutant, mutants
from tests.mutants.recording import load_what_is_loaded_late, record
from tests.mutants.registry import CASES, cases
from tests.mutants.running import Outcome, Verdict, run

ROOT: Final = Path(__file__).parents[2]
WANTED: Final = 0.9
_DEAD: Final[tuple[Outcome, ...]] = ("killed", "timeout")


@dataclass
class Tally:
    """What became of the mutants: counts by module, and those that survived and are not accepted."""

    accepted: list[survivors.Survivor]
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    alive: list[tuple[Mutant, Verdict]] = field(default_factory=list)
    spent: set[survivors.Survivor] = field(default_factory=set)
    used: set[survivors.Survivor] = field(default_factory=set)

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        entries = [each for each in self.accepted if each.is_of(mutant)]
        outcome: str = verdict.outcome
        if outcome not in _DEAD:
            self.used.update(entries)
            if entries:
                outcome = "accepted"
            else:
                self.alive.append((mutant, verdict))
        else:
            self.spent.update(entries)
        for counts, key in ((self.counts, mutant.path.as_posix()), (self.kinds, mutant.kind)):
            counts.setdefault(key, Counter())[outcome] += 1

    def stale(self, *, known: list[Mutant], whole: bool) -> list[str]:
        """The entries that accept nothing: of no mutant, or, where all were tried, of none that
        survives.
        """
        modules = {mutant.path.as_posix() for mutant in known}
        lines = []
        for entry in self.accepted:
            if entry.module not in modules:
                continue
            if not any(entry.is_of(mutant) for mutant in known):
                lines.append(f"{survivors.FILE.name}: no such mutant: {entry}")
            elif whole and entry not in self.used:
                lines.append(f"{survivors.FILE.name}: killed now: {entry}")
        return lines

    def __str__(self) -> str:
        lines = []
        for title, counts in (("module", self.counts), ("kind", self.kinds)):
            lines.append(
                f"{title:44} {'killed':>7} {'timeout':>7} {'survived':>8} {'not run':>7} "
                f"{'accepted':>8} {'share':>7}"
            )
            lines += [_row(name, counted) for name, counted in sorted(counts.items())]
            lines += [_row("all", sum(counts.values(), Counter())), ""]
        return "\n".join(lines)


def _row(name: str, counted: Counter[str]) -> str:
    numbers = [counted[each] for each in ("killed", "timeout", "survived", "not run", "accepted")]
    return (
        f"{name:44} {numbers[0]:7} {numbers[1]:7} {numbers[2]:8} {numbers[3]:7} {numbers[4]:8} "
        f"{share(counted):7.1%}"
    )


def share(counted: Counter[str]) -> float:
    """The share of the mutants that is killed, of those that are not accepted."""
    dead = sum(counted[each] for each in _DEAD)
    return dead / max(1, counted.total() - counted["accepted"])


def shown(mutant: Mutant, verdict: Verdict) -> str:
    """A mutant as a place and a difference of one line."""
    head = (
        f"{mutant.path.as_posix()}:{mutant.line}: {mutant.scope}: {mutant.kind}, {verdict.outcome}"
    )
    after = (
        f" by {verdict.by}"
        if verdict.by and verdict.outcome in _DEAD
        else f" {verdict.tried} cases"
    )
    return f"{head}{after}\n- {mutant.was}\n+ {mutant.now}\n"


def modules(part: str) -> list[Path]:
    """The modules of a part of the generator, those in its folders too, unless these are parts."""
    inner = [Path(other) for other in CASES if Path(part) in Path(other).parents]
    return [
        path
        for path in sorted(Path(part).rglob("*.py"))
        if not any(path.is_relative_to(folder) for folder in inner)
    ]


def chosen(options: argparse.Namespace, part: str) -> list[Mutant]:
    """The mutants of a part of the generator that the options name."""
    asked = {Path(each) for each in options.module}
    paths = [path for path in modules(part) if not asked or path in asked]
    found = [mutant for path in paths for mutant in mutants(path)]
    return [mutant for mutant in found if not options.kind or mutant.kind in options.kind]


def tried(
    options: argparse.Namespace, part: str, wanted: list[Mutant]
) -> Iterator[tuple[Mutant, Verdict]]:
    """The verdicts on mutants of a part, by its cases."""
    known = cases(CASES[part], ROOT)
    for case in known:
        if case.name.endswith("(together)"):  # it makes a package
            load_what_is_loaded_late(case)
            break
    started = time.perf_counter()
    records = record(known, modules(part), Path("build/mutants"), options.workers)
    seconds = time.perf_counter() - started
    print(
        f"{part}: {len(wanted)} mutants, {len(records.records)} cases recorded in {seconds:.0f} s",
        flush=True,
    )
    for name in records.failing:
        print(f"  left out, it fails as it is: {name}")
    print(f"  left out, too slow: {len(records.slow)} cases", flush=True)
    started = time.perf_counter()
    for count, (mutant, verdict) in enumerate(
        run(wanted, known, records.records, "generator", options.workers, options.budget), 1
    ):
        if sys.stderr.isatty():
            print(
                f"\r{count}/{len(wanted)}, {count / (time.perf_counter() - started):.1f} a second ",
                end="",
                file=sys.stderr,
            )
        yield mutant, verdict
    print(f"  {len(wanted) / (time.perf_counter() - started):.1f} mutants a second", flush=True)


def main(arguments: list[str]) -> int:
    """0 where enough mutants are killed and the list of survivors is in step, 1 where not."""
    options = _options(arguments)
    tally = Tally(survivors.load())
    everything: list[Mutant] = []
    found = {part: chosen(options, part) for part in CASES}
    pool = [mutant for each in found.values() for mutant in each]
    picked = (
        set(random.Random(options.seed).sample(range(len(pool)), min(options.sample, len(pool))))
        if options.sample
        else None
    )
    number = 0
    for part, known in found.items():
        numbered = list(enumerate(known, number))
        number += len(known)
        everything += known
        wanted = [mutant for index, mutant in numbered if picked is None or index in picked]
        for mutant, verdict in tried(options, part, wanted) if wanted else ():
            tally.add(mutant, verdict)
            if options.show:
                print(shown(mutant, verdict), flush=True)
    stale = tally.stale(known=everything, whole=picked is None and not options.kind)
    report = "\n".join([str(tally), *(shown(*each) for each in tally.alive), *stale])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(report + "\n", encoding="utf-8")
    print(report)
    return int(bool(stale) or share(sum(tally.counts.values(), Counter())) < WANTED)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument(
        "--module",
        action="append",
        default=[],
        metavar="PATH",
        help="a module, instead of all; several times",
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        help="a kind of change, instead of all; several times",
    )
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="so many mutants, instead of all"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which ones")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes, 2")
    parser.add_argument(
        "--budget",
        type=float,
        default=float("inf"),
        metavar="S",
        help="seconds of cases for a mutant, no limit",
    )
    parser.add_argument(
        "--show",
        action="store_true",
        help="print each mutant with its verdict, killed ones included",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/mutants.txt"), help="where the survivors are stored"
    )
    options = parser.parse_args(arguments)
    known = {path for part in CASES for path in modules(part)}
    if strange := [each for each in options.module if Path(each) not in known]:
        parser.error(f"registry.py has no cases for {', '.join(strange)}")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
