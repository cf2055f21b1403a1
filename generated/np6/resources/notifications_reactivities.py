from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Literal

from .. import models
from .._runtime.model import Int32
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

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


class NotificationsReactivities(Resource):
    """How recipients reacted to push notifications, such as seeing, tapping and opting out."""

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

        The reference shows a part of request and response, not the status of a success.

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

        The reference shows a part of request and response, not the status of a success.

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

        The reference shows a part of request and response, not the status of a success.

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

        The reference shows a part of the request and a sample of the response, not the status of a
        success.

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

    @cached_property
    def with_raw_response(self) -> NotificationsReactivitiesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return NotificationsReactivitiesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> NotificationsReactivitiesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return NotificationsReactivitiesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> NotificationsReactivitiesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return NotificationsReactivitiesWithStreamedItems(self)


class NotificationsReactivitiesWithRawResponse:
    """The operations of `NotificationsReactivities`, returning raw responses."""

    def __init__(self, reactivities: NotificationsReactivities) -> None:
        self.list_all = raw(reactivities.list_all)
        self.list_all_hits = raw(reactivities.list_all_hits)
        self.list_all_bounces = raw(reactivities.list_all_bounces)
        self.list_optouts = raw(reactivities.list_optouts)


class NotificationsReactivitiesWithStreamingResponse:
    """The operations of `NotificationsReactivities`, as streams."""

    def __init__(self, reactivities: NotificationsReactivities) -> None:
        self.list_all = streamed(reactivities.list_all)
        self.list_all_hits = streamed(reactivities.list_all_hits)
        self.list_all_bounces = streamed(reactivities.list_all_bounces)
        self.list_optouts = streamed(reactivities.list_optouts)


class NotificationsReactivitiesWithStreamedItems:
    """What `NotificationsReactivities` lists, item by item as it arrives."""

    def __init__(self, reactivities: NotificationsReactivities) -> None:
        from .._runtime.items import streamed_items

        self.list_all = streamed_items(reactivities.list_all)
        self.list_all_hits = streamed_items(reactivities.list_all_hits)
        self.list_all_bounces = streamed_items(reactivities.list_all_bounces)
        self.list_optouts = streamed_items(reactivities.list_optouts)


class AsyncNotificationsReactivities(AsyncResource):
    """How recipients reacted to push notifications, such as seeing, tapping and opting out."""

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

    @cached_property
    def with_raw_response(self) -> AsyncNotificationsReactivitiesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncNotificationsReactivitiesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncNotificationsReactivitiesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncNotificationsReactivitiesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncNotificationsReactivitiesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncNotificationsReactivitiesWithStreamedItems(self)


class AsyncNotificationsReactivitiesWithRawResponse:
    def __init__(self, reactivities: AsyncNotificationsReactivities) -> None:
        self.list_all = async_raw(reactivities.list_all)
        self.list_all_hits = async_raw(reactivities.list_all_hits)
        self.list_all_bounces = async_raw(reactivities.list_all_bounces)
        self.list_optouts = async_raw(reactivities.list_optouts)


class AsyncNotificationsReactivitiesWithStreamingResponse:
    def __init__(self, reactivities: AsyncNotificationsReactivities) -> None:
        self.list_all = async_streamed(reactivities.list_all)
        self.list_all_hits = async_streamed(reactivities.list_all_hits)
        self.list_all_bounces = async_streamed(reactivities.list_all_bounces)
        self.list_optouts = async_streamed(reactivities.list_optouts)


class AsyncNotificationsReactivitiesWithStreamedItems:
    def __init__(self, reactivities: AsyncNotificationsReactivities) -> None:
        from .._runtime.items import async_streamed_items

        self.list_all = async_streamed_items(reactivities.list_all)
        self.list_all_hits = async_streamed_items(reactivities.list_all_hits)
        self.list_all_bounces = async_streamed_items(reactivities.list_all_bounces)
        self.list_optouts = async_streamed_items(reactivities.list_optouts)
