from __future__ import annotations

from datetime import datetime
from typing import Literal

from typing_extensions import Unpack

from .. import models
from .._runtime.follow import AsyncFollowing, Following, FollowOptions, Follows, Since
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST_EXECUTIONS: Operation[list[models.Event]] = Operation(
    id="listNotificationExecutions",
    method="GET",
    path="/notifications/{id}/events/executions",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_CANCELLATIONS: Operation[list[models.Event]] = Operation(
    id="listNotificationCancellations",
    method="GET",
    path="/notifications/{id}/events/cancellations",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ACTIVATIONS: Operation[list[models.Event]] = Operation(
    id="listNotificationActivations",
    method="GET",
    path="/notifications/{id}/events/activations",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_FOLLOWS = Follows(1, 2, "id", "timestamp", window=86400)


class NotificationsEvents(Resource, ItemsViewed):
    """What happened to push notifications, such as executions, activations and cancellations."""

    with_raw_response: NotificationsEventsViews[Raw]
    with_streaming_response: NotificationsEventsViews[Streaming]
    with_streamed_items: NotificationsEventsViews[Items]

    def list_executions(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the executions of a notification

        Lists each time that the sending of one notification was asked for between two moments.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The number of the notification.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_EXECUTIONS, (id, start, end, sort), options=options)

    def follow_executions(
        self, id: int, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the executions of a notification, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_EXECUTIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    def list_cancellations(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the cancellations of a notification

        Lists what one notification was to send between two moments and did not.

        Events come in no certain order, and two calls may return the same events in different
        orders. Whether `sort` changes that, as it does elsewhere, is not shown here. There may be
        many events, and the reference describes no paging: keep the time span short.

        Args:
            id: The number of the notification.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
        """
        return self._call(_LIST_CANCELLATIONS, (id, start, end), options=options)

    def list_activations(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the activations of a notification

        Lists what one notification sent between two moments.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The number of the notification.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: int, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the activations of a notification, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_ACTIVATIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )


class AsyncNotificationsEvents(AsyncResource, ItemsViewed):
    """What happened to push notifications, such as executions, activations and cancellations."""

    with_raw_response: NotificationsEventsViews[AsyncRaw]
    with_streaming_response: NotificationsEventsViews[AsyncStreaming]
    with_streamed_items: NotificationsEventsViews[AsyncItems]

    async def list_executions(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsEvents.list_executions`, to be awaited."""
        return await self._call(_LIST_EXECUTIONS, (id, start, end, sort), options=options)

    def follow_executions(
        self, id: int, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `NotificationsEvents.follow_executions`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_EXECUTIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    async def list_cancellations(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsEvents.list_cancellations`, to be awaited."""
        return await self._call(_LIST_CANCELLATIONS, (id, start, end), options=options)

    async def list_activations(
        self,
        id: int,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsEvents.list_activations`, to be awaited."""
        return await self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: int, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `NotificationsEvents.follow_activations`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_ACTIVATIONS, (id, UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )


class NotificationsEventsViews(Views[V], owners=(NotificationsEvents, AsyncNotificationsEvents)):
    """The operations of `NotificationsEvents` in another way."""

    list_executions = item_view(
        NotificationsEvents.list_executions, AsyncNotificationsEvents.list_executions
    )
    list_cancellations = item_view(
        NotificationsEvents.list_cancellations, AsyncNotificationsEvents.list_cancellations
    )
    list_activations = item_view(
        NotificationsEvents.list_activations, AsyncNotificationsEvents.list_activations
    )
