"""A finding is data: a code, a severity, a sentence, and the place that it is about.

Printed as `path:line:col: CODE message (at #/json/pointer)`, one line each, whatever the text
contains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from generator.records import record

Severity = Literal["error", "warning", "info"]
Effect = Literal["refuses", "where read", "told", "counted"]
"""What a finding is to a command that makes something of the document. `refuses`: a part of it
cannot be read, so nothing is made of the whole unless that part is left out. `where read`: it
refuses where the SDK reads the field, else it is counted. `told`: it can be read, but not as it was
meant, which is said. `counted`: it changes nothing that is made of the document."""

_CONTROL = {
    code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}


@record(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: `file` as given or relative to the root document's folder (POSIX), 1-based
    `line` and `column`, and the RFC 6901 `pointer` inside that file (`""` is the whole
    document)."""

    file: str
    line: int = 1
    column: int = 1
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@record(frozen=True, slots=True)
class Diagnostic:
    """One finding. `effect` is what it is to a command (never `where read`: that is decided by
    then), `pointer` that of its place in the bundled document, where the stage that found it knows
    it, `cause` the file that is at fault where the place itself is not."""

    code: str
    severity: Severity
    message: str
    location: Location | None = None
    effect: Effect = field(default="counted", compare=False)
    pointer: str | None = field(default=None, compare=False, repr=False)
    cause: str | None = field(default=None, compare=False, repr=False)

    @property
    def refuses(self) -> bool:
        return self.effect == "refuses"

    def __str__(self) -> str:
        """One line, control characters escaped; `at` is left out for the document's root."""
        text = f"{self.code} {self.message}"
        if self.location is not None:
            text = f"{self.location}: {text}"
            if self.location.pointer:
                text = f"{text} (at #{self.location.pointer})"
        return text.translate(_CONTROL)


@record(frozen=True, slots=True)
class Rule:
    """Why a finding exists and what to do about it: one entry of a stage's `RULES` table. Every
    `Diagnostic` comes from one.

    `effect` says what it is to the commands besides `lint`, for which its `severity` counts. `loss`
    is set where something of the document is not expressed: what it is, as a heading over several
    ("links")."""

    code: str
    severity: Severity
    summary: str
    reason: str
    remedy: str
    effect: Effect = "counted"
    loss: str = ""

    def found(
        self,
        message: str,
        location: Location | None = None,
        pointer: str | None = None,
        *,
        effect: Effect | None = None,
    ) -> Diagnostic:
        return Diagnostic(
            self.code, self.severity, message, location, effect or self.effect, pointer
        )


class DocumentError(Exception):
    """A document that cannot be worked with at all; holds every reason found. Exit code 2."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


def counted(number: int, noun: str) -> str:
    """`1 change`, `2 changes`: how many there are, for a sentence."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
