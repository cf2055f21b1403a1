"""One review: two sides, everything that is known about their difference, one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.api.build import deep_recursion
from generator.api.model import Api
from generator.api.rules import INEXPRESSIBLE
from generator.document.bundle import Document
from generator.document.diagnostics import DocumentError
from generator.garbage_collection import at_rest
from generator.review import accepted as acceptances
from generator.review import accepted_file
from generator.review.accepted_file import Accepted
from generator.review.advice import advise, changelog
from generator.review.comparison.document import compare as compare_wire
from generator.review.correlation import join
from generator.review.grouping import grouped
from generator.review.model import Change, Facing, FailOn, Report
from generator.review.nearest import placed
from generator.review.origin import tag
from generator.review.python_api import compare_apis as compare_code
from generator.review.revisions import Revision, RevisionError
from generator.review.unexpressed import unseen, without_python
from generator.vendor_docs.fact_store import load_sections as load_facts
from generator.vendor_docs.facts import Section
from generator.vendor_docs.observations import Observations, load_observations
from generator.worker import Worker

ACCEPTED: Final = "accepted-breaks.yaml"
"""The file of accepted breaks, beside the document."""
_FACTS: Final = "reference"
_LARGE: Final = 2_000_000
"""The characters of both documents from which a process of its own for what is on the wire pays."""
_SIDES: Final[Mapping[FailOn, tuple[Facing, ...]]] = {
    "wire": ("wire",),
    "python": ("python",),
    "any": ("wire", "python"),
}
_WORDS: Final[Mapping[FailOn, str]] = {
    "wire": "on the wire",
    "python": "in Python",
    "any": "on the wire or in Python",
}


@at_rest()
@deep_recursion()
def review(
    base: Revision, head: Revision, *, accepted: Path | None = None, fail_on: FailOn | None = None
) -> Report:
    """What the change from `base` to `head` means. `accepted` is the file of accepted breaks, else
    the one beside the head; `fail_on` is what fails a pull request here, which the report says.

    Raises:
        DocumentError: a file of accepted breaks, or facts of the head, that are not of their form.
    """
    documents = base.document, head.document
    meanwhile = Worker(
        lambda: [compare_wire(*documents)], pays=sum(each.size for each in documents) >= _LARGE
    )
    head_api, base_api = head.api(), base.api()  # that of the base may be under way
    code = compare_code(base_api, head_api, *documents)
    changes = join(meanwhile.take(lambda: compare_wire(*documents)), code)
    facts, left_out = _facts(base, head)
    if facts is not None:
        changes = tag(
            changes,
            *facts,
            *documents,
            _observed(head),
            shown_in=(head.spec.parent / _FACTS).as_posix(),
        )
    entries = _accepted(head, accepted)
    known = _accepted_before(base, head, accepted) if entries else ()
    changes, idle = acceptances.apply(changes, entries, known)
    stale, spent = acceptances.told(idle, known)
    changes = [
        replace(each, to_accept=acceptances.entry_for(each))
        for each in grouped(placed(changes, *documents))
    ]
    versions = [str(side.document.root.get("info", {}).get("version", "")) for side in (base, head)]
    advice = advise(
        changes,
        api_version=versions[0],
        api_head=versions[1],
        sdk_version=base_api.version,
        sdk_head=head_api.version,
    )
    failing = _failing(changes, fail_on)
    return Report(
        base=base.title,
        head=head.title,
        changes=tuple(changes),
        api=advice.api,
        sdk=advice.sdk,
        api_says=advice.api_says,
        sdk_says=advice.sdk_says,
        api_step=advice.api_step,
        sdk_step=advice.sdk_step,
        changelog=changelog(changes),
        left_out=(
            *_unjudged("base", base.document, base_api),
            *_unjudged("head", head.document, head_api),
            *unseen(base_api, head_api),
            *left_out,
        ),
        stale=stale,
        stale_at=tuple(each.entry.location for each in acceptances.stale(idle, known)),
        spent=spent,
        fail_on=fail_on,
        failing=tuple(failing),
        outcome=_outcome(changes, fail_on, failing, stale),
        unexpressed=tuple(without_python(base_api, head_api)) if changes else (),
    )


def _failing(changes: Sequence[Change], fail_on: FailOn | None) -> list[Change]:
    """What breaks and was not accepted: on the wire, to Python callers, or either, as was asked."""
    sides = () if fail_on is None else _SIDES[fail_on]
    return [each for each in changes if "breaking" in map(each.remains, sides)]


def _outcome(
    changes: Sequence[Change],
    fail_on: FailOn | None,
    failing: Sequence[Change],
    stale: Sequence[str],
) -> str:
    """What fails a pull request, and whether this one does: "Fails under `--fail-on wire`: 2
    changes break on the wire and are not accepted; 1 other breaks elsewhere, which fails nothing
    here." A new acceptance that accepts nothing fails it too; nothing does where nothing was asked.
    """
    if fail_on is None:
        return ""
    where = _WORDS[fail_on]
    if failing:
        verb = "change breaks" if len(failing) == 1 else "changes break"
        said = (
            f"{len(failing)} {verb} {where} and {'is' if len(failing) == 1 else 'are'} not accepted"
        )
    else:
        said = f"nothing breaks {where} that is not accepted"
    beside = sum(change.open == "breaking" for change in changes) - len(failing)
    if beside:
        said += (
            f"; {beside} {'other breaks' if beside == 1 else 'others break'} elsewhere, which "
            "fails nothing here"
        )
    if stale:
        said += (
            f"; {len(stale)} new "
            f"{'acceptance accepts' if len(stale) == 1 else 'acceptances accept'} nothing"
        )
    return f"{'Fails' if failing or stale else 'Passes'} under `--fail-on {fail_on}`: {said}."


def _accepted(head: Revision, given: Path | None) -> list[Accepted]:
    """The accepted breaks of the head."""
    if given is not None:
        return accepted_file.load_acceptances(given)
    with head.beside(ACCEPTED) as file:
        if file is None:
            return []
        return accepted_file.load_acceptances(file, (head.spec.parent / ACCEPTED).as_posix())


def _accepted_before(base: Revision, head: Revision, given: Path | None) -> list[Accepted] | None:
    """The accepted breaks that the base has already, in the same file as the head; `None` where
    that cannot be known.
    """
    theirs = _former_file(base, head, given)
    if theirs is None:
        return None
    try:
        with base.beside(theirs.absolute().as_posix()) as file:
            return [] if file is None else accepted_file.load_acceptances(file, former=True)
    except (RevisionError, DocumentError):
        return None


def _former_file(base: Revision, head: Revision, given: Path | None) -> Path | None:
    """Where the base has its accepted breaks: at a commit in the file that the head has them in,
    else beside it; `None` where nothing is there, or the file of the head itself, as beside two
    documents of one folder.
    """
    ours = given or head.spec.parent / ACCEPTED
    if base.commit is not None:
        return ours
    theirs = base.spec.parent / ACCEPTED
    is_another = theirs.is_file() and theirs.resolve() != ours.resolve()
    return theirs if is_another else None


def _facts(
    base: Revision, head: Revision
) -> tuple[tuple[list[Section], list[Section]] | None, list[str]]:
    """The facts of the reference on both sides, none for a base that has none, `None` where the
    head has none; and why, where they cannot be read."""
    found: list[list[Section]] = []
    for side in (base, head):
        with side.beside(_FACTS) as folder:
            if folder is None or not folder.is_dir():
                if side is head:
                    return None, []
                found.append([])
                continue
            try:
                found.append(load_facts(folder))
            except DocumentError as error:
                return None, [
                    (
                        f"whose change it is: the facts of {side.title} cannot be read "
                        f"({error.diagnostics[0].message})"
                    )
                ]
    return (found[0], found[1]), []


def _observed(head: Revision) -> Observations | None:
    """What was observed besides the pages, as far as the head can be read; `reference compare` says
    what is wrong with it.
    """
    with head.beside(_FACTS) as folder:
        try:
            return None if folder is None else load_observations(folder)
        except DocumentError:
            return None


def _unjudged(role: str, document: Document, api: Api) -> Iterator[str]:
    """What could not be judged on one side, a sentence each: what is wrong in the document, then
    the operations that have no method, of which Python callers see nothing.
    """
    found = (*document.diagnostics, *api.diagnostics)
    yield from (f"{role}: {each}" for each in found if each.severity == "error")
    without_method = (each for each in api.diagnostics if each.code == INEXPRESSIBLE.code)
    yield from (f"{role}: {each}" for each in without_method)
