"""Lists that come in pages: from the answer that has one page to the call for the next.

A page is what the operation returns: its own model, or its list as `ListPage`. `for` walks the
items of this page and of all that come after it. Each page is asked for when the one before it is
used up, as a call of its own, with its own retries and deadline, the same options and pace.

What ends a walk: the answer's word that there is no more (`more`, `total`), no cursor, URL or
`Link` (RFC 8288) to go on with, or, where nothing else says it, a page without items. A page
without items that names the next one does not. A cursor or URL that comes twice in a row would
never end, and is an error; so is one of a type that the request cannot take.

A next URL is followed as a `303 See Other` is (RFC 9110, section 15.4.4): relative to the URL of
its page, by GET, never from https to http, and to another origin with nothing of the caller's but
the method.

`Listing` is the core and does no input or output; the pages below it send."""

from __future__ import annotations

import json
import re
from collections.abc import (
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Iterator,
    Mapping,
)
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    NamedTuple,
    NoReturn,
    Self,
    TypeAlias,
    TypeVar,
    cast,
)
from urllib.parse import urljoin

from .core import Call
from .errors import InvalidInputError, InvalidResponseError, Problem, RequestInfo, listed
from .media_types import closest
from .model import Model
from .operation import Operation
from .plan import as_sent, plan_of
from .response import RawResponse, ResponseHead
from .unset import UNSET, Unset
from .values import ModelBase, is_array

T = TypeVar("T")
PageT = TypeVar("PageT")
AsyncPageT = TypeVar("AsyncPageT")
Path: TypeAlias = tuple[str, ...]

_TARGET = re.compile(r"[\s,]*+<([^<>]*)>")
_PARAMETER = re.compile(
    r"""\s*+;\s*+([^\s;,="<>]*+)\s*+(?:=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]*+)))?"""
)
_MISSING: Any = object()
_LONGEST_NUMBER = 1000  # digits

# of `core.prepare`: the operation, its parameters, the body whole and by its fields
_Arguments: TypeAlias = tuple[Operation[Any], tuple[Any, ...], Any, Mapping[str, Any] | None]


