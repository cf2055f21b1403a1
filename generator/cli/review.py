"""`review`: what a change of the document means, for whoever decides on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from generator.cli.console import (
    FAILED,
    NO,
    YES,
    Refusal,
    command,
    complain,
    output_folder,
    with_remedies,
)
from generator.cli.options import (
    DEFAULT_OUT,
    DEFAULT_SPEC,
    Exclude,
    Include,
    Overlays,
    Remote,
    Spec,
    Templates,
    setting,
)
from generator.cli.reading import Asked
from generator.cli.settings import Setting, placed, refusal
from generator.document.diagnostics import DocumentError, counted
from generator.document.origins import Origin, OriginError, received
from generator.emit.template_folders import TEMPLATES
from generator.garbage_collection import at_rest

if TYPE_CHECKING:
    from generator.review.model import Report
    from generator.review.revisions import Revision, RevisionError


class ReviewFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    github = "github"


class FailOn(StrEnum):
    wire = "wire"
    python = "python"
    any = "any"


_CHOICES: dict[FailOn, Literal["wire", "python", "any"]] = {
    FailOn.wire: "wire",
    FailOn.python: "python",
    FailOn.any: "any",
}
Base = Annotated[
    str | None,
    typer.Argument(
        metavar="BASE",
        help=(
            "A file, - or another pipe, a URL, a git revision, or REVISION:PATH. Default: where "
            "HEAD left origin/main."
        ),
    ),
]
Head = Annotated[
    str | None,
    typer.Argument(
        metavar="HEAD",
        help=(
            "A file, - or another pipe, a URL, a git revision, or REVISION:PATH. Default: the "
            "working tree."
        ),
    ),
]
Accepted = Annotated[
    Setting | None,
    typer.Option(
        "--accepted",
        metavar="FILE",
        parser=setting,
        help="Accepted breaks, else accepted-breaks.yaml beside the document of HEAD.",
    ),
]
Generated = Annotated[
    Path | None,
    typer.Option(
        "--generated",
        metavar="FOLDER",
        help="The generated files of HEAD, whose lines are named, else, where HEAD is the working "
        "tree, generated beside the "
        "document or its folder; without either no lines are named, so none of two revisions. It "
        "has to hold one package; "
        "where that is not HEAD's, this is said, and of another API no lines are named.",
    ),
]
_ELSEWHERE: Final = "a document that is no file"
"""Where it is at a revision: nowhere."""
_SIDES: Final = ("", "base: ", "head: ")
"""What may stand before the name of a file in a finding: which side it is of."""
Out = Annotated[Path | None, typer.Option("--out", hidden=True)]
"""The folder of generated files of a target."""


@command
@at_rest()
def review(
    base: Base = None,
    head: Head = None,
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    form: Annotated[
        ReviewFormat, typer.Option("--format", help="How the report is printed.")
    ] = ReviewFormat.text,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit 1 on a break of that kind that was not accepted."),
    ] = None,
    accepted: Accepted = None,
    generated: Generated = None,
    out: Out = None,
    templates: Templates = TEMPLATES,
    allow_remote: Remote = False,
) -> int:
    """What does a change do on the wire, and to Python callers?

    One entry for each cause, with all that it reaches; whether the vendor changed the API, we
    corrected our transcription or depart from the reference; which version it asks for. Exit 1 only
    under --fail-on: on a break that was not accepted, and on an acceptance that is new and accepts
    nothing. Exit 2 where a part of either document cannot be read. A pipe brings one file: a
    document of several is compared by its revisions.

    \b
    Examples:
      python -m generator review                            the working tree since origin/main
      python -m generator review main --fail-on wire
      python -m generator review old.yaml new.yaml --format markdown
      python -m generator review v1.0 v2.0 --format html > review.html
      curl -s https://example.com/openapi.yaml | python -m generator review spec/openapi.yaml -
    """
    from generator.review.revisions import RevisionError, UnreadableRevisionsError, read_revisions

    breaks = None if accepted is None else _file_of(accepted)
    if generated is not None:
        _check_generated(generated)
    asked = Asked(allow_remote, overlay, include, exclude)
    choice = asked.choice
    if spec.text in (base, head):  # as it is given, wherever else it stands
        spec = Origin(spec.text)
    if not spec.is_file and head is None:
        head = spec.text
    try:
        _once_at_most((base, head), overlay or ())
        sides = read_revisions(
            base,
            head,
            spec=spec.path if spec.is_file else Path(_ELSEWHERE),
            allow_remote=allow_remote,
            overlays=received(overlay or (), allow_remote=allow_remote),
            choice=choice,
        )
    except UnreadableRevisionsError as unreadable:
        number, where = len(unreadable.diagnostics), " and of the ".join(unreadable.sides)
        verb = "makes" if number == 1 else "make"
        complain(with_remedies(unreadable.diagnostics))
        complain(
            [
                (
                    f"error: {counted(number, 'finding')} {verb} parts of the {where} unreadable; "
                    "nothing was compared"
                )
            ]
        )
        return FAILED
    except DocumentError as error:
        found = placed(error.diagnostics, spec, overlay or (), _SIDES)
        raise DocumentError(found) from error
    except (RevisionError, OriginError) as error:
        given = {"--spec": [spec], "--overlay": overlay, **asked.selectors}
        raise refusal(_faults(error, spec), given) from error
    from generator.review import (
        report as reports,
    )  # only now: meanwhile the base is still worked on
    from generator.review.review import review as reviewed

    report = reviewed(
        *sides, accepted=breaks, fail_on=None if fail_on is None else _CHOICES[fail_on]
    )
    if form is ReviewFormat.github:
        for line in reports.annotations(report):
            print(line)
    else:
        lines = _lines(generated, [out] if out else _beside(spec.path), sides[1])
        printed = reports.render_report(
            report, form.value, templates, lines, kept_in=output_folder()
        )
        print(printed.rstrip("\n"))
    if not report.passes:
        complain(_failures(report))
    return YES if report.passes else NO


def _faults(error: RevisionError | OriginError, spec: Origin) -> Mapping[str, str]:
    """What cannot be had, by the text that it is about."""
    if isinstance(error, OriginError):
        return {error.about: str(error)}
    if _ELSEWHERE in error.faults:
        return {str(spec): f"{spec} is no file, and no revision has it; give a file as BASE"}
    return error.faults


def _once_at_most(sides: Sequence[str | None], overlays: Sequence[Origin]) -> None:
    """Refusal of standard input as a side and as an overlay."""
    from generator.review.revisions import INPUTS

    if any(each.is_input for each in overlays) and any(each in INPUTS for each in sides):
        raise Refusal("standard input can be read once, and is given twice")


def _file_of(accepted: Setting) -> Path:
    """Refusal where there is none."""
    file = Path(accepted.text)
    if not file.is_file():
        fault = f"there is no file {accepted.text!r} of accepted breaks"
        raise refusal({str(accepted): fault}, {"--accepted": [accepted]})
    return file


def _check_generated(folder: Path) -> None:
    from generator.review.generated import why_none

    if (reason := why_none(folder)) is not None:
        raise Refusal(f"--generated: {reason}")


def _failures(report: Report) -> Iterator[str]:
    """Why a review fails, a line each."""
    if report.failing:
        yield (
            f"error: {len(report.failing)} breaking and not accepted; --fail-on {report.fail_on} "
            "was given"
        )
    yield from (f"error: {line}" for line in report.stale)


def _lines(given: Path | None, usual: Sequence[Path], head: Revision) -> Path | None:
    """The folder of generated files whose lines are named, if there is one: the one that is given,
    else the first of the `usual` ones, where the head is the working tree. It is told if it is
    another's.
    """
    from generator.review.generated import made_from, package_in

    there = [each for each in usual if head.title == "working tree" and each.is_dir()]
    folder = given if given is not None else next(iter(there), None)
    if folder is None or (package := package_in(folder)) is None:
        return None
    made = made_from(folder, head.api())
    if made != "this":
        what = f"{package.as_posix()!r} was not generated from the document of HEAD ({head.title})"
        lines = (
            "its lines are those of its files as they are"
            if made == "former"
            else "none of its lines are named"
        )
        complain([f"note: {'' if given is None else '--generated: '}{what}; {lines}"])
    return None if made == "other" else folder


def _beside(spec: Path) -> list[Path]:
    """Where the generated files of a document are: beside it, else beside its folder."""
    return [at / DEFAULT_OUT for at in (spec.parent, spec.parent.parent)]
