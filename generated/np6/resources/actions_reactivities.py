from __future__ import annotations

from datetime import datetime
from typing import Literal

from .. import models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST_ALL: Operation[list[models.Event]] = Operation(
    id="listAllActionReactivities",
    method="GET",
    path="/actions/reactivities",
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
    id="listAllActionBounceReactivities",
    method="GET",
    path="/actions/reactivities/bounces",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ALL_OPEN_HITS: Operation[list[models.Event]] = Operation(
    id="listAllActionOpenHits",
    method="GET",
    path="/actions/reactivities/hits/open",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ALL_MIRROR_HITS: Operation[list[models.Event]] = Operation(
    id="listAllActionMirrorHits",
    method="GET",
    path="/actions/reactivities/hits/mirror",
    parameters=(
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_REDIRECTION_HITS: Operation[list[models.Event]] = Operation(
    id="listActionRedirectionHits",
    method="GET",
    path="/actions/{id}/reactivities/hits/redirection",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_UNSUBSCRIBE_HITS: Operation[list[models.Event]] = Operation(
    id="listActionUnsubscribeHits",
    method="GET",
    path="/actions/{id}/reactivities/hits/unsubscribe",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("activationStart", "query", lambda: DateTime, python="activation_start"),
        Parameter("activationEnd", "query", lambda: DateTime, python="activation_end"),
        Parameter("reactivityStart", "query", lambda: DateTime, python="reactivity_start"),
        Parameter("reactivityEnd", "query", lambda: DateTime, python="reactivity_end"),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)


class ActionsReactivities(Resource, ItemsViewed):
    """How recipients reacted to e-mail and SMS actions, such as opening, clicking and
    unsubscribing.
    """

    with_raw_response: ActionsReactivitiesViews[Raw]
    with_streaming_response: ActionsReactivitiesViews[Streaming]
    with_streamed_items: ActionsReactivitiesViews[Items]

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
        """List the reactivities of all actions

        Lists how recipients reacted to the actions of the account, whatever the kind of reaction.

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
        """List the bounces of all actions

        Lists the messages of any action of the account that came back.

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

    def list_all_open_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the open hits of all actions

        Lists each time that a message of any action of the account was opened.

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
            _LIST_ALL_OPEN_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_all_mirror_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the mirror hits of all actions

        Lists each time that the mirror page of any action of the account was opened.

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
            _LIST_ALL_MIRROR_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_redirection_hits(
        self,
        id: str,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the redirection hits of an action

        Lists each time that a link in a message of one action was followed.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_REDIRECTION_HITS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    def list_unsubscribe_hits(
        self,
        id: str,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the unsubscribe hits of an action

        Lists each time that the unsubscribe link in a message of one action was followed.

        A reactivity is an event that is tied to the activation behind it. `activationStart` and
        `activationEnd` bound the time of that activation, `reactivityStart` and `reactivityEnd` the
        time of the event itself.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            activation_start: Keeps events whose activation took place at this moment or later.
            activation_end: Keeps events whose activation took place before this moment.
            reactivity_start: Keeps events that took place at this moment or later.
            reactivity_end: By its name the moment before which the events took place; the reference
                repeats the words of `activationEnd` here.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(
            _LIST_UNSUBSCRIBE_HITS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )


class AsyncActionsReactivities(AsyncResource, ItemsViewed):
    """How recipients reacted to e-mail and SMS actions, such as opening, clicking and
    unsubscribing.
    """

    with_raw_response: ActionsReactivitiesViews[AsyncRaw]
    with_streaming_response: ActionsReactivitiesViews[AsyncStreaming]
    with_streamed_items: ActionsReactivitiesViews[AsyncItems]

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
        """As `ActionsReactivities.list_all`, to be awaited."""
        return await self._call(
            _LIST_ALL,
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
        """As `ActionsReactivities.list_all_bounces`, to be awaited."""
        return await self._call(
            _LIST_ALL_BOUNCES,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_all_open_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsReactivities.list_all_open_hits`, to be awaited."""
        return await self._call(
            _LIST_ALL_OPEN_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_all_mirror_hits(
        self,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsReactivities.list_all_mirror_hits`, to be awaited."""
        return await self._call(
            _LIST_ALL_MIRROR_HITS,
            (activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_redirection_hits(
        self,
        id: str,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsReactivities.list_redirection_hits`, to be awaited."""
        return await self._call(
            _LIST_REDIRECTION_HITS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )

    async def list_unsubscribe_hits(
        self,
        id: str,
        *,
        activation_start: datetime | Unset = UNSET,
        activation_end: datetime | Unset = UNSET,
        reactivity_start: datetime | Unset = UNSET,
        reactivity_end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsReactivities.list_unsubscribe_hits`, to be awaited."""
        return await self._call(
            _LIST_UNSUBSCRIBE_HITS,
            (id, activation_start, activation_end, reactivity_start, reactivity_end, sort),
            options=options,
        )


class ActionsReactivitiesViews(Views[V], owners=(ActionsReactivities, AsyncActionsReactivities)):
    """The operations of `ActionsReactivities` in another way."""

    list_all = item_view(ActionsReactivities.list_all, AsyncActionsReactivities.list_all)
    list_all_bounces = item_view(
        ActionsReactivities.list_all_bounces, AsyncActionsReactivities.list_all_bounces
    )
    list_all_open_hits = item_view(
        ActionsReactivities.list_all_open_hits, AsyncActionsReactivities.list_all_open_hits
    )
    list_all_mirror_hits = item_view(
        ActionsReactivities.list_all_mirror_hits, AsyncActionsReactivities.list_all_mirror_hits
    )
    list_redirection_hits = item_view(
        ActionsReactivities.list_redirection_hits, AsyncActionsReactivities.list_redirection_hits
    )
    list_unsubscribe_hits = item_view(
        ActionsReactivities.list_unsubscribe_hits, AsyncActionsReactivities.list_unsubscribe_hits
    )