class Listing(NamedTuple):
    """A call whose list comes in pages. The place of a page is its cursor, offset, number or URL;
    `UNSET` is that of the first, which the caller may have given.
    """

    client: Any
    operation: Operation[Any]
    cls: Any
    paging: Paging[Any, Any]
    parameters: tuple[Any, ...]
    request: Any
    fields: Mapping[str, Any] | None
    keywords: Mapping[str, Any]

    def first(self) -> Any:
        """The place of the first page; `None` where it has none."""
        at, field, start = self.paging.at, self.paging.field, self.paging.start
        found: Any = UNSET
        if at is not None:
            found = self.parameters[at]
        elif field:
            found = _within(_plain(self.fields if self.request is UNSET else self.request), field)
        given = None if found is UNSET or found is _MISSING else found
        if self.paging.kind in ("offset", "page"):
            return start if given is None else int(given)
        return given

    def call(self, place: Any) -> Call[Any]:
        """The call for the page at a place; raises `InvalidResponseError` for one that cannot be
        asked for.
        """
        call = self._prepared(place)
        if self.paging.kind in ("next-url", "link"):
            moving: Any = call  # as a redirect moves it, and by the same rules
            if not moving._redirected(ResponseHead(303, cast("Any", {"location": place}))):
                raise self.misfit(self.named, "is a URL that is not followed")
        return call

    def _prepared(self, place: Any) -> Call[Any]:
        """The call with a place in the first spelling of it that the request takes."""
        try:
            return self._spelled(place)
        except InvalidInputError as error:
            wrong = listed(error.problems)
        for spelled in _spellings(place):
            with suppress(InvalidInputError):
                return self._spelled(spelled)
        raise self.misfit(self.named, f"cannot be asked for: {wrong}")

    def _spelled(self, place: Any) -> Call[Any]:
        call: Call[Any] = self.client._prepare("parsed", self._at(place), self.keywords)
        return call

    def _at(self, place: Any) -> tuple[Any, ...]:
        """The arguments of the call for the page at a place."""
        at, field, own = self.paging.at, self.paging.field, self.parameters
        if at is not None:
            own = (*own[:at], place, *own[at + 1 :])
        elif field and self.request is UNSET and self.fields is not None:
            return self.operation, own, UNSET, _with(self.fields, field, place)
        elif field:
            return self.operation, own, _with(self.request, field, place), self.fields
        return self.operation, own, self.request, self.fields

    def page(self, answer: Any, place: Any) -> Any:
        """The page that an answer is."""
        head: Any = getattr(answer, "__response__", None)
        cls, page = self.cls, answer
        if cls in _LISTS:
            if not is_array(answer):
                raise self.misfit((), "is no list", answer)
            page = cls(answer)
        elif Model in (kind := cast("type[Model]", type(answer))).__mro__ and kind in cls.__mro__:
            object.__setattr__(answer, "__class__", cls)
        else:
            raise self.misfit((), "is no page", answer)
        object.__setattr__(page, "__response__", _PageHead(head, self, place))
        return page

    def items(self, page: Any) -> list[Any]:
        """The items of a page; null is none of them."""
        path = self.paging.items
        found = _within(page, path) if path else page.items
        if found is None:
            return []
        if is_array(found):
            return found
        what = "is missing" if found is _MISSING else "is no list"
        raise self.misfit(path, what, page)

    def following(self, page: Any, place: Any) -> Any:
        """The place of the page after `page`, which is at `place`; `None` where there is none."""
        own = self.first() if place is UNSET else place
        following = self._next_place(page, own)
        if following is not None and str(following) == str(own):
            raise self.misfit(self.named, "is the same again as for the page itself", page)
        return following

    def _next_place(self, page: Any, place: Any) -> Any:
        paging = self.paging
        more = self._said(page, paging.more, bool, "true or false") if paging.more else None
        if more is False:
            return None
        match paging.kind:
            case "cursor" if paging.last:
                items = self.items(page)
                return self._cursor(items[-1], paging.last) if items else None
            case "cursor":
                return self._cursor(page, paging.next)
            case "next-url":
                return _joined(place, self._said(page, paging.next, str, "a URL"))
            case "link":
                return _joined(place, linked(page.__response__.headers.get_list("link")))
            case _:
                return self._next_number(page, place, more)

    def _next_number(self, page: Any, place: int, more: bool | None) -> int | None:
        """The offset or number of the next page. Only a page without items says that it is the last
        where nothing else does.
        """
        items, is_number = self.items(page), self.paging.kind == "page"
        following = place + (1 if is_number else len(items))
        total = self._said(page, self.paging.total, int, "a whole number")
        if total is not None and following >= self.paging.start + total:
            return None
        goes_on = items or more or (is_number and total is not None)
        return following if goes_on else None

    def _cursor(self, value: Any, path: Path) -> Any:
        """A cursor: a value that a parameter can have; `None` for none, and for an empty text."""
        found = _within(value, path)
        if found is None or found is _MISSING or found == "":
            return None
        if type(found) is not str and isinstance(found, (bool, float, list, dict, ModelBase)):
            raise self.misfit(path, "is no cursor: neither text nor a whole number", value)
        return found

    def _said(self, page: Any, path: Path, kind: type, what: str) -> Any:
        """What the answer says at a path; `None` where it says nothing there."""
        found = _within(page, path) if path else None
        if found is None or found is _MISSING:
            return None
        if isinstance(found, kind) and (kind is bool or not isinstance(found, bool)):
            return found
        raise self.misfit(path, f"is not {what}", page)

    @property
    def named(self) -> Path:
        """Where the answer names the next page."""
        paging = self.paging
        match paging.kind:
            case "link":
                return ("Link",)
            case "offset" | "page":
                return paging.more or paging.total
            case _:
                return paging.next or (*paging.items, *paging.last)

    def misfit(self, path: Path, what: str, payload: Any = None) -> InvalidResponseError:
        """An answer that cannot be walked; `payload` is what of it is at fault."""
        where = ".".join(path)
        named = f"`{where}` of the response" if where else "the response"
        return InvalidResponseError(
            f"{named} to {self.operation.label} {what}",
            payload=payload,
            problems=(Problem(where, what),),
            request=RequestInfo(
                self.operation.id,
                self.operation.method,
                f"{self.client.base_url}{self.operation.path}",
            ),
        )


