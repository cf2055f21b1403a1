"""Where what a command is given is written, which a message about it names: a place of the
configuration, or else an option of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from generator.cli.console import Refusal
from generator.document.diagnostics import Diagnostic, Location, Rule
from generator.document.origins import Origin
from generator.document.reading import UNREADABLE
from generator.records import record

UNUSABLE: Final = Rule(
    "CFG004",
    "error",
    "A setting cannot be followed.",
    "What it names is not there, or may not be read.",
    "Correct the setting, or leave it out.",
)


@record(frozen=True, slots=True)
class Setting:
    """A text that is given, and its `place` in the configuration if it stands there."""

    text: str
    place: Location | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text


def refusal(
    faults: Mapping[str, str], given: Mapping[str, Iterable[Setting | Origin] | None]
) -> Refusal:
    """`faults` say what cannot be done, each by the text of the setting that it is about, of those
    that are `given` by some options.
    """
    findings: list[Diagnostic] = []
    lines: dict[str, None] = {}  # each once
    untold = dict(faults)
    for option, settings in given.items():
        for each in settings or ():
            fault = faults.get(str(each))
            if fault is None:
                continue
            untold.pop(str(each), None)
            if each.place is None:
                lines[f"{option}: {fault}"] = None
            else:
                findings.append(UNUSABLE.found(fault, each.place))
    return Refusal("\n".join((*lines, *untold.values())), findings)


def placed(
    diagnostics: Iterable[Diagnostic],
    spec: Origin,
    overlays: Iterable[Origin],
    sides: Iterable[str] = ("",),
) -> Iterator[Diagnostic]:
    """Findings, those that a given file cannot be read where it is named. `sides` are what may
    stand before the name of a file, and then stands before the place.
    """
    named = {_display(each): (each, "; given as --overlay") for each in overlays}
    named[_display(spec)] = (spec, "")  # which is read first, where an overlay is the same file
    sided = {f"{side}{file}": (side, file) for side in sides for file in named}
    for found in diagnostics:
        at = found.location
        if at is None or found.code != UNREADABLE.code or at.file not in sided:
            yield found
            continue
        side, file = sided[at.file]
        origin, how = named[file]
        if origin.place is None:
            yield replace(found, message=f"{found.message}{how}")
        else:
            place = replace(origin.place, file=f"{side}{origin.place.file}")
            yield replace(found, message=f"`{file}`: {found.message}", location=place)


def _display(origin: Origin) -> str:
    """What a file is called in findings about it."""
    return origin.path.as_posix() if origin.is_file else str(origin)
