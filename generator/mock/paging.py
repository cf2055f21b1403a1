"""Lists in pages, as the mock answers them: every walk comes to an end, after two pages where the
answer can be made to say that there is a second one.

The first page is the example, with what leads on; the second one is the last. What a request asks
for it by is the documented cursor where that will do, the number after the first one, or a URL of
the mock itself: that of the request, with `x-mock-page` in its query, which no document needs to
have. Numbers and cursors that the document shows for a request begin a walk like no number or
cursor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.examples import Examples, JsonValue
from generator.document.instances import Instances
from generator.document.places import MISSING, at, put
from generator.document.rules.paging import Said, paging_of, places_in_request
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey, surveyed
from generator.mock.parameters import raw_pairs
from generator.mock.routes import ServedOperation

MARK = "x-mock-page"
_CURSORS: tuple[JsonValue, ...] = ("2", 2)
_BY_URL = ("next-url", "link")


class Asked(NamedTuple):
    """A request: its body, its URL without the query, the query as it was sent but for the mark of
    a URL of ours, and whether it had that.
    """

    body: bytes = b""
    url: str = "/"
    query: str = ""
    is_marked: bool = False


def ask(body: bytes, url: str, query: str) -> Asked:
    """What a request of that body and query asks."""
    pairs = query.split("&")
    kept = [pair for pair in pairs if pair.partition("=")[0] != MARK]
    return Asked(body, url, "&".join(kept), len(kept) < len(pairs))


class Pages:
    """Which page of a list an answer is."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document, self._instances = document, instances
        self._examples = Examples(document, "request", instances)
        self._secrets = frozenset(_in_query(document))

    def of(
        self, operation: ServedOperation, schema: Any, value: JsonValue, asked: Asked
    ) -> JsonValue:
        """`value`, the example of an answer to a request, as its page: in the first of the ways to
        write it that fits the schema. If none does, it leads on all the same, or else ends.
        """
        found = self._lists.get(id(operation.node))
        if found is None or not isinstance(value, list | dict):
            return value
        leading = list(self._leading(found, value, asked))
        ends = list(_ends(found.said, value, asked))
        pages = (*leading, *ends)
        fits = (page for page in pages if self._instances.valid(schema, page, "response"))
        return next(fits, leading[0] if leading else ends[-1])

    def links(self, operation: ServedOperation, asked: Asked) -> dict[str, str]:
        """The header that has the links of a page (RFC 8288); none for what has none.

        `Link: <http://localhost/pets?x-mock-page=2>; rel="next", <…>; rel="last"` on the first one.
        """
        found = self._lists.get(id(operation.node))
        if found is None or found.said.kind != "link":
            return {}
        first, second = self._url(asked), self._url(asked, is_second=True)
        last = f'<{second}>; rel="last"'
        if asked.is_marked:
            return {"Link": f'<{first}>; rel="prev first", {last}'}
        return {"Link": f'<{second}>; rel="next", {last}'}

    def are_by_url(self, operation: ServedOperation) -> bool:
        """Whether the next page is at a URL, whatever the method of the operation is."""
        found = self._lists.get(id(operation.node))
        return found is not None and found.said.kind in _BY_URL

    def _leading(self, found: _List, value: Any, asked: Asked) -> Iterator[JsonValue]:
        """The first page in the ways that it may be written in, the best first; none where the last
        one is asked for.
        """
        said = found.said
        first = _telling(said, value, has_more=True)
        match said.kind:
            case "next-url" if not asked.is_marked:
                url = self._url(asked, is_second=True)
                yield put(first, said.next, url)
                yield put(first, said.next, f"?{url.partition('?')[2]}")
            case "link" if not asked.is_marked:
                yield first
            case "cursor":
                yield from self._by_cursor(found, first, asked)
            case "offset" | "page":
                yield from _by_number(found, first, asked)

    def _by_cursor(self, found: _List, first: Any, asked: Asked) -> Iterator[JsonValue]:
        """The first page with each cursor that the next may be asked for by, the shown one first.

        Once the request asks by one of them, it and those behind it lead nowhere: that page is the
        last. A cursor is a property of the page, or (`last: id`) of its last item.
        """
        said, place = found.said, _place(found.said, asked)
        *others, item = sequence(at(first, said.items)) or [None]
        if said.last and item is None:
            return
        shown = at(item, said.last) if said.last else at(first, said.next)
        for cursor in filter(partial(self._is_cursor, found), (shown, *_CURSORS)):
            if place is not None and str(place) == str(cursor):
                return
            if said.last:
                yield put(first, said.items, [*others, put(item, said.last, cursor)])
            else:
                yield put(first, said.next, cursor)

    def _is_cursor(self, found: _List, cursor: Any) -> bool:
        """Whether the next page can be asked for by a value, and the first page is not."""
        match cursor:
            case bool() | "":
                return False
            case str() | int() if str(cursor) not in found.begins:
                return all(self._takes(each, cursor) for each in found.schemas)
        return False

    def _takes(self, schema: Any, cursor: str | int) -> bool:
        """Whether a request takes a cursor, which may travel as text or as a number."""
        spellings = [cursor, str(cursor), _number(cursor)]
        return any(self._instances.valid(schema, each, "request") for each in spellings)

    def _url(self, asked: Asked, *, is_second: bool = False) -> str:
        """The URL of a page: that of the request, without credentials."""
        pairs = [
            pair
            for pair in asked.query.split("&")
            if pair and raw_pairs(pair)[0][0] not in self._secrets
        ]
        pairs += [f"{MARK}=2"] if is_second else []
        return f"{asked.url}?{'&'.join(pairs)}" if pairs else asked.url

    @cached_property
    def _lists(self) -> dict[int, _List]:
        """The operations whose answers are pages, by their nodes."""
        survey = surveyed(self._document)
        found = ((site, paging_of(survey, site)) for site in survey.operations)
        return {
            id(site.node): _List(
                said,
                places_in_request(survey, site, said),
                frozenset(map(str, self._begins(survey, site, said))),
            )
            for site, said in found
            if isinstance(said, Said)
        }

    def _begins(self, survey: Survey, site: OperationSite, said: Said) -> Iterator[JsonValue]:
        """What asks for the first page, as the document shows it: the number that counting starts
        at, and the examples of the parameter, or of the field of the body, that asks for a page.
        """
        if said.kind in ("offset", "page"):
            yield said.start
        holders: list[Any] = []
        if said.body:
            body = self._document.resolved(site.node.get("requestBody"))
            holders += mapping(body.get("content")).values()
        for parameter in survey.parameters(site):
            if parameter.node["name"] == said.parameter:
                content = mapping(parameter.node.get("content"))
                holders.append(next(iter(content.values()), parameter.node))
        for holder in holders:
            shown = self._examples.of_media_type(self._document.resolved(holder))
            begun = at(shown, said.body)
            if begun is not None:
                yield begun


