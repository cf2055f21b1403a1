"""What the server calls on its own: callbacks and webhooks (OpenAPI 3.1, sections 4.8.1 and
4.8.18).

Their requests are read by callers, and their responses are what callers answer, so the directions
are the other way round."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.specification import WEBHOOKS
from generator.review.compared import ComparedDocument
from generator.review.comparison import metadata, security
from generator.review.comparison.documents import DocumentPair, OperationPair
from generator.review.comparison.findings import (
    MOVEMENTS,
    NO_OPERATIONS,
    Finding,
    Movement,
    one_sided,
)
from generator.review.pairing import (
    OperationPlace,
    Pairs,
    operation_id,
    operation_key,
    operation_title,
    operations,
    paired,
)
from generator.review.rules import kinds

_CALLBACK: Final = kinds("callback", MOVEMENTS)
_WEBHOOK: Final = kinds("webhook", MOVEMENTS)

Compare = Callable[[DocumentPair, OperationPair], Iterator[Finding]]


def compare(
    documents: DocumentPair, pair: OperationPair, compare_operation: Compare
) -> Iterator[Finding]:
    """The callbacks of an operation; `compare_operation` compares an operation.

    One that came or went is told at its name, those of both sides as any operation, seen from the
    other end."""
    callbacks = pair.objects(NO_OPERATIONS).at("callbacks").mappings
    if not callbacks.base and not callbacks.head:
        return
    pairs = _paired(
        list(_of_callbacks(documents.base, callbacks.base, callbacks.base_pointer)),
        list(_of_callbacks(documents.head, callbacks.head, callbacks.head_pointer)),
    )
    for callback in map(callbacks.at, callbacks.keys):
        entries = callback._replace(base=callback.base or {}, head=callback.head or {})
        yield from metadata.extensions(documents.resolved(entries).mappings)
    yield from _incoming(documents, pairs, compare_operation, pair.around)
    for one in pairs.removed:
        yield _callback(documents, one, "removed", callbacks.base_pointer)
    for one in pairs.added:
        yield _callback(documents, one, "added", callbacks.head_pointer)


def webhooks(documents: DocumentPair, compare_operation: Compare) -> Iterator[Finding]:
    pairs = _paired(list(_of_webhooks(documents.base)), list(_of_webhooks(documents.head)))
    yield from _incoming(documents, pairs, compare_operation, frozenset())
    for one in pairs.removed:
        yield _webhook(documents, one, "removed")
    for one in pairs.added:
        yield _webhook(documents, one, "added")


def _of_callbacks(
    side: ComparedDocument, callbacks: dict[str, Any], pointer: str
) -> Iterator[OperationPlace]:
    """The operations of callbacks; the path of each is its name and its address: `onEvent
    {$request.body#/url}`.
    """
    for name, entry in callbacks.items():
        callback, place = side.resolved(entry, pointers.join(pointer, name))
        for expression, item in mapping(callback).items():
            if not expression.startswith("x-"):
                at = pointers.join(place, expression)
                yield from operations(side, item, f"{name} {expression}", at)


def _of_webhooks(side: ComparedDocument) -> Iterator[OperationPlace]:
    for key in WEBHOOKS:
        for name, item in mapping(side.root.get(key)).items():
            yield from operations(side, item, name, pointers.join(f"/{key}", name))


def _incoming(
    documents: DocumentPair,
    pairs: Pairs[OperationPlace],
    compare_operation: Compare,
    around: frozenset[tuple[str, str]],
) -> Iterator[Finding]:
    """What the server calls in both documents."""
    for base, head in (*pairs.same, *pairs.renamed):
        places = base.pointer, head.pointer
        if places in around:
            continue  # a callback that refers to itself
        bit = documents.reached.bit(head)
        pair = OperationPair(base, head, bit, True, around | {places})
        yield from _renamed(pair)
        yield from compare_operation(documents, pair)
        yield from security.of_call(documents, pair)


def _callback(
    documents: DocumentPair, one: OperationPlace, movement: Movement, pointer: str
) -> Finding:
    name, _, _ = one.path.partition(" ")
    kind, what = _CALLBACK[movement], f"callback `{name}` {movement}"
    at, reached = pointers.join(pointer, name), documents.reached.both(one)
    return one_sided(kind, movement, what, at, one.title, reached)


def _webhook(documents: DocumentPair, one: OperationPlace, movement: Movement) -> Finding:
    kind, what = _WEBHOOK[movement], f"webhook `{one.path}` {movement}"
    return one_sided(kind, movement, what, one.pointer, one.title, documents.reached.both(one))


# --- names and addresses --------------------------------------------------------------------------


def _paired(base: list[OperationPlace], head: list[OperationPlace]) -> Pairs[OperationPlace]:
    """Which call is which: by name and address, by its identifier, by either of the two."""
    return paired(base, head, operation_title, operation_key, operation_id, _by_address, _by_name)


def _by_name(call: OperationPlace) -> Hashable:
    """The name and method of a callback, whatever its address; a webhook is nothing but its
    name.
    """
    name, _, address = call.path.partition(" ")
    return (call.method, name) if address and _is_callback(call) else None


def _by_address(call: OperationPlace) -> Hashable:
    """The address and method of a callback, whatever its name."""
    _, _, address = call.path.partition(" ")
    return (call.method, address) if address and _is_callback(call) else None


def _is_callback(call: OperationPlace) -> bool:
    return "/callbacks/" in call.pointer


def _renamed(pair: OperationPair) -> Iterator[Finding]:
    """What is another of two calls that are one, the address first: it travels, the name of a
    callback does not.
    """
    old, new = pair.base.path, pair.head.path
    if old == new:
        return
    (name, _, address), (other, _, now) = old.partition(" "), new.partition(" ")
    if not _is_callback(pair.base):
        kind, steps = "webhook-renamed", (old, new)
        what = f"webhook renamed from `{old}` to `{new}`"
    elif address != now:
        kind, steps = "callback-address-changed", (address, now)
        what = f"callback `{other}` is called at another address"
    else:
        kind, steps = "callback-renamed", (name, other)
        what = f"callback renamed from `{name}` to `{other}`"
    yield Finding.of((kind, None), what, pair.places, pair.both, steps)
