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

_LIST_ALL: Operation[list[models.Event]] = Operation(
    id="listAllActionEvents",
    method="GET",
    path="/actions/events",
    parameters=(
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ALL_CANCELLATIONS: Operation[list[models.Event]] = Operation(
    id="listAllActionCancellations",
    method="GET",
    path="/actions/events/cancellations",
    parameters=(
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_ACTIVATIONS: Operation[list[models.Event]] = Operation(
    id="listActionActivations",
    method="GET",
    path="/actions/{id}/events/activations",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_CANCELLATIONS: Operation[list[models.Event]] = Operation(
    id="listActionCancellations",
    method="GET",
    path="/actions/{id}/events/cancellations",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_BOUNCES: Operation[list[models.Event]] = Operation(
    id="listActionBounces",
    method="GET",
    path="/actions/{id}/events/bounces",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_LIST_MIRROR_HITS: Operation[list[models.Event]] = Operation(
    id="listActionMirrorHits",
    method="GET",
    path="/actions/{id}/events/hits/mirror",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
        Parameter("classification", "query", lambda: str),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.Event]),)},
)
_FOLLOWS = Follows(0, 1, "id", "timestamp", window=86400)
_FOLLOWS_ = Follows(1, 2, "id", "timestamp", window=86400)


class ActionsEvents(Resource, ItemsViewed):
    """What happened to e-mail and SMS actions, such as activations, cancellations, bounces and
    stops.
    """

    with_raw_response: ActionsEventsViews[Raw]
    with_streaming_response: ActionsEventsViews[Streaming]
    with_streamed_items: ActionsEventsViews[Items]

    def list_all(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the events of all actions

        Lists everything that happened to the actions of the account between two moments, whatever
        the kind of event.

        Each kind of event is a class of its own, and of a hit `source.detail.link.type` tells
        whether the e-mail was opened, a link followed, or the subscription ended. To follow what
        happens, read again and again with `sort` ascending, up to half a minute before the present,
        and drop what was read before by the identifier of the event.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ALL, (start, end, sort), options=options)

    def follow(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the events of all actions, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_ALL, (UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    def list_all_cancellations(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the cancellations of all actions

        Lists what was to be sent between two moments, by any action of the account, and was not.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ALL_CANCELLATIONS, (start, end, sort), options=options)

    def follow_all_cancellations(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the cancellations of all actions, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_ALL_CANCELLATIONS,
            (UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            **following,
        )

    def list_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the activations of an action

        Lists the messages that one action sent between two moments.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the activations of an action, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_ACTIVATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    def list_cancellations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the cancellations of an action

        Lists what one action was to send between two moments and did not.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_CANCELLATIONS, (id, start, end, sort), options=options)

    def follow_cancellations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the cancellations of an action, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_CANCELLATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    def list_bounces(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the bounces of an action

        Lists the messages of one action that came back between two moments, with what the receiving
        server said and what NP6 makes of it.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_BOUNCES, (id, start, end, sort), options=options)

    def follow_bounces(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> Following[models.Event]:
        """Follow the bounces of an action, from `since` on; see `FollowOptions`."""
        return Following(
            self._client, _LIST_BOUNCES, (id, UNSET, UNSET, "asc"), _FOLLOWS_, since, **following
        )

    def list_mirror_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the mirror hits of an action

        Lists each time that the mirror page of one action was opened between two moments.

        `classification` asks for the hits that are classed as coming from robots.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the action.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
            classification: Asks for the hits of robots, by classes of robots joined with commas.
                Seen: `genericrobot`, `mpp` (Apple Mail Privacy Proxy), `gsr` (Google Security
                Robot).
        """
        return self._call(
            _LIST_MIRROR_HITS, (id, start, end, sort, classification), options=options
        )

    def follow_mirror_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> Following[models.Event]:
        """Follow the mirror hits of an action, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST_MIRROR_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS_,
            since,
            **following,
        )


class AsyncActionsEvents(AsyncResource, ItemsViewed):
    """What happened to e-mail and SMS actions, such as activations, cancellations, bounces and
    stops.
    """

    with_raw_response: ActionsEventsViews[AsyncRaw]
    with_streaming_response: ActionsEventsViews[AsyncStreaming]
    with_streamed_items: ActionsEventsViews[AsyncItems]

    async def list_all(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the events of all actions: as `ActionsEvents.list_all`, to be awaited."""
        return await self._call(_LIST_ALL, (start, end, sort), options=options)

    def follow(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """Follow the events of all actions: as `ActionsEvents.follow`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_ALL, (UNSET, UNSET, "asc"), _FOLLOWS, since, **following
        )

    async def list_all_cancellations(
        self,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsEvents.list_all_cancellations`, to be awaited."""
        return await self._call(_LIST_ALL_CANCELLATIONS, (start, end, sort), options=options)

    def follow_all_cancellations(
        self, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `ActionsEvents.follow_all_cancellations`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_ALL_CANCELLATIONS,
            (UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            **following,
        )

    async def list_activations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the activations of an action: as `ActionsEvents.list_activations`, to be awaited."""
        return await self._call(_LIST_ACTIVATIONS, (id, start, end, sort), options=options)

    def follow_activations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `ActionsEvents.follow_activations`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_ACTIVATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    async def list_cancellations(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """As `ActionsEvents.list_cancellations`, to be awaited."""
        return await self._call(_LIST_CANCELLATIONS, (id, start, end, sort), options=options)

    def follow_cancellations(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """As `ActionsEvents.follow_cancellations`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_CANCELLATIONS,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS_,
            since,
            **following,
        )

    async def list_bounces(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the bounces of an action: as `ActionsEvents.list_bounces`, to be awaited."""
        return await self._call(_LIST_BOUNCES, (id, start, end, sort), options=options)

    def follow_bounces(
        self, id: str, *, since: Since = None, **following: Unpack[FollowOptions]
    ) -> AsyncFollowing[models.Event]:
        """Follow the bounces of an action: as `ActionsEvents.follow_bounces`, for `async for`."""
        return AsyncFollowing(
            self._client, _LIST_BOUNCES, (id, UNSET, UNSET, "asc"), _FOLLOWS_, since, **following
        )

    async def list_mirror_hits(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        classification: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.Event]:
        """List the mirror hits of an action: as `ActionsEvents.list_mirror_hits`, to be awaited."""
        return await self._call(
            _LIST_MIRROR_HITS, (id, start, end, sort, classification), options=options
        )

    def follow_mirror_hits(
        self,
        id: str,
        *,
        since: Since = None,
        classification: str | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> AsyncFollowing[models.Event]:
        """As `ActionsEvents.follow_mirror_hits`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST_MIRROR_HITS,
            (id, UNSET, UNSET, "asc", classification),
            _FOLLOWS_,
            since,
            **following,
        )


class ActionsEventsViews(Views[V], owners=(ActionsEvents, AsyncActionsEvents)):
    """The operations of `ActionsEvents` in another way."""

    list_all = item_view(ActionsEvents.list_all, AsyncActionsEvents.list_all)
    list_all_cancellations = item_view(
        ActionsEvents.list_all_cancellations, AsyncActionsEvents.list_all_cancellations
    )
    list_activations = item_view(
        ActionsEvents.list_activations, AsyncActionsEvents.list_activations
    )
    list_cancellations = item_view(
        ActionsEvents.list_cancellations, AsyncActionsEvents.list_cancellations
    )
    list_bounces = item_view(ActionsEvents.list_bounces, AsyncActionsEvents.list_bounces)
    list_mirror_hits = item_view(
        ActionsEvents.list_mirror_hits, AsyncActionsEvents.list_mirror_hits
    )
