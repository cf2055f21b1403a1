"""The emitted test of a list in pages: two of them, made of the answer's example, and walked.

The first page names the second, which is the last. No test is made where the example has no items,
or cannot be made to say either."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.api.model import (
    Bounded,
    JsonValue,
    MediaType,
    Named,
    Nullable,
    ObjectModel,
    Operation,
    Paging,
    Type,
)
from generator.document.places import MISSING, at, put
from generator.emit.calls import Call
from generator.emit.code import Code, literal
from generator.emit.expectations import query_pairs
from generator.emit.fits import Fits
from generator.emit.samples import Samples
from generator.records import record

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


@record(frozen=True, slots=True)
class _Page:
    """An answer, what goes into its headers, and the place in the request that it is of."""

    value: JsonValue
    headers: Mapping[str, str]


@record(frozen=True, slots=True)
class PageTests:
    """Makes the test of an operation from its call and the example of its answer."""

    samples: Samples
    operation: Operation

    def of(self, call: Call, media: MediaType, value: JsonValue) -> PageTest | None:
        paging = self.operation.paging
        items = None if paging is None else at(value, paging.items)
        if paging is None or not isinstance(items, list) or not items or media.kind != "json":
            return None
        given = {parameter.python: value for parameter, value in call.parameters}
        begun = given.get(paging.parameter or "")
        if paging.field and isinstance(call.payload, dict):
            begun = at(call.payload, paging.field)
        for place, first, last in self._pages(paging, value, items, begun):
            pages = (first, last)
            fits = Fits(self.samples.models, sent=False)
            if all(fits(media.type, each.value) for each in pages) and self._takes(paging, place):
                query, json = self._second(paging, call, place)
                count = sum(len(at(each.value, paging.items) or ()) for each in pages)
                return PageTest([_answer(each) for each in pages], count, query, json)
        return None

    def _pages(
        self, paging: Paging, value: JsonValue, items: list[JsonValue], begun: Any
    ) -> Iterator[tuple[JsonValue, _Page, _Page]]:
        """The place of the second page, and both pages, in the ways that they may be written in."""
        first, last = copy.deepcopy(value), copy.deepcopy(value)
        if paging.more:
            first, last = put(first, paging.more, True), put(last, paging.more, False)
        match paging.kind:
            case "link":
                yield _AGAIN, _Page(first, {"link": f'<{_AGAIN}>; rel="next"'}), _Page(last, {})
            case "next-url":
                yield from _named(paging, [_AGAIN], first, last)
            case "offset" | "page":
                yield _numbered(paging, len(items), begun, first, last)
            case "cursor" if paging.last:
                last = last if paging.more else put(last, paging.items, [])
                for place in _others((at(items[-1], paging.last), *_CURSORS), begun):
                    own = [*items[:-1], put(items[-1], paging.last, place)]
                    yield place, _Page(put(first, paging.items, own), {}), _Page(last, {})
            case "cursor":
                places = _others((at(value, paging.next), *_CURSORS), begun)
                yield from _named(paging, places, first, last)

    def _takes(self, paging: Paging, place: JsonValue) -> bool:
        """Whether the request takes the place of the second page."""
        body = self.operation.body
        kinds = [each.type for each in body.media_types] if body and paging.field else []
        kinds = [inner for kind in kinds for inner in self._below(kind, paging.field)]
        kinds += [
            parameter.type
            for parameter in self.operation.parameters
            if parameter.python == paging.parameter
        ]
        return all(Fits(self.samples.models, sent=True)(kind, place) for kind in kinds)

    def _below(self, kind: Type, path: Sequence[str]) -> list[Type]:
        """The type of a field of a body, where that is described."""
        if not path:
            return [kind]
        while isinstance(kind, Nullable | Bounded):
            kind = kind.inner
        model = self.samples.models[kind.name] if isinstance(kind, Named) else None
        fields = model.fields if isinstance(model, ObjectModel) else ()
        found = [field.type for field in fields if field.wire == path[0]]
        return [inner for each in found for inner in self._below(each, path[1:])]

    def _second(
        self, paging: Paging, call: Call, place: JsonValue
    ) -> tuple[Code | None, Code | None]:
        """The query and the body of the request for the second page."""
        if paging.kind in ("next-url", "link"):
            return literal([["page", "2"]]), None
        if paging.field:
            body = call.payload if isinstance(call.payload, dict) else {}
            return None, literal(put(copy.deepcopy(body), paging.field, place))
        for parameter in self.operation.parameters:
            if parameter.python == paging.parameter and parameter.location == "query":
                pairs = query_pairs(parameter, place)
                return None if pairs is None else literal([list(pair) for pair in pairs]), None
        return None, None


def _others(places: Sequence[JsonValue], begun: Any) -> list[JsonValue]:
    """Those that are cursors, and not that of the first page."""
    return [each for each in places if each not in ("", begun) and isinstance(each, str | int)]


def _named(
    paging: Paging, places: Sequence[JsonValue], first: JsonValue, last: JsonValue
) -> Iterator[tuple[JsonValue, _Page, _Page]]:
    """Pages of which the first names the second, and that names none, as it may say so."""
    for place in places:
        for end in (None, MISSING, ""):
            ended = _Page(put(last, paging.next, end), {})
            yield place, _Page(put(first, paging.next, place), {}), ended


def _numbered(
    paging: Paging, length: int, begun: Any, first: JsonValue, last: JsonValue
) -> tuple[JsonValue, _Page, _Page]:
    step = 1 if paging.kind == "page" else length
    place = _number(begun, paging.start) + step
    if paging.total:
        total = place - paging.start + step
        first, last = (put(each, paging.total, total) for each in (first, last))
    elif not paging.more:
        last = put(last, paging.items, [])
    return place, _Page(first, {}), _Page(last, {})


def _number(given: Any, start: int) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else start


def _answer(page: _Page) -> Code:
    headers = f', "headers": {literal(dict(page.headers)).text}' if page.headers else ""
    return Code(f'{{"json": {literal(page.value).text}{headers}}}')
