from __future__ import annotations

from builtins import list as _list
from datetime import datetime
from functools import cached_property
from typing import Literal

from typing_extensions import Unpack

from .. import models
from .._runtime.follow import AsyncFollowing, Following, FollowOptions, Follows, Since
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

_LIST: Operation[_list[models.Event]] = Operation(
    id="listContactEvents",
    method="GET",
    path="/targets/{id}/events",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
)
_LIST_ACTIVATIONS: Operation[_list[models.Event]] = Operation(
    id="listContactActivations",
    method="GET",
    path="/targets/{id}/events/activations",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
)
_LIST_ACTIVATIONS_BY: Operation[_list[models.Event]] = Operation(
    id="listContactActivationsBy",
    method="GET",
    path="/targets/events/activations",
    parameters=(
        Parameter("hash", "query", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
)
_LIST_OPEN_HITS: Operation[_list[models.Event]] = Operation(
    id="listContactOpenHits",
    method="GET",
    path="/targets/{id}/events/hits/open",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
        Parameter("classification", "query", lambda: str),
    ),
    responses={"200": (Media("application/json", "json", lambda: _list[models.Event]),)},
)
_LIST_FORM_HITS: Operation[_list[models.Event]] = Operation(
    id="listContactFormHits",
    method="GET",
    path="/targets/{id}/events/hits/form",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
        Parameter("classification", "query", lambda: str),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
)
_LIST_STOPS_BY: Operation[_list[models.Event]] = Operation(
    id="listContactStopsBy",
    method="GET",
    path="/targets/events/responses/stop",
    parameters=(
        Parameter("id", "query", lambda: str),
        Parameter("unicity", "query", lambda: str),
        Parameter("hash", "query", lambda: str),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
    exactly_one_of=(("id",), ("unicity",), ("hash",)),
)
_FOLLOWS = Follows(1, 2, "id", "timestamp", window=86400)
_FOLLOWS_ = Follows(3, 4, "id", "timestamp", window=86400)


class ContactsEvents(Resource):
    """What one contact received and did."""

    def list(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the events of a contact

        Lists what one contact received and did between two moments, whatever the kind of event.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        The reference shows a sample of request and response, not the status of a success.

        Args:
            id: The identifier of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST, (id, start, end, sort), options=options)

    def follow(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the events of a contact, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    def list_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the activations of a contact

        Lists what was sent to one contact between two moments.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        The reference shows a sample of request and response, not the status of a success.

        Args:
            id: The identifier of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the activations of a contact, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_ACTIVATIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    def list_activations_by(
        self,
        *,
        hash: str,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the activations of a contact found by its hash

        Lists what was sent between two moments to the contact that `hash` names.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        The reference shows the request completely and no response body, not the status of a
        success.

        Args:
            hash: The hash of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ACTIVATIONS_BY, (hash, start, end, sort), options=options)

    def follow_activations_by(
        self, *, since: Since = None, hash: str, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the activations of a contact found by its hash, from `since` on; see
        `FollowOptions`.
        """
        return Following(
            self._client,
            _LIST_ACTIVATIONS_BY,
            (hash, UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            **following,
        )

    def list_open_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the open hits of a contact

        Lists each time that one contact opened a message between two moments.

        `classification` asks for the hits that are classed as coming from robots.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
            classification: Asks for the hits of robots, by classes of robots joined with commas.
                Seen: `genericrobot`, `mpp` (Apple Mail Privacy Proxy), `gsr` (Google Security
                Robot).

        Raises:
            AuthenticationError: The key is missing or not valid.
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_LIST_OPEN_HITS, (id, start, end, sort, classification), options=options)

    def follow_open_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> Following[models.Event]:
        """Follow the open hits of a contact, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_OPEN_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS,
            since,
            **following,
        )

    def list_form_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the form hits of a contact

        Lists the hits of one contact on forms between two moments.

        `classification` asks for the hits that are classed as coming from robots.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        The reference shows a sample of request and response, not the status of a success.

        Args:
            id: The identifier of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
            classification: Asks for the hits of robots, by classes of robots joined with commas.
                Seen: `genericrobot`, `mpp` (Apple Mail Privacy Proxy), `gsr` (Google Security
                Robot).
        """
        return self._call(_LIST_FORM_HITS, (id, start, end, sort, classification), options=options)

    def follow_form_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> Following[models.Event]:
        """Follow the form hits of a contact, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_FORM_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS,
            since,
            **following,
        )

    def list_stops_by(
        self,
        *,
        id: str | Unset = UNSET,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the stops of a contact

        Lists each time that one contact answered a message with a stop between two moments. Exactly
        one of `id`, `unicity` and `hash` says which contact.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        The reference shows a sample of request and response, not the status of a success.

        Args:
            id: The identifier of the contact.
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.
            hash: The hash of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.

        Raises:
            AuthenticationError: The key is missing or not valid.
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_LIST_STOPS_BY, (id, unicity, hash, start, end, sort), options=options)

    def follow_stops_by(
        self,
        *,
        since: Since = None,
        id: str | Unset = UNSET,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> Following[models.Event]:
        """Follow the stops of a contact, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_STOPS_BY,
            (id, unicity, hash, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    @cached_property
    def with_raw_response(self) -> ContactsEventsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return ContactsEventsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ContactsEventsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return ContactsEventsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> ContactsEventsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return ContactsEventsWithStreamedItems(self)


class ContactsEventsWithRawResponse:
    """The operations of `ContactsEvents`, returning raw responses."""

    def __init__(self, events: ContactsEvents) -> None:
        self.list = raw(events.list)
        self.list_activations = raw(events.list_activations)
        self.list_activations_by = raw(events.list_activations_by)
        self.list_open_hits = raw(events.list_open_hits)
        self.list_form_hits = raw(events.list_form_hits)
        self.list_stops_by = raw(events.list_stops_by)


class ContactsEventsWithStreamingResponse:
    """The operations of `ContactsEvents`, as streams."""

    def __init__(self, events: ContactsEvents) -> None:
        self.list = streamed(events.list)
        self.list_activations = streamed(events.list_activations)
        self.list_activations_by = streamed(events.list_activations_by)
        self.list_open_hits = streamed(events.list_open_hits)
        self.list_form_hits = streamed(events.list_form_hits)
        self.list_stops_by = streamed(events.list_stops_by)


class ContactsEventsWithStreamedItems:
    """What `ContactsEvents` lists, item by item as it arrives."""

    def __init__(self, events: ContactsEvents) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(events.list)
        self.list_activations = streamed_items(events.list_activations)
        self.list_activations_by = streamed_items(events.list_activations_by)
        self.list_open_hits = streamed_items(events.list_open_hits)
        self.list_form_hits = streamed_items(events.list_form_hits)
        self.list_stops_by = streamed_items(events.list_stops_by)


class AsyncContactsEvents(AsyncResource):
    """What one contact received and did."""

    async def list(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the events of a contact: as `ContactsEvents.list`, to be awaited."""
        return await self._call(_LIST, (id, start, end, sort), options=options)

    def follow(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """Follow the events of a contact: as `ContactsEvents.follow`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    async def list_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """As `ContactsEvents.list_activations`, to be awaited."""
        return await self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `ContactsEvents.follow_activations`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_ACTIVATIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    async def list_activations_by(
        self,
        *,
        hash: str,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """As `ContactsEvents.list_activations_by`, to be awaited."""
        return await self._call(_LIST_ACTIVATIONS_BY, (hash, start, end, sort), options=options)

    def follow_activations_by(
        self, *, since: Since = None, hash: str, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `ContactsEvents.follow_activations_by`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_ACTIVATIONS_BY,
            (hash, UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            **following,
        )

    async def list_open_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the open hits of a contact: as `ContactsEvents.list_open_hits`, to be awaited."""
        return await self._call(
            _LIST_OPEN_HITS, (id, start, end, sort, classification), options=options
        )

    def follow_open_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> AsyncFollowing[models.Event]:
        """As `ContactsEvents.follow_open_hits`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_OPEN_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS,
            since,
            **following,
        )

    async def list_form_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the form hits of a contact: as `ContactsEvents.list_form_hits`, to be awaited."""
        return await self._call(
            _LIST_FORM_HITS, (id, start, end, sort, classification), options=options
        )

    def follow_form_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> AsyncFollowing[models.Event]:
        """As `ContactsEvents.follow_form_hits`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_FORM_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS,
            since,
            **following,
        )

    async def list_stops_by(
        self,
        *,
        id: str | Unset = UNSET,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the stops of a contact: as `ContactsEvents.list_stops_by`, to be awaited."""
        return await self._call(
            _LIST_STOPS_BY, (id, unicity, hash, start, end, sort), options=options
        )

    def follow_stops_by(
        self,
        *,
        since: Since = None,
        id: str | Unset = UNSET,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> AsyncFollowing[models.Event]:
        """Follow the stops of a contact: as `ContactsEvents.follow_stops_by`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_STOPS_BY,
            (id, unicity, hash, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    @cached_property
    def with_raw_response(self) -> AsyncContactsEventsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncContactsEventsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncContactsEventsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncContactsEventsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncContactsEventsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncContactsEventsWithStreamedItems(self)


class AsyncContactsEventsWithRawResponse:
    def __init__(self, events: AsyncContactsEvents) -> None:
        self.list = async_raw(events.list)
        self.list_activations = async_raw(events.list_activations)
        self.list_activations_by = async_raw(events.list_activations_by)
        self.list_open_hits = async_raw(events.list_open_hits)
        self.list_form_hits = async_raw(events.list_form_hits)
        self.list_stops_by = async_raw(events.list_stops_by)


class AsyncContactsEventsWithStreamingResponse:
    def __init__(self, events: AsyncContactsEvents) -> None:
        self.list = async_streamed(events.list)
        self.list_activations = async_streamed(events.list_activations)
        self.list_activations_by = async_streamed(events.list_activations_by)
        self.list_open_hits = async_streamed(events.list_open_hits)
        self.list_form_hits = async_streamed(events.list_form_hits)
        self.list_stops_by = async_streamed(events.list_stops_by)


class AsyncContactsEventsWithStreamedItems:
    def __init__(self, events: AsyncContactsEvents) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(events.list)
        self.list_activations = async_streamed_items(events.list_activations)
        self.list_activations_by = async_streamed_items(events.list_activations_by)
        self.list_open_hits = async_streamed_items(events.list_open_hits)
        self.list_form_hits = async_streamed_items(events.list_form_hits)
        self.list_stops_by = async_streamed_items(events.list_stops_by)