class _PageHead(ResponseHead):
    """The response of a page, and what it is a page of; no part of its value."""

    __slots__ = ("listing", "place")

    def __init__(self, head: ResponseHead, listing: Listing, place: Any) -> None:
        self.status_code, self.headers = head.status_code, head.headers
        self.listing, self.place = listing, place


class _Paged(Generic[T]):
    """What pages have in common, without a name that a field of the document may have."""

    def _head(self) -> _PageHead:
        head: Any = getattr(self, "__response__", None)
        if isinstance(head, _PageHead):
            return head
        raise LookupError(f"this {type(self).__name__} was not returned by a call as it is")

    def _own_items(self) -> list[T]:
        return self._head().listing.items(self)

    def _following(self) -> Any:
        head = self._head()
        return head.listing.following(self, head.place)

    def _expected(self) -> Any:
        following = self._following()
        if following is None:
            raise LookupError("there is no next page, as has_next_page() says")
        return following


class _Circles:
    """Whether a walk goes round in circles, by Brent's algorithm: in memory for one place, and
    within three rounds.
    """

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._known, self._left, self._most = "", 1, 1

    def checked(self, page: Any) -> Any:
        """The place of the page after `page`; raises `InvalidResponseError` for one that was asked
        for before.
        """
        listing = self._listing
        place = listing.following(page, page.__response__.place)
        if place is not None and str(place) == self._known:
            raise listing.misfit(listing.named, "is the same again as for an earlier page", page)
        self._left -= 1
        if not self._left:
            self._known, self._most = str(place), 2 * self._most
            self._left = self._most
        return place


class Walk(_Paged[T]):
    """A page, and those after it."""

    def _next_page(self) -> Self:
        return cast("Self", _sent(self._head().listing, self._expected()))

    def _pages(self) -> Iterator[Self]:
        page: Any = self
        listing = self._head().listing
        circles = _Circles(listing)
        while True:
            yield page
            place = circles.checked(page)
            if place is None:
                return
            page = _sent(listing, place)

    def _items(self) -> Iterator[T]:
        listing = self._head().listing
        for page in self._pages():
            yield from listing.items(page)

    def _take(self, count: int) -> Iterator[T]:
        return islice(self._items(), _checked(count))


class AsyncWalk(_Paged[T]):
    """As `Walk`, for `await` and `async for`."""

    async def _next_page(self) -> Self:
        return cast("Self", await _async_sent(self._head().listing, self._expected()))

    async def _pages(self) -> AsyncIterator[Self]:
        page: Any = self
        listing = self._head().listing
        circles = _Circles(listing)
        while True:
            yield page
            place = circles.checked(page)
            if place is None:
                return
            page = await _async_sent(listing, place)

    async def _items(self) -> AsyncIterator[T]:
        listing = self._head().listing
        async for page in self._pages():
            for item in listing.items(page):
                yield item

    def _take(self, count: int) -> AsyncIterator[T]:
        return _first(_checked(count), self._items())


