"""One review: two sides, everything that is known about their difference, one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.api.build import deep_recursion
from generator.api.model import Api
from generator.document.bundle import Document
from generator.document.diagnostics import DocumentError
from generator.reference.facts import Section
from generator.reference.observations import load as load_observed
from generator.reference.places import load as load_facts
from generator.review import accepted as acceptances
from generator.review.advice import advise, changelog
from generator.review.alongside import Alongside
from generator.review.collecting import at_rest
from generator.review.grouping import grouped
from generator.review.joining import join
from generator.review.model import Change, Report, Verdict
from generator.review.nearest import placed
from generator.review.origin import tag
from generator.review.python_api import compare as compare_code
from generator.review.revisions import Side
from generator.review.unexpressed import unseen, without_python
from generator.review.wire import compare as compare_wire

_FACTS = "reference"


@at_rest()
@deep_recursion()
def review(base: Side, head: Side, *, accepted: Path | None = None) -> Report:
    """What the change from `base` to `head` means. `accepted` is the file of accepted breaks, if there is one.

    Raises:
        DocumentError: a file of accepted breaks, or facts of the head, that are not of their form.
    """
    documents = base.document, head.document
    meanwhile = Alongside(lambda: [compare_wire(*documents)])
    head_api, base_api = head.api(), base.api()  # that of the base may be under way
    code = compare_code(base_api, head_api, *documents)
    changes = join(meanwhile.take(lambda: compare_wire(*documents)), code)
    facts, left_out = _facts(base, head)
    if facts is not None:
        changes = tag(changes, *facts, *documents, _observed(head))
    entries = acceptances.load(accepted) if accepted is not None else []
    changes, stale = acceptances.apply(changes, entries)
    changes = grouped(placed(changes, *documents))
    versions = [str(side.document.root.get("info", {}).get("version", "")) for side in (base, head)]
    advice = advise(
        changes, api_version=versions[0], api_head=versions[1], sdk_version=base_api.version, sdk_head=head_api.version
    )
    return Report(
        base=base.title,
        head=head.title,
        changes=tuple(changes),
        api=advice.api,
        sdk=advice.sdk,
        api_says=advice.api_says,
        sdk_says=advice.sdk_says,
        changelog=changelog(changes),
        left_out=(
            *_unjudged("base", base.document, base_api),
            *_unjudged("head", head.document, head_api),
            *unseen(base_api, head_api),
            *left_out,
        ),
        stale=stale,
        unexpressed=tuple(without_python(base_api, head_api)) if changes else (),
    )


def fails(report: Report, fail_on: str | None) -> list[Change]:
    """What breaks and was not accepted: on the wire, to Python callers, or either, as `fail_on` says; nothing for `None`."""

    def verdicts(change: Change) -> tuple[Verdict, ...]:
        return {"wire": (change.wire,), "python": (change.python,), "any": (change.wire, change.python)}.get(fail_on or "", ())

    return [change for change in report.changes if change.accepted is None and "breaking" in verdicts(change)]


def _facts(base: Side, head: Side) -> tuple[tuple[list[Section], list[Section]] | None, list[str]]:
    """The facts of the reference on both sides, `None` where a side has none; and why, where they cannot be read."""
    found: list[list[Section]] = []
    for side in (base, head):
        with side.beside(_FACTS) as folder:
            if folder is None or not folder.is_dir():
                return None, []
            try:
                found.append(load_facts(folder))
            except DocumentError as error:
                return None, [f"whose change it is: the facts of {side.title} cannot be read ({error.diagnostics[0].message})"]
    return (found[0], found[1]), []


def _observed(head: Side) -> Sequence[Section]:
    """What was observed besides the pages, as far as the head can be read; `reference compare` says what is wrong with it."""
    with head.beside(_FACTS) as folder:
        try:
            return () if folder is None else load_observed(folder).sections
        except DocumentError:
            return ()


def _unjudged(role: str, document: Document, api: Api) -> Iterator[str]:
    """What could not be judged on one side, a sentence each."""
    findings: Sequence[object] = [each for each in (*document.diagnostics, *api.diagnostics) if each.severity == "error"]
    yield from (f"{role}: {finding}" for finding in findings)
    yield from (f"{role}: {each}" for each in api.diagnostics if each.code == "API001" and each.severity != "error")
