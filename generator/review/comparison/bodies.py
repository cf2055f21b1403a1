"""Request bodies (OpenAPI 3.1, section 4.8.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.review.comparison import content, metadata
from generator.review.comparison.documents import DocumentPair, ObjectPair, OperationPair
from generator.review.comparison.findings import NEEDS, Finding
from generator.review.rules import kinds

_BECAME: Final = kinds("body-became", NEEDS)
_UNASKED: Final = (
    "Nobody says which media types a webhook or a callback is to be sent as: whether it comes as "
    "this one, the document does not say."
)


def compare(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """The body of a request, references followed; of one that came or went its media types are
    shown, and whether it is required.
    """
    bodies = documents.resolved(pair.objects(pair.sent).at("requestBody"))
    match bodies.base, bodies.head:
        case dict(), dict():
            found = _body(documents, bodies)
            yield from map(_unasked, found) if pair.incoming else found
        case dict(body), _:
            media = content.names(body.get("content"))
            places, what = (bodies.base_pointer, pair.head.pointer), "request body removed"
            yield Finding.of("body-removed", what, places, pair.sent, (media, None))
        case _, dict(body):
            kind, what = "request-body-optional-added", "optional request body added"
            if body.get("required") is True:
                kind, what = "body-required-added", "required request body added"
            media = content.names(body.get("content"))
            places = pair.base.pointer, bodies.head_pointer
            yield Finding.of((kind, "body-added"), what, places, pair.sent, (None, media))


def _body(documents: DocumentPair, bodies: ObjectPair) -> Iterator[Finding]:
    was, now = bodies.base.get("required") is True, bodies.head.get("required") is True
    if was != now:
        before, after = NEEDS if now else NEEDS[::-1]
        yield bodies.found(_BECAME[after], f"body became {after}", (before, after))
    if bodies.is_reworded("description"):
        yield from metadata.words(bodies, "description-changed", "description")
    yield from metadata.extensions(bodies)
    yield from content.compare(documents, bodies)


def _unasked(finding: Finding) -> Finding:
    """A finding about a body that the server sends by itself: there is no `Accept` by which a
    receiver would say what it reads.
    """
    if finding.response == "media-type-added":
        finding.verdicts["response"], finding.reasons["response"] = "unknown", _UNASKED
    return finding