class _Named(Walk[T]):
    """The names by which a caller walks."""

    def pages(self) -> Iterator[Self]:
        """This page, and all that come after it, each asked for when it is its turn."""
        return self._pages()

    def has_next_page(self) -> bool:
        """Whether the answer names a page after this one; sends nothing."""
        return self._following() is not None

    def next_page(self) -> Self:
        """Ask for the page after this one; raises `LookupError` where there is none."""
        return self._next_page()

    def take(self, count: int) -> Iterator[T]:
        """The first `count` items from the start of this page on; asks for no page beyond them."""
        return self._take(count)


class _AsyncNamed(AsyncWalk[T]):
    """As `_Named`."""

    def pages(self) -> AsyncIterator[Self]:
        """As `Page.pages`, for `async for`."""
        return self._pages()

    def has_next_page(self) -> bool:
        """As `Page.has_next_page`; nothing to await."""
        return self._following() is not None

    async def next_page(self) -> Self:
        """As `Page.next_page`, to be awaited."""
        return await self._next_page()

    def take(self, count: int) -> AsyncIterator[T]:
        """As `Page.take`, for `async for`."""
        return self._take(count)


class WalkedModel(Model, Walk[T]):
    """The base of a page that is a model, whose fields have names that ours give way to. `for`
    walks all items from the start of the page on.
    """

    # a model gives its fields, a page its items
    def __iter__(self) -> Iterator[T]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items()

    if not TYPE_CHECKING:

        def __class_getitem__(cls, _: Any) -> Any:
            return cls  # a page is read as its model: no validator of its own for each type of item


class AsyncWalkedModel(Model, AsyncWalk[T]):
    """As `WalkedModel`, for `async for`."""

    def __iter__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is walked by `async for`, page by page")

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items()

    if not TYPE_CHECKING:

        def __class_getitem__(cls, _: Any) -> Any:
            return cls


class Page(WalkedModel[T], _Named[T]):
    """A page that is a model with its items in it, as a call returned it."""


class AsyncPage(AsyncWalkedModel[T], _AsyncNamed[T]):
    """As `Page`, for `async for`."""


class _Listed(Generic[T]):
    """A page that is a list. Its copies and pickles do not know the pages after it."""

    def __init__(self, items: list[T]) -> None:
        self.items = items

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.items)} items>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self.items),)

    if not TYPE_CHECKING:

        def __class_getitem__(cls, _: Any) -> Any:
            return cls


class ListPage(_Listed[T], _Named[T]):
    """A page that is a list: `items` are its own, `for` walks all from the start of it on."""

    def __iter__(self) -> Iterator[T]:
        return self._items()


class AsyncListPage(_Listed[T], _AsyncNamed[T]):
    """As `ListPage`, for `async for`."""

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items()


_LISTS: Any = (ListPage, AsyncListPage)


class Paging(Generic[PageT, AsyncPageT]):
    """How an operation gives its list, by its document, and what its methods return.

    `items`, `next`, `more` and `total` are paths in the answer, `last` one in the last item, by
    names on the wire. The next page is asked for by the parameter at the position `at`, or by
    `field`, a path in the body. `total` counts items where `kind` is `offset`, pages where it is
    `page`; `start` is the first offset or number."""

    def __init__(
        self,
        cls: Callable[[], type[PageT]],
        async_cls: Callable[[], type[AsyncPageT]],
        kind: Literal["cursor", "offset", "page", "next-url", "link"],
        *,
        items: Path = (),
        at: int | None = None,
        field: Path = (),
        next: Path = (),
        last: Path = (),
        more: Path = (),
        total: Path = (),
        start: int = 0,
    ) -> None:
        self.cls, self.async_cls, self.kind = cls, async_cls, kind
        self.items, self.next, self.last, self.more, self.total = items, next, last, more, total
        self.at, self.field, self.start = at, field, start
        self.accepts: tuple[str, ...] | None = None

    def only(self, *accepts: str) -> Self:
        """With the media types that are pages, where a caller may ask for others."""
        self.accepts = accepts
        return self

    def gives(self, operation: Operation[Any], accept: str | Unset = UNSET, **_: Any) -> bool:
        """Whether a call with these keywords gives pages, not what another media type has."""
        if self.accepts is None or accept is UNSET:
            return True
        return closest(plan_of(operation).offered, str(accept)) in self.accepts

    def page(
        self,
        owner: Any,
        operation: Operation[Any],
        parameters: tuple[Any, ...] = (),
        request: Any = UNSET,
        fields: Mapping[str, Any] | None = None,
        **keywords: Any,
    ) -> PageT:
        """The first page, or what another media type has that is asked for; `owner` is the resource
        or client whose method this is.
        """
        arguments = (operation, parameters, _again(request), fields)
        made = owner._call(*arguments, **keywords)
        return cast("PageT", _finished(made, owner, self.cls(), self, arguments, keywords))

    def pages(
        self,
        owner: Any,
        operation: Operation[Any],
        parameters: tuple[Any, ...] = (),
        request: Any = UNSET,
        fields: Mapping[str, Any] | None = None,
        **keywords: Any,
    ) -> AsyncPages[AsyncPageT, Any]:
        """As `page`, of an asynchronous resource or client."""
        arguments = (operation, parameters, _again(request), fields)
        if not self.gives(operation, **keywords):
            return cast("AsyncPages[AsyncPageT, Any]", owner._call(*arguments, **keywords))
        return AsyncPages(self, owner, arguments, keywords)


