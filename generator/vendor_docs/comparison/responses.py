"""The statuses that are answered, and what is answered with each.

`unstated` is the status `2XX`. A status that the reference states for every call may stand on any
operation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.document.access import mapping
from generator.document.rules.house import is_status_observed
from generator.vendor_docs.comparison.bodies import compare_response_body
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import (
    SUCCESS,
    UNSTATED,
    Response,
    documented_status,
    status_order,
    without,
)

_RESPONSE = Where("response")


def compare_responses(context: Context, general: frozenset[str], *, unstated: bool) -> None:
    """`general` are the statuses of every call. `unstated`: one of several alternatives states no
    status of its success, so that `2XX` is right for all."""
    known = context.operation.responses
    answers = context.seen.responses
    for answer in answers:
        context.note_status(answer.status)
    seen = {documented_status(each.status).replace("x", "X"): each for each in answers}
    pairs = _paired(seen, known, unstated=unstated)
    lacking = without(seen, pairs)
    beyond = _beyond(seen, without(known, {*pairs.values(), *general}))
    successes = _of_class(beyond, "2")
    if SUCCESS in lacking and successes and _is_status_observed(context):
        # The page leaves open what was observed; which one it is is compared with that.
        pairs[SUCCESS] = successes[0]
        lacking, beyond = without(lacking, pairs), without(beyond, successes)
    # One of a class on each side, `201` and `200`, is one answer with another status.
    for status, other in _restated(lacking, beyond):
        pairs[status] = other
        mismatch = Mismatch.different("status", seen[status].status, other)
        context.differs(_RESPONSE / other, mismatch, known[other].objects, seen[status])
    for status in without(lacking, pairs):
        context.missing(_RESPONSE / status, "status", seen[status].status, seen[status])
    for status in without(beyond, pairs.values()):
        context.extra(_RESPONSE / status, "status", status, known[status].objects)
    for status, other in pairs.items():
        compare_response_body(context, seen[status], known[other], _RESPONSE / other)


def _restated(lacking: Sequence[str], beyond: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The only status of a class that the document lacks, with the only one that it has besides."""
    for start in sorted({status[:1] for status in beyond} - {""}, key=status_order):
        match _of_class(lacking, start), _of_class(beyond, start):
            case [status], [other]:
                yield status, other


def _paired(seen: Iterable[str], known: Collection[str], *, unstated: bool) -> dict[str, str]:
    """The document's status for each that was seen, where both write it alike."""
    pairs = {status: status for status in seen if status in known}
    if unstated and SUCCESS in known:
        pairs |= dict.fromkeys(_of_class(without(seen, known), "2"), SUCCESS)
    return pairs


def _beyond(seen: Collection[str], others: list[str]) -> list[str]:
    """Of the statuses that only the document has, those of which the page would say something."""
    if not seen:
        return []
    if set(seen) == {SUCCESS}:
        # The page states no status, so it says nothing of errors.
        return [status for status in others if status[:1] in "123"]
    return others


def _of_class(statuses: Iterable[str], start: str) -> list[str]:
    return [status for status in statuses if status.startswith(start)]


def _is_status_observed(context: Context) -> bool:
    return is_status_observed(mapping(context.operation.node.get("x-evidence")))


# --- an observed answer ---------------------------------------------------------------------------


def compare_observed_response(context: Context, answer: Response) -> None:
    """An answer, with the status that the document has for it: the same, its range, `default`;
    where the status is not known, that of the success."""
    known = context.operation.responses
    successes = _of_class(known, "2")
    if answer.status == UNSTATED:
        tries = (*(each for each in successes if known[each].content), *successes)
        found = next(iter(tries), None)
    else:
        found = context.operation.documented_as(answer.status)
        context.note_status(answer.status)
    if found is not None:
        compare_response_body(context, answer, known[found], _RESPONSE / found)
    elif len(successes) == 1 and answer.status.startswith("2"):
        (other,) = successes
        mismatch = Mismatch.different("status", answer.status, other)
        context.differs(_RESPONSE / other, mismatch, known[other].objects, answer)
    else:
        context.missing(_RESPONSE / answer.status, "status", answer.status, answer)
