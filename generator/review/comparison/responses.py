"""Responses by their statuses (OpenAPI 3.1, sections 4.8.16 and 4.8.17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.review.comparison import content, headers, metadata
from generator.review.comparison.documents import DocumentPair, ObjectPair, OperationPair
from generator.review.comparison.findings import MOVEMENTS, Finding, Movement
from generator.review.comparison.statuses import Match, matched
from generator.review.rules import kinds

_SUCCESS: Final = kinds("response-success", MOVEMENTS)
_ERROR: Final = kinds("response-error", MOVEMENTS)
_OF_ANSWERS = {
    "added": "answer-status-added",
    "generalised": "answer-status-added",
    "specialised": "answer-status-removed",
    "removed": "answer-status-removed",
}


class _Status(NamedTuple):
    """What became of a status: the kind of its rule, None where it is the same, a sentence, and
    whether what it describes is to be compared.
    """

    kind: str | None
    what: str
    is_compared: bool


def compare(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """The responses of an operation, each with the one that describes what arrives by its status
    (`statuses`).
    """
    responses = pair.objects(pair.answered).at("responses").mappings
    yield from metadata.extensions(responses)
    old, new = _by_status(responses.base), _by_status(responses.head)
    for match in matched(list(old), list(new)):
        left, right = responses.places
        response = ObjectPair(
            old.get(match.base or ""),
            new.get(match.head or ""),
            pointers.join(left, match.base) if match.base else left,
            pointers.join(right, match.head) if match.head else right,
            pair.answered,
        )
        status = _status(match, pair.incoming, documents.is_same(response))
        if status.kind is not None:
            yield response.found(status.kind, status.what, (match.base, match.head))
        if status.is_compared:
            yield from _response(documents, response, is_same_status=match.kind == "same")


def _by_status(responses: dict[Any, Any]) -> dict[str, Any]:
    named = ((str(key), value) for key, value in responses.items())
    return {key: value for key, value in named if not key.startswith("x-")}


def _status(match: Match, incoming: bool, says_same: bool) -> _Status:
    """What callers answer a call of the server with is theirs to choose: that a status is no longer
    named may lose something.
    """
    if match.kind == "same":
        return _Status(None, "", True)
    is_on_both_sides = match.kind in ("generalised", "specialised")
    what = f"status {match.base or match.head} {match.kind}"
    if is_on_both_sides:
        what = f"status {match.base} became {match.head}"
    if incoming:
        return _Status(_OF_ANSWERS[match.kind], what, is_on_both_sides)
    match match.kind:
        case "generalised":
            return _generalised(match, says_same)
        case "specialised":
            what = f"status {match.head} is named, which was {match.base}"
            return _Status("response-status-specialised", what, True)
        case _:
            return _Status(_of_one_side(match), what, False)


def _generalised(match: Match, says_same: bool) -> _Status:
    """A status that is described along with others: `200` by `2XX`, `404` by `4XX` or `default`.

    An error that `default` describes now is told as that and not compared with it; where the two
    say the same, it is told as one that is gone from the list.
    """
    is_error_by_default = not match.success and str(match.head).lower() == "default"
    if is_error_by_default and says_same:
        what = f"status {match.base} removed, of which `default` says the same"
        return _Status("response-error-removed", what, False)
    what = f"status {match.base} became {match.head}"
    return _Status("response-status-generalised", what, not is_error_by_default)


def _of_one_side(match: Match) -> str:
    if match.kind == "removed" and match.success and str(match.base).lower() == "default":
        return "response-default-removed"
    movement: Movement = "removed" if match.kind == "removed" else "added"
    return _SUCCESS[movement] if match.success else _ERROR[movement]


def _response(
    documents: DocumentPair, unresolved: ObjectPair, *, is_same_status: bool
) -> Iterator[Finding]:
    """What arrives by a status; the words of two statuses are of two things and are not
    compared.
    """
    response = documents.resolved(unresolved)
    if not isinstance(response.base, dict) or not isinstance(response.head, dict):
        return
    if documents.is_same(response):
        return
    if is_same_status:
        yield from _words(response)
    yield from metadata.extensions(response)
    yield from metadata.links(documents, response)
    yield from headers.compare(documents, response, content.compare_media)
    yield from content.compare(documents, response)


def _words(response: ObjectPair) -> Iterator[Finding]:
    if response.is_reworded("description"):
        steps = metadata.reworded(response, "description")
        yield response.found("description-changed", "description changed", steps)
    if response.is_reworded("summary"):
        yield from metadata.words(response, "summary-changed", "summary")
