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
    bodies = documents.resolved(pair.objects(pair.sent).at("requestBody"))
    had, has = isinstance(bodies.base, dict), isinstance(bodies.head, dict)
    if had and has:
        yield from _body(documents, bodies)
    elif had:
        media = content.names(bodies.base.get("content"))
        places, what = (bodies.base_pointer, pair.head.pointer), "request body removed"
        yield Finding.of("body-removed", what, places, pair.sent, (media, None))
    elif has:
        is_required = bodies.head.get("required") is True
        kind = "body-required-added" if is_required else "request-body-optional-added"
        what = f"{'required' if is_required else 'optional'} request body added"
        media = content.names(bodies.head.get("content"))
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
