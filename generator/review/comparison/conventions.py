"""What a caller and the server keep to beside the message, which extensions say (`meanings`): told
of by rules of its own, at every operation that it reaches.

The keys that say it are noted in `DocumentPair.told`, on which `metadata` says nothing more. A key
that is written otherwise and means the same is left to `metadata`: an extension changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.retry_policies import SPEAKEASY as RETRIES
from generator.document.rules.polling import SPEAKEASY as POLLING
from generator.document.rules.signatures import SIGNATURE_KEY
from generator.document.streams import FERN, REQUEST_FIELD, SENTINEL, streamed
from generator.records import record
from generator.review.compared import ComparedDocument
from generator.review.comparison import meanings
from generator.review.comparison.documents import DocumentPair, OperationPair
from generator.review.comparison.findings import Finding, Operations
from generator.review.comparison.meanings import Judged
from generator.review.pairing import OperationPlace
from generator.review.unchanged import identical

Keys = tuple[str, ...]
"""The way to a value in an operation, or in the document."""
_At = tuple[str, str]
"""Where a value stands, or would, on both sides."""


@record(frozen=True, slots=True)
class _Convention:
    """What is said by the keys `own` of an operation or `usual` of the document; `of_media` are of
    media types of its answer. `read` gives what they mean, `judge` what became of that. `answered`:
    it is about the answer; `incoming`: about what the server calls.
    """

    own: tuple[Keys, ...]
    usual: tuple[Keys, ...]
    read: Callable[[ComparedDocument, OperationPlace], Any]
    judge: Callable[[Any, Any], Judged | None]
    answered: bool = False
    incoming: bool = False
    of_media: str | None = None


_CONVENTIONS: Final = (
    _Convention(
        ((SIGNATURE_KEY,),),
        ((SIGNATURE_KEY,),),
        meanings.read_signed,
        meanings.judge_signed,
        incoming=True,
    ),
    _Convention(((FERN,),), (), meanings.read_stream, meanings.judge_form, answered=True),
    _Convention(
        (("x-sdk", "stream", "condition"), (FERN, "stream-condition"), (REQUEST_FIELD,)),
        (),
        meanings.read_stream,
        meanings.judge_condition,
    ),
    _Convention(
        (("x-sdk", "stream", "terminator"), (FERN, "terminator"), (SENTINEL,)),
        (),
        meanings.read_stream,
        meanings.judge_end,
        answered=True,
        of_media=SENTINEL,
    ),
    _Convention(
        (("x-sdk", "stream", "errors"),),
        (),
        meanings.read_stream,
        meanings.judge_errors,
        answered=True,
    ),
    _Convention(
        (("x-sdk", "idempotency-header"), ("x-fern-idempotent",)),
        (("x-sdk", "idempotency-header"), ("x-fern-idempotency-headers",)),
        meanings.read_key_header,
        meanings.judge_key_header,
    ),
    _Convention((("x-sdk", "retry"),), (), meanings.read_retry, meanings.judge_retry),
    _Convention(
        (("x-sdk", "retries"), (RETRIES,)),
        (("x-sdk", "retries"), (RETRIES,)),
        meanings.read_policy,
        meanings.judge_policy,
    ),
    _Convention(
        (
            ("x-sdk", "paging"),
            ("x-speakeasy-pagination",),
            ("x-fern-pagination",),
            ("x-ms-pageable",),
        ),
        (("x-fern-pagination",),),
        meanings.read_paging,
        meanings.judge_paging,
        answered=True,
    ),
    _Convention(
        (("x-sdk", "polling"), (POLLING,)),
        (),
        meanings.read_work,
        meanings.judge_work,
        answered=True,
    ),
)


def of_operation(
    documents: DocumentPair, pair: OperationPair, *, is_same: bool
) -> Iterator[Finding]:
    """What became of each; `is_same`: what the operation itself says is the same text.

    A convention whose keys are written otherwise and mean the same is not judged, and left to
    `metadata`."""
    for convention in _CONVENTIONS:
        if convention.incoming != pair.incoming:
            continue
        places = list(_edited(documents, pair, convention, is_same=is_same))
        judged = _judged(documents, pair, convention) if places else None
        if judged is None:
            continue
        for place in places:
            documents.note_told(*place)
        operations = pair.answered if convention.answered else pair.sent
        yield _found(documents, pair, judged, places, operations)
    if not is_same and not pair.incoming:
        _note_answers(documents, pair)


def _judged(documents: DocumentPair, pair: OperationPair, convention: _Convention) -> Judged | None:
    """What became of what the keys of a convention mean, whichever of them say it."""
    before = convention.read(documents.base, pair.base)
    after = convention.read(documents.head, pair.head)
    return convention.judge(before, after)


def _note_answers(documents: DocumentPair, pair: OperationPair) -> None:
    """Notes the schemas that only an extension has of an answer: `x-fern-streaming:
    {response-stream: …}`.
    """
    answers = pair.objects(pair.answered).at(FERN).mappings
    for key in ("response", "response-stream"):
        one = answers.at(key)
        if isinstance(one.base, dict) and isinstance(one.head, dict):
            documents.note_told(*one.places)
            base = documents.base.subschema(one.base, one.base_pointer)
            head = documents.head.subschema(one.head, one.head_pointer)
            documents.schemas.use(base, head, "json", pair.answered)


def _found(
    documents: DocumentPair,
    pair: OperationPair,
    judged: Judged,
    places: list[_At],
    operations: Operations,
) -> Finding:
    """A finding at the first of the places that is there on each side; one that is about the base
    where none is there in the head.
    """
    base = _nearest(documents.base, [one for one, _ in places], pair.base.pointer)
    head = _nearest(documents.head, [other for _, other in places], pair.head.pointer)
    kinds = (judged.kind, None) if operations.requests else (None, judged.kind)
    found = Finding.of(kinds, judged.what, (base, head), operations, judged.steps)
    if not any(documents.head.document.has(other) for _, other in places):
        found.subject, found.removed, found.added = base, True, False
    return found


def _edited(
    documents: DocumentPair, pair: OperationPair, convention: _Convention, *, is_same: bool
) -> Iterator[_At]:
    """Where the keys of a convention stand that say something else: in the operation, in media
    types of its answer, and in the document, which says what is usual.
    """
    if not is_same:
        nodes = pair.base.operation, pair.head.operation
        for keys in convention.own:
            if _differ(nodes, keys):
                base, head = pair.places
                yield pointers.join(base, *keys), pointers.join(head, *keys)
        if convention.of_media is not None:
            yield from _of_media(documents, pair, convention.of_media)
    roots = documents.base.root, documents.head.root
    for keys in convention.usual:
        if _differ(roots, keys):
            yield pointers.join("", *keys), pointers.join("", *keys)


def _differ(nodes: tuple[Any, Any], keys: Keys) -> bool:
    before, after = (_value(node, keys) for node in nodes)
    return before is not after and not identical(before, after)


def _value(node: Any, keys: Keys) -> Any:
    for key in keys:
        node = mapping(node).get(key)
    return node


def _of_media(documents: DocumentPair, pair: OperationPair, key: str) -> Iterator[_At]:
    """Where media types of the answer say it (`x-speakeasy-sse-sentinel`), the first of the one
    side and the first of the other being one.
    """
    places = [
        [each.pointer for each in streamed(side.document, one.operation, one.pointer)]
        for side, one in ((documents.base, pair.base), (documents.head, pair.head))
    ]
    for one, other in zip(*places, strict=False):
        nodes = documents.base.document.get(one), documents.head.document.get(other)
        if _differ(nodes, (key,)):
            yield pointers.join(one, key), pointers.join(other, key)


def _nearest(side: ComparedDocument, places: list[str], operation: str) -> str:
    """The first of the places that is there; else what is nearest above it."""
    there = next(filter(side.document.has, places), None)
    place = places[0] if there is None else there
    while place and not side.document.has(place):
        place = place.rpartition("/")[0]
    return place if place or not places[0].startswith(f"{operation}/") else operation
