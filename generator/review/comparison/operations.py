"""One operation of both documents (OpenAPI 3.1, section 4.8.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.document.access import sequence
from generator.review.comparison import (
    bodies,
    callbacks,
    conventions,
    metadata,
    parameters,
    responses,
)
from generator.review.comparison.documents import DocumentPair, ObjectPair, OperationPair
from generator.review.comparison.findings import Finding
from generator.review.comparison.metadata import EXACTLY_ONE_OF
from generator.review.exclusive_groups import refuses


def compare(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """What became of an operation, of its path item first. One that is the same text, by the same
    path, has nothing else; what the document makes usual for it may have changed all the same.
    """
    path_items = pair.path_items
    yield from metadata.summary_and_description(path_items)
    yield from metadata.extensions(path_items)
    is_same = _is_same(documents, pair)
    yield from conventions.of_operation(documents, pair, is_same=is_same)
    if pair.base.path == pair.head.path and is_same:
        return
    yield from _annotations(documents, pair.objects(pair.both))
    yield from parameters.compare(documents, pair)
    yield from bodies.compare(documents, pair)
    yield from responses.compare(documents, pair)
    yield from callbacks.compare(documents, pair, compare)
    yield from _exactly_one_of(documents, pair)


def _is_same(documents: DocumentPair, pair: OperationPair) -> bool:
    base, head, texts = pair.base, pair.head, documents.unchanged.texts
    return texts(base.operation, head.operation) and texts(
        base.shared.get("parameters"), head.shared.get("parameters")
    )


def _annotations(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    yield from metadata.summary_and_description(pair)
    yield from metadata.extensions(documents.untold(pair))
    if pair.base.get("operationId") != pair.head.get("operationId"):
        yield from metadata.annotation(pair, "operation-id-changed", "operationId")
    if _tags(pair.base) != _tags(pair.head):
        yield from metadata.annotation(pair, "tags-changed", "tags")
    yield from metadata.deprecation(pair)
    yield from metadata.external_docs(pair)


def _tags(operation: dict[str, Any]) -> list[str]:
    return sorted(map(str, operation.get("tags") or ()))


# --- x-exactly-one-of -----------------------------------------------------------------------------


def _exactly_one_of(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """Which of the parameters are given instead of others: `[[id], [hash, salt]]` asks for `id`,
    or for `hash` and `salt`; their order says nothing.
    """
    objects = pair.objects(pair.sent)
    if not objects.differs(EXACTLY_ONE_OF):
        return
    old, new = _groups(pair.base.operation), _groups(pair.head.operation)
    if not old and not new:  # `x-exactly-one-of: hash` is not of the form
        yield from metadata.annotation(objects, "extension-changed", EXACTLY_ONE_OF)
    elif set(old) != set(new):
        names = {one.name for one in parameters.listed(documents.base, pair.base)}
        kind = "alternatives-changed" if refuses(old, new, names) else "alternatives-widened"
        yield from metadata.annotation(objects, kind, EXACTLY_ONE_OF)


def _groups(operation: dict[str, Any]) -> list[frozenset[str]]:
    """The lists of `x-exactly-one-of`; none where it is not of that form, so that it asks for
    nothing.
    """
    listed = sequence(operation.get(EXACTLY_ONE_OF))
    if not all(isinstance(group, list) and group for group in listed):
        return []
    return [frozenset(map(str, group)) for group in listed]