class _List(NamedTuple):
    """A list in pages: the schemas of what asks for the next one, and what asks for the first."""

    said: Said
    schemas: list[Any]
    begins: frozenset[str]


def _by_number(found: _List, first: Any, asked: Asked) -> Iterator[JsonValue]:
    said, place = found.said, _place(found.said, asked)
    if _step(said, first) and (place is None or str(place) in found.begins):
        if said.total:
            yield _counted(said, first, asked, 2)
        yield first


def _ends(said: Said, value: Any, asked: Asked) -> Iterator[JsonValue]:
    """The last page, as it may say that it is; the last way is for where none fits the document.

    What leads on is null, absent or an empty text, what says that there is more is false, a total
    counts up to this page. Where there is none of these, nor links, a page without items ends.
    """
    last = _telling(said, value, has_more=False)
    if said.next:
        is_text = isinstance(at(value, said.next), str)
        for end in (None, MISSING, "") if is_text else ("", MISSING, None):
            yield put(last, said.next, end)
    if said.total:
        yield _counted(said, last, asked, 1)
    if said.more or said.kind == "link":
        yield last
    elif not said.next:
        yield put(last, said.items, [])


def _telling(said: Said, value: Any, *, has_more: bool) -> Any:
    """A page with `"has_more": true` or `false`, where the document has such a property."""
    return put(value, said.more, has_more) if said.more else value


def _counted(said: Said, value: Any, asked: Asked, pages: int) -> JsonValue:
    """A page, whose total is that of the pages from it on and of what is before it.

    The page `offset=20` of 2 items, with another of as many after it, has the total 24.
    """
    place = _number(_place(said, asked))
    before = 0 if place is None else place - said.start
    counted: JsonValue = put(value, said.total, before + pages * _step(said, value))
    return counted


def _step(said: Said, value: Any) -> int:
    """How far it is from one page to the next; 0 where that is nowhere."""
    size = len(sequence(at(value, said.items)))
    return min(size, 1) if said.kind == "page" else size


def _number(place: Any) -> int | None:
    try:
        return int(place)
    except (TypeError, ValueError):
        return None


def _place(said: Said, asked: Asked) -> Any:
    """What the request asks for the page by: `2` of `?page=2`, or what its body has at the place
    that `x-sdk.paging.body` names; `None` for nothing.
    """
    if said.parameter is not None:
        return next(iter(parse_qs(asked.query).get(said.parameter, ())), None)
    if not said.body:
        return None
    try:
        return at(json.loads(asked.body), said.body)
    except ValueError:
        return None


def _in_query(document: Document) -> Iterator[str]:
    """The names of credentials that go into the query."""
    for scheme in map(document.resolved, document.components("securitySchemes").values()):
        match scheme:
            case {"type": "apiKey", "in": "query", "name": name}:
                yield str(name)
