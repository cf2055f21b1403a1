"""What an operation writes may have been read by another, as another type: its method takes that as
well.

The counterpart of a PUT or PATCH is GET on the same path, else GET on the collection (the path
without its last parameter), whose items are meant, else, where the body itself says which item it
is, GET on an item (the path with one parameter more). It counts where it gives one model, and the
body is an object that is not already of that model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from generator.api.model import (
    Array,
    Body,
    Map,
    Named,
    Operation,
    Type,
)
from generator.api.type_walk import members_of, unwrapped

_WRITES = ("PUT", "PATCH")
_PARAMETER = re.compile(r"\{[^{}/]*\}")


def with_counterparts(operations: Sequence[Operation]) -> list[Operation]:
    """The operations, each body with the model in which the API gives what it writes."""
    reads = {each.path: unwrapped(each.result) for each in operations if each.method == "GET"}
    items: dict[str, list[Type]] = {}
    for path, kind in reads.items():
        collection, _, last = path.rpartition("/")
        if _PARAMETER.fullmatch(last):
            items.setdefault(collection, []).append(kind)
    return [_with_counterpart(operation, reads, items) for operation in operations]


def _with_counterpart(
    operation: Operation, reads: dict[str, Type], items: dict[str, list[Type]]
) -> Operation:
    """The operation, its body with the counterpart if it has one: that of `PUT /pets/{id}`, which
    takes a `PetUpdate`, with the `Pet` that `GET /pets/{id}` gives.
    """
    body = operation.body
    if body is None or operation.method not in _WRITES:
        return operation
    read = _counterpart(operation.path, reads, items)
    if isinstance(read, Named) and _may_be_given(read, body):
        return replace(operation, body=replace(body, read=read))
    return operation


def _may_be_given(read: Named, body: Body) -> bool:
    """Whether a body may be made of a model that was read: it takes an object, but not just that
    model. Of a list or a text nothing is known that was read.
    """
    types = (media.type for media in body.media_types if media.kind == "json")
    written = [*chain.from_iterable(map(members_of, types))]
    return read not in written and any(isinstance(member, Named | Map) for member in written)


def _counterpart(path: str, reads: dict[str, Type], items: dict[str, list[Type]]) -> Type | None:
    """What GET gives on the path, or of the collection that the path is an item of, or of the only
    kind of item of the collection that it is.

    Of `PUT /pets/{id}` without a GET, what `GET /pets` lists; of `PUT /pets`, whose body has the
    id, what `GET /pets/{id}` gives."""
    if path in reads:
        return reads[path]
    collection, _, last = path.rpartition("/")
    if not last.startswith("{"):
        found = items.get(path, [])
        return found[0] if len(found) == 1 else None
    listed = reads.get(collection)
    return unwrapped(listed.item) if isinstance(listed, Array) else None
