"""Request bodies (OpenAPI 3.1, section 4.8.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.review.comparison import content, metadata
from generator.review.comparison.documents import DocumentPair, ObjectPair, OperationPair
from generator.review.comparison.findings import NEEDS, Finding
from generator.review.rules import kinds

_BECAME: Final = kinds("request-body-became", NEEDS)


def compare(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """The body of a request, references followed; of one that came or went its media types are
    shown, and whether it is required.
    """
    bodies = documents.resolved(pair.objects(pair.sent).at("requestBody"))
    match bodies.base, bodies.head:
        case dict(), dict():
            yield from _body(documents, bodies)
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
