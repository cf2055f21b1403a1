from __future__ import annotations

from builtins import list as _list
from datetime import datetime
from typing import Literal

from typing_extensions import Unpack

from .. import models
from .._runtime.alternatives import exactly_one_of
from .._runtime.follow import AsyncFollowing, Following, FollowOptions, Follows, Since
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

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
    exactly_one_of=exactly_one_of(("id",), ("unicity",), ("hash",)),
)
_FOLLOWS = Follows(1, 2, "id", "timestamp", window=86400)
_FOLLOWS_ = Follows(3, 4, "id", "timestamp", window=86400)


class ContactsEvents(Resource, ItemsViewed):
    """What one contact received and did."""

    with_raw_response: ContactsEventsViews[Raw]
    with_streaming_response: ContactsEventsViews[Streaming]
    with_streamed_items: ContactsEventsViews[Items]

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


class AsyncContactsEvents(AsyncResource, ItemsViewed):
    """What one contact received and did."""

    with_raw_response: ContactsEventsViews[AsyncRaw]
    with_streaming_response: ContactsEventsViews[AsyncStreaming]
    with_streamed_items: ContactsEventsViews[AsyncItems]

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


class ContactsEventsViews(Views[V], owners=(ContactsEvents, AsyncContactsEvents)):
    """The operations of `ContactsEvents` in another way."""

    list = item_view(ContactsEvents.list, AsyncContactsEvents.list)
    list_activations = item_view(
        ContactsEvents.list_activations, AsyncContactsEvents.list_activations
    )
    list_activations_by = item_view(
        ContactsEvents.list_activations_by, AsyncContactsEvents.list_activations_by
    )
    list_open_hits = item_view(ContactsEvents.list_open_hits, AsyncContactsEvents.list_open_hits)
    list_form_hits = item_view(ContactsEvents.list_form_hits, AsyncContactsEvents.list_form_hits)
    list_stops_by = item_view(ContactsEvents.list_stops_by, AsyncContactsEvents.list_stops_by)
