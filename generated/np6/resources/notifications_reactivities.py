from __future__ import annotations

from datetime import datetime
from typing import Literal

from .. import models
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST_ALL: Operation[list[models.Event]] = Operation(
    id="listAllNotificationReactivities",
    method="GET",
    path="/notifications/reactivities",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ALL_HITS: Operation[list[models.Event]] = Operation(
    id="listAllNotificationHits",
    method="GET",
    path="/notifications/reactivities/hits",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ALL_BOUNCES: Operation[list[models.Event]] = Operation(
    id="listAllNotificationBounces",
    method="GET",
    path="/notifications/reactivities/bounces",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_OPTOUTS: Operation[list[models.Event]] = Operation(
    id="listNotificationOptouts",
    method="GET",
    path="/notifications/{id}/reactivities/optouts",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)


class NotificationsReactivities(Resource, ItemsViewed):
    """How recipients reacted to push notifications, such as seeing, tapping and opting out."""

    with_raw_response: NotificationsReactivitiesViews[Raw]
    with_streaming_response: NotificationsReactivitiesViews[Streaming]
    with_streamed_items: NotificationsReactivitiesViews[Items]

    def list_all(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the reactivities of all notifications

        Lists how recipients reacted to the notifications of the account, whatever the kind of
        reaction.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_ALL,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_all_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the hits of all notifications

        Lists the hits on the notifications of the account.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_ALL_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_all_bounces(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the bounces of all notifications

        Lists the notifications of the account that came back.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_ALL_BOUNCES,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_optouts(
        self,
        id: int,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the optouts of a notification

        Lists each time that a recipient of one notification opted out.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The number of the notification.
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_OPTOUTS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )


class AsyncNotificationsReactivities(AsyncResource, ItemsViewed):
    """How recipients reacted to push notifications, such as seeing, tapping and opting out."""

    with_raw_response: NotificationsReactivitiesViews[AsyncRaw]
    with_streaming_response: NotificationsReactivitiesViews[AsyncStreaming]
    with_streamed_items: NotificationsReactivitiesViews[AsyncItems]

    async def list_all(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsReactivities.list_all`, to be awaited."""
        return await self._call(
            _LIST_ALL,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_all_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsReactivities.list_all_hits`, to be awaited."""
        return await self._call(
            _LIST_ALL_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_all_bounces(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsReactivities.list_all_bounces`, to be awaited."""
        return await self._call(
            _LIST_ALL_BOUNCES,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_optouts(
        self,
        id: int,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `NotificationsReactivities.list_optouts`, to be awaited."""
        return await self._call(
            _LIST_OPTOUTS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )


class NotificationsReactivitiesViews(
    Views[V], owners=(NotificationsReactivities, AsyncNotificationsReactivities)
):
    """The operations of `NotificationsReactivities` in another way."""

    list_all = item_view(
        NotificationsReactivities.list_all, AsyncNotificationsReactivities.list_all
    )
    list_all_hits = item_view(
        NotificationsReactivities.list_all_hits, AsyncNotificationsReactivities.list_all_hits
    )
    list_all_bounces = item_view(
        NotificationsReactivities.list_all_bounces, AsyncNotificationsReactivities.list_all_bounces
    )
    list_optouts = item_view(
        NotificationsReactivities.list_optouts, AsyncNotificationsReactivities.list_optouts
    )