class AsyncPages(Coroutine[Any, Any, PageT], Generic[PageT, T]):
    """A list in pages that is yet to be asked for: `await` gives its first page, `async for` walks
    all items. Each of them makes a call of its own.
    """

    def __init__(
        self,
        paging: Paging[Any, PageT],
        owner: Any,
        arguments: _Arguments,
        keywords: Mapping[str, Any],
    ) -> None:
        self._paging, self._owner = paging, owner
        self._arguments, self._keywords = arguments, keywords
        self._begun: Coroutine[Any, Any, PageT] | None = None

    async def _page(self) -> PageT:
        paging, owner = self._paging, self._owner
        made = await owner._call(*self._arguments, **self._keywords)
        cls, given = paging.async_cls(), (self._arguments, self._keywords)
        return cast("PageT", _finished(made, owner, cls, paging, *given))

    def __await__(self) -> Generator[Any, Any, PageT]:
        return self._page().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        first: Any = await self._page()
        async for page in first._pages():
            for item in page._own_items():
                yield item

    async def pages(self) -> AsyncIterator[PageT]:
        """All pages, each asked for when it is its turn."""
        page: Any = await self._page()
        async for each in page._pages():
            yield each

    def take(self, count: int) -> AsyncIterator[T]:
        """The first `count` items; asks for no page beyond them."""
        return _first(_checked(count), self.__aiter__())

    # a coroutine, for those who make a task of it

    def send(self, value: Any, /) -> Any:
        return self._coroutine().send(value)

    def throw(self, *error: Any) -> Any:
        return self._coroutine().throw(*error)

    def close(self) -> None:
        if self._begun is not None:
            self._begun.close()

    def _coroutine(self) -> Coroutine[Any, Any, PageT]:
        self._begun = self._begun or self._page()
        return self._begun


def _finished(
    made: Any,
    owner: Any,
    cls: Any,
    paging: Paging[Any, Any],
    arguments: _Arguments,
    keywords: Mapping[str, Any],
) -> Any:
    """What a method of a list in pages returns: a page, unless a view of it asks for something
    else.
    """
    if owner._mode == "streamed" or "_call" in vars(owner):
        return made  # what views that read the response in their own way give
    if not paging.gives(arguments[0], **keywords):
        return made
    client = getattr(owner, "_client", owner)
    operation, parameters, request, fields = arguments
    listing = Listing(client, operation, cls, paging, parameters, request, fields, keywords)
    if owner._mode == "raw":
        raw: RawResponse[Any] = made
        raw.parse = _parsing(listing, raw.parse)
        return raw
    return listing.page(made, UNSET)


