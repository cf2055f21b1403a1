"""A document as the commands take it: read and judged, refused where a part cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from generator.cli.console import (
    Refusal,
    UnreadableError,
    complain,
    with_remedies,
    worth_saying,
)
from generator.cli.settings import placed, refusal
from generator.document.diagnostics import Diagnostic, DocumentError, counted

if TYPE_CHECKING:
    from generator.cli.settings import Setting
    from generator.document.bundle import Document
    from generator.document.omissions import Omission
    from generator.document.origins import Origin
    from generator.document.rereading import Rereading
    from generator.document.selectors import Choice


class Asked(NamedTuple):
    """What of the options decides what is read: overlays, and what is chosen."""

    allow_remote: bool = False
    overlays: Sequence[Origin] | None = None
    include: Sequence[Setting] | None = None
    exclude: Sequence[Setting] | None = None

    @property
    def selectors(self) -> dict[str, Sequence[Setting] | None]:
        """By the options that they are given by."""
        return {"--include": self.include, "--exclude": self.exclude}

    @property
    def choice(self) -> Choice:
        """Refusal where a selector is none."""
        from generator.document.selectors import ChoiceError, parsed

        try:
            return parsed(map(str, self.include or ()), map(str, self.exclude or ()))
        except ChoiceError as error:
            raise Refusal(str(error)) from error


def load(
    spec: Origin,
    *,
    allow_remote: bool = False,
    overlays: Sequence[Origin] = (),
    read_file: Rereading | None = None,
) -> Document:
    """The document, whole, after its overlays, its files and theirs read by `read_file`.
    DocumentError where there is none, Refusal where nothing can be received.
    """
    from generator.document import bundle, source
    from generator.document.origins import OriginError, received
    from generator.document.overlay import named

    try:
        root, *changes = received([spec, *overlays], allow_remote=allow_remote)
        return bundle.load(
            root,
            allow_remote=allow_remote,
            overlays=named(changes),
            read=read_file or source.read,
        )
    except OriginError as error:
        given = {"--spec": [spec], "--overlay": overlays}
        raise refusal({error.about: str(error)}, given) from error
    except DocumentError as error:
        raise DocumentError(placed(error.diagnostics, spec, overlays)) from error


def follow_files(spec: Origin, asked: Asked) -> None:
    """Refusal of `--watch` for what is no file, and never saved."""
    for origin in (spec, *(asked.overlays or ())):
        if not origin.is_file:
            raise Refusal(f"--watch waits for files to be saved, and {origin} is none")


def read(spec: Origin, asked: Asked, read_file: Rereading | None = None) -> Document:
    """What is chosen of the document as it is after its overlays, its files and theirs read by
    `read_file`. DocumentError where there is no document, Refusal where the choice is none.
    """
    from generator.document.choosing import choose
    from generator.document.selectors import ChoiceError

    choice = asked.choice
    document = load(
        spec,
        allow_remote=asked.allow_remote,
        overlays=asked.overlays or (),
        read_file=read_file,
    )
    try:
        document = choose(document, choice)
    except ChoiceError as error:
        raise Refusal(str(error)) from error
    if document.unselected:
        raise refusal(document.unselected, asked.selectors)
    return document


class Kept(NamedTuple):
    """What of a document can be read: all of it, or what is left; what had to be left out; what is
    to be told of it; and the places of what an option says otherwise, whose findings are of no
    concern.
    """

    document: Document
    omissions: tuple[Omission, ...]
    told: tuple[str, ...]
    overridden: Collection[str] = ()


def judged(document: Document, otherwise: str = "nothing was made of it") -> Document:
    """`document`, if every part of it that is of use can be read, and what else is wrong is told.
    UnreadableError otherwise.
    """
    complain(keep(document, otherwise, keep_going=None).told)
    return document


def keep(
    document: Document,
    otherwise: str,
    *,
    keep_going: bool | None,
    later: Collection[str] = (),
    overridden: Collection[str] = (),
) -> Kept:
    """What of `document` can be read; without `keep_going`, that has to be all of it.

    `keep_going` is None where the command does not have the option. UnreadableError, whose last
    line tells `otherwise`, where a part cannot be read and is not left out. Rules of `later` are
    left to a floor above, which says the same in its own words. What is `overridden`, by its
    pointer, is not told."""
    from generator.document.judge import judge
    from generator.document.omissions import without
    from generator.document.validate import UNKNOWN_KEYWORD

    judgement = judge(document)
    omissions: tuple[Omission, ...] = ()
    told = list(document.told)
    if judgement.refusals and keep_going:
        told += with_remedies(judgement.refusals)
        document, omissions = without(document, judgement.every)
        told += (f"left out: {omission}" for omission in omissions)
        judgement = judge(document)
    if judgement.refusals:
        misspelt = with_remedies(
            finding for finding in judgement.told if finding.code == UNKNOWN_KEYWORD.code
        )
        lines = [
            *told,
            *misspelt,
            *with_remedies(judgement.refusals),
            _refused(judgement.refusals, otherwise, keep_going),
        ]
        raise UnreadableError(judgement.every, lines)
    told += map(
        str,
        worth_saying(
            finding
            for finding in still_holding(judgement.told, overridden)
            if finding.code not in later
        ),
    )
    if judgement.counted:
        told.append(
            f"{counted(judgement.counted, 'finding')} without effect on the SDK; `lint` has "
            "the details"
        )
    return Kept(document, omissions, tuple(told), overridden)


def still_holding(
    findings: Iterable[Diagnostic], overridden: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings but for those about what is `overridden`."""
    for each in findings:
        if each.location is None or each.location.pointer not in overridden:
            yield each


def _refused(refusals: Sequence[Diagnostic], otherwise: str, keep_going: bool | None) -> str:
    offer = "" if keep_going is not None else "`regenerate` with "
    remedy = (
        ""
        if keep_going
        else f"; {offer}--keep-going leaves out exactly what cannot be read, and lists it"
    )
    verb = "makes" if len(refusals) == 1 else "make"
    return (
        f"error: {counted(len(refusals), 'finding')} {verb} parts of the document unreadable; "
        f"{otherwise}{remedy}"
    )
