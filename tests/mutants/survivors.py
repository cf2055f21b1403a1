"""The mutants that may survive: `survivors.yaml` names each by its module, its function, and the
line before and after.

`{module: [{in: scope, was: line, now: line, reason: sentence}]}`. A scope ends in `*` where the
entry is about all mutants of what begins so; `was` and `now` may be left out then, and `kind` be
one kind of change."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from tests import written_yaml
from tests.mutants.mutate import Mutant

FILE: Final = Path(__file__).with_name("survivors.yaml")


@dataclass(frozen=True, slots=True)
class Survivor:
    """An entry of the list. Empty texts are about any."""

    module: str
    scope: str
    was: str
    now: str
    reason: str
    kind: str = ""

    def is_of(self, mutant: Mutant) -> bool:
        return (
            self.module == mutant.path.as_posix()
            and fnmatchcase(mutant.scope, self.scope)
            and self.was in ("", mutant.was)
            and self.now in ("", mutant.now)
            and self.kind in ("", mutant.kind)
        )

    def __str__(self) -> str:
        return f"{self.module} in {self.scope}: {self.was} -> {self.now}"


def load(path: Path = FILE) -> list[Survivor]:
    """The entries of a list. ValueError for one of another form."""
    content = written_yaml.read(path.read_text(encoding="utf-8")) or {}
    return [_survivor(module, each) for module, entries in content.items() for each in entries]


def _survivor(module: str, entry: dict[str, str]) -> Survivor:
    named = entry.keys() == {"in", "was", "now", "reason"}
    if not named and not (
        entry.keys() <= {"in", "was", "kind", "reason"}
        and entry.get("reason")
        and entry.get("in", "").endswith("*")
    ):
        raise ValueError(f"{module}: `in`, `was`, `now` and `reason` are wanted: {entry}")
    return Survivor(
        module,
        entry["in"],
        entry.get("was", ""),
        entry.get("now", ""),
        entry["reason"],
        entry.get("kind", ""),
    )
