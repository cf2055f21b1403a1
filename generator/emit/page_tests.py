"""The emitted test of a list in pages: two of them, made of the answer's example, and walked.

The first page names the second, which is the last. No test is made where the example has no items,
or cannot be made to say either."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.api.model import (
    JsonValue,
    MediaType,
    Model,
    Operation,
    Paging,
    Type,
)
from generator.api.type_walk import field_of, unwrapped
from generator.document.places import MISSING, at, put
from generator.emit.calls import Call
from generator.emit.code import Code, literal
from generator.emit.expectations import query_pairs
from generator.emit.fits import Fits

_AGAIN = "?page=2"  # the next URL, relative to the first
_CURSORS: tuple[JsonValue, ...] = ("2", 2)


class PageTest(NamedTuple):
    """What the test template prints of two pages: their answers, how many items they have, and what
    the request for the second one asks.
    """

    answers: Sequence[Code]
    items: int
    query: Code | None
    json: Code | None


class _Pages(NamedTuple):
    """The answers of two pages, and the place in the request that the second is of."""

    place: JsonValue
    first: JsonValue
    last: JsonValue


def page_test(
    operation: Operation,
    call: Call,
    media: MediaType | None,
    value: JsonValue,
    models: Mapping[str, Model],
) -> PageTest | None:
    """The test of an operation, from its call and the example of its answer: two pages made of it,
    and the request for the second. None where the example has no items, or what leads to a second
    page does not fit the types.
    """
    paging = operation.paging
    if paging is None or media is None or media.kind != "json":
        return None
    items = at(value, paging.items)
    if not isinstance(items, list) or not items:
        return None
    begun = _begun(paging, call)
    reads, takes = Fits(models, sent=False), Fits(models, sent=True)
    kinds = _place_types(operation, paging, models)
    for place, *pages in _pages(paging, value, items, begun):
        are_read = all(reads(media.type, page) for page in pages)
        if are_read and all(takes(kind, place) for kind in kinds):
            query, json = _second(operation, paging, call, place)
            return PageTest(
                answers=[literal(each) for each in _answers(paging, *pages)],
                items=sum(len(at(page, paging.items) or ()) for page in pages),
                query=query,
                json=json,
            )
    return None


def _answers(paging: Paging, first: JsonValue, last: JsonValue) -> list[JsonValue]:
    """The keywords of the responses."""
    if paging.kind != "link":
        return [{"json": first}, {"json": last}]
    return [{"json": first, "headers": {"link": f'<{_AGAIN}>; rel="next"'}}, {"json": last}]


def _pages(
    paging: Paging, value: JsonValue, items: list[JsonValue], begun: Any
) -> Iterator[_Pages]:
    """The pages in the ways that they may be written in."""
    first, last = copy.deepcopy(value), copy.deepcopy(value)
    if paging.more:
        first, last = put(first, paging.more, True), put(last, paging.more, False)
    match paging.kind:
        case "link":
            yield _Pages(_AGAIN, first, last)
        case "next-url":
            yield from _named(paging, [_AGAIN], first, last)
        case "offset" | "page":
            yield _numbered(paging, len(items), begun, first, last)
        case "cursor" if paging.last:
            last = last if paging.more else put(last, paging.items, [])
            for place in _others((at(items[-1], paging.last), *_CURSORS), begun):
                own = [*items[:-1], put(items[-1], paging.last, place)]
                yield _Pages(place, put(first, paging.items, own), last)
        case "cursor":
            places = _others((at(value, paging.next), *_CURSORS), begun)
            yield from _named(paging, places, first, last)


def _begun(paging: Paging, call: Call) -> Any:
    """What the call says of where the first page begins: 3 of `page=3`, None where it says nothing
    of it.
    """
    if paging.field and isinstance(call.payload, dict):
        return at(call.payload, paging.field)
    given = {parameter.python: value for parameter, value in call.parameters}
    return given.get(paging.parameter or "")


def _place_types(operation: Operation, paging: Paging, models: Mapping[str, Model]) -> list[Type]:
    """The types of what names the place of a page in a request, where they are described."""
    bodies = operation.sent_media_types if paging.field else ()
    return [
        *(kind for media in bodies for kind in _below(media.type, paging.field, models)),
        *(each.type for each in operation.parameters if each.python == paging.parameter),
    ]


def _below(kind: Type, path: Sequence[str], models: Mapping[str, Model]) -> list[Type]:
    """The type of a field of a body, where that is described."""
    if not path:
        return [kind]
    found = field_of(unwrapped(kind), path[0], models)
    return [] if found is None else _below(found.type, path[1:], models)


def _second(
    operation: Operation, paging: Paging, call: Call, place: JsonValue
) -> tuple[Code | None, Code | None]:
    """The query and the body of the request for the second page, which begins at `place`; `None`
    for what is not known. A URL that leads there is the tests' own.
    """
    if paging.kind in ("next-url", "link"):
        return literal([["page", "2"]]), None
    if paging.field:
        body = call.payload if isinstance(call.payload, dict) else {}
        return None, literal(put(copy.deepcopy(body), paging.field, place))
    for parameter in operation.parameters:
        if parameter.python == paging.parameter and parameter.location == "query":
            pairs = query_pairs(parameter, place)
            return None if pairs is None else literal([list(pair) for pair in pairs]), None
    return None, None


def _others(places: Sequence[JsonValue], begun: Any) -> list[JsonValue]:
    """Those that are cursors, and not that of the first page."""
    return [each for each in places if each not in ("", begun) and isinstance(each, str | int)]


def _named(
    paging: Paging, places: Sequence[JsonValue], first: JsonValue, last: JsonValue
) -> Iterator[_Pages]:
    """Pages of which the first names the second, and that names none, as it may say so."""
    for place in places:
        for end in (None, MISSING, ""):
            yield _Pages(place, put(first, paging.next, place), put(last, paging.next, end))


def _numbered(paging: Paging, length: int, begun: Any, first: JsonValue, last: JsonValue) -> _Pages:
    """Pages of which the second begins where the first ends, by number (`page=2`) or by how many
    items are before it (`offset=3`). The list ends by its total, by what says whether there is
    more, or with a page without items.
    """
    step = 1 if paging.kind == "page" else length
    place = _number(begun, paging.start) + step
    if paging.total:
        total = place - paging.start + step
        first, last = (put(each, paging.total, total) for each in (first, last))
    elif not paging.more:
        last = put(last, paging.items, [])
    return _Pages(place, first, last)


def _number(given: Any, start: int) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else start