def _parsing(listing: Listing, parse: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: listing.page(parse(), UNSET)


def _sent(listing: Listing, place: Any) -> Any:
    return listing.page(listing.client._attempts(listing.call(place)), place)


async def _async_sent(listing: Listing, place: Any) -> Any:
    return listing.page(await listing.client._attempts(listing.call(place)), place)


async def _first(count: int, items: AsyncIterator[T]) -> AsyncIterator[T]:
    if count:
        async for item in items:
            yield item
            count -= 1
            if not count:
                return


def _checked(count: Any) -> int:
    if isinstance(count, int) and not isinstance(count, bool) and count >= 0:
        return count
    raise InvalidInputError(problems=[Problem("count", "must be a whole number, at least 0")])


def _again(request: Any) -> Any:
    """A body that can be sent for each page."""
    return list(cast("Iterable[Any]", request)) if hasattr(request, "__next__") else request


def _within(value: Any, path: Path) -> Any:
    """What is at a path, by names on the wire; `_MISSING` where it ends before that."""
    for name in path:
        if ModelBase in type(value).__mro__:  # `isinstance` has Pydantic answer, in Python
            value = _of_model(value, name)
        elif isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get(name, _MISSING)
        else:
            return value if value is None else _MISSING
    return value


def _of_model(model: ModelBase, name: str) -> Any:
    """A field that the answer has; one that it left out is not null."""
    attribute = _attribute(type(model), name)
    if attribute is None:
        return (model.__pydantic_extra__ or {}).get(name, _MISSING)
    return getattr(model, attribute) if attribute in model.model_fields_set else _MISSING


@lru_cache(maxsize=4096)
def _attribute(kind: type[ModelBase], name: str) -> str | None:
    """The attribute of the field that has a name on the wire."""
    fields = kind.model_fields.items()
    return next((own for own, field in fields if (field.alias or own) == name), None)


def _spellings(place: Any) -> Iterator[Any]:
    """A cursor of another type than that of the request, which look alike where they travel."""
    if not isinstance(place, str):
        yield place.isoformat() if hasattr(place, "isoformat") else str(place)
    elif place.isdecimal() and len(place) < _LONGEST_NUMBER:
        yield int(place)


def _joined(place: str | None, following: str | None) -> str | None:
    """A URL that the page at a place gives (RFC 3986, section 5.1.3), relative to the first page's
    if that is; one that is no URL as it is.
    """
    with suppress(ValueError):
        return urljoin(place or "", following or "") if following else None
    return following


def _plain(body: Any) -> Any:
    """A body as an object that can be looked into."""
    if isinstance(body, (bytes, bytearray)):
        return json.loads(body)
    return as_sent(body) if isinstance(body, Model) else body


def _with(body: Any, path: Path, place: Any) -> dict[str, Any]:
    """A body with the place of the next page in it."""
    plain = _plain(body)
    made = dict(cast("Mapping[str, Any]", plain)) if isinstance(plain, Mapping) else {}
    name, *below = path
    made[name] = _with(made.get(name), tuple(below), place) if below else place
    return made


def linked(values: Iterable[str], relation: str = "next") -> str | None:
    """The target of the first link with a relation among `Link` fields (RFC 8288, section 3);
    `None` for none. A link of another context (`anchor`) is not the response's.
    """
    for value in values:
        at = 0
        while (target := _TARGET.match(value, at)) is not None:
            at, said = target.end(), dict[str, str]()
            while (given := _PARAMETER.match(value, at)) is not None:
                at = given.end()
                text = re.sub(r"\\(.)", r"\1", given[2]) if given[2] is not None else given[3]
                said.setdefault(given[1].lower(), text or "")  # the first of a name counts
            if relation in said.get("rel", "").lower().split() and "anchor" not in said:
                return target[1].strip()
            at = value.find(",", at) if "," in value[at:] else len(value)
    return None
