from __future__ import annotations

from datetime import datetime
from typing import Literal

from typing_extensions import Unpack

from .. import models
from .._runtime.follow import AsyncFollowing, Following, FollowOptions, Follows, Since
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST_ALL_ACTIVATIONS: Operation[list[models.Event]] = Operation(
    id="listAllDisplayActivations",
    method="GET",
    path="/display/events/activations",
    parameters=(
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_CONTENT_ACTIVATIONS: Operation[list[models.Event]] = Operation(
    id="listDisplayContentActivations",
    method="GET",
    path="/display/content/{id}/events/activations",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_FOLLOWS = Follows(0, 1, "id", "timestamp", window=86400)
_FOLLOWS_ = Follows(1, 2, "id", "timestamp", window=86400)


class DisplayEvents(Resource, ItemsViewed):
    """What happened to displayed content, by content or by campaign."""

    with_raw_response: DisplayEventsViews[Raw]
    with_streaming_response: DisplayEventsViews[Streaming]
    with_streamed_items: DisplayEventsViews[Items]

    def list_all_activations(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List all display activations

        Lists the activations of displayed content between two moments, whatever the content.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ALL_ACTIVATIONS, (start, end, sort), options=options)

    def follow_all_activations(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow all display activations, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_ALL_ACTIVATIONS, (UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    def list_content_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the activations of a displayed content

        Lists the activations of one displayed content between two moments.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the content.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_CONTENT_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_content_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the activations of a displayed content, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_CONTENT_ACTIVATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )


class AsyncDisplayEvents(AsyncResource, ItemsViewed):
    """What happened to displayed content, by content or by campaign."""

    with_raw_response: DisplayEventsViews[AsyncRaw]
    with_streaming_response: DisplayEventsViews[AsyncStreaming]
    with_streamed_items: DisplayEventsViews[AsyncItems]

    async def list_all_activations(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List all display activations: as `DisplayEvents.list_all_activations`, to be awaited."""
        return await self._call(_LIST_ALL_ACTIVATIONS, (start, end, sort), options=options)

    def follow_all_activations(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `DisplayEvents.follow_all_activations`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_ALL_ACTIVATIONS, (UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    async def list_content_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `DisplayEvents.list_content_activations`, to be awaited."""
        return await self._call(_LIST_CONTENT_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_content_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `DisplayEvents.follow_content_activations`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_CONTENT_ACTIVATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )


class DisplayEventsViews(Views[V], owners=(DisplayEvents, AsyncDisplayEvents)):
    """The operations of `DisplayEvents` in another way."""

    list_all_activations = item_view(
        DisplayEvents.list_all_activations, AsyncDisplayEvents.list_all_activations
    )
    list_content_activations = item_view(
        DisplayEvents.list_content_activations, AsyncDisplayEvents.list_content_activations
    )
