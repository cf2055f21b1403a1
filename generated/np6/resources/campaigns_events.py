from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from typing_extensions import Unpack

from .. import inputs, models
from .._runtime.follow import AsyncFollowing, Following, FollowOptions, Follows, Since
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST: Operation[_list[models.Event]] = Operation(
    id="listCampaignEvents",
    method="POST",
    path="/campaigns/{id}/events",
    parameters=(
        Parameter("id", "path", lambda: UUID, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    body=Body(
        (Media("application/json", "json", lambda: models.CampaignEventQuery),), required=True
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Event]),)},
    retry=True,
)
_FOLLOWS = Follows(1, 2, "id", "timestamp", window=86400)


class CampaignsEvents(Resource, ItemsViewed):
    """What happened to the items of a campaign."""

    with_raw_response: CampaignsEventsViews[Raw]
    with_streaming_response: CampaignsEventsViews[Streaming]
    with_streamed_items: CampaignsEventsViews[Items]

    def list(
        self,
        id: UUID | str,
        request: models.CampaignEventQuery
        | inputs.CampaignEventQueryDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        items_events: Sequence[
            models.CampaignChannelEvents | inputs.CampaignChannelEventsDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the events of the items of a campaign

        Lists what happened between two moments to items of one campaign. The body says which kinds
        of events are wanted, for which items, channel by channel. This only reads: it is a POST
        because it takes a body, and a repeated call changes nothing.

        Events come in no certain order unless `sort` is given, and two calls may return the same
        events in different orders. There may be many of them, and the reference describes no
        paging: keep the time span short.

        Args:
            id: The identifier of the campaign.
            request: Which events to return, channel by channel. Whole, instead of field by field.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
            items_events: The kinds of events and the items, one entry for each channel.
        """
        return self._call(
            _LIST, (id, start, end, sort), request, {"itemsEvents": items_events}, options=options
        )

    def follow(
        self,
        id: UUID | str,
        request: models.CampaignEventQuery
        | inputs.CampaignEventQueryDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        since: Since = None,
        items_events: Sequence[
            models.CampaignChannelEvents | inputs.CampaignChannelEventsDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> Following[models.Event]:
        """Follow the events of the items of a campaign, from `since` on; see `FollowOptions`."""
        return Following(
            self._client,
            _LIST,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            (request, {"itemsEvents": items_events}),
            **following,
        )


class AsyncCampaignsEvents(AsyncResource, ItemsViewed):
    """What happened to the items of a campaign."""

    with_raw_response: CampaignsEventsViews[AsyncRaw]
    with_streaming_response: CampaignsEventsViews[AsyncStreaming]
    with_streamed_items: CampaignsEventsViews[AsyncItems]

    async def list(
        self,
        id: UUID | str,
        request: models.CampaignEventQuery
        | inputs.CampaignEventQueryDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        items_events: Sequence[
            models.CampaignChannelEvents | inputs.CampaignChannelEventsDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Event]:
        """List the events of the items of a campaign: as `CampaignsEvents.list`, to be awaited."""
        return await self._call(
            _LIST, (id, start, end, sort), request, {"itemsEvents": items_events}, options=options
        )

    def follow(
        self,
        id: UUID | str,
        request: models.CampaignEventQuery
        | inputs.CampaignEventQueryDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        since: Since = None,
        items_events: Sequence[
            models.CampaignChannelEvents | inputs.CampaignChannelEventsDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        **following: Unpack[FollowOptions],
    ) -> AsyncFollowing[models.Event]:
        """As `CampaignsEvents.follow`, for `async for`."""
        return AsyncFollowing(
            self._client,
            _LIST,
            (id, UNSET, UNSET, "asc"),
            _FOLLOWS,
            since,
            (request, {"itemsEvents": items_events}),
            **following,
        )


class CampaignsEventsViews(Views[V], owners=(CampaignsEvents, AsyncCampaignsEvents)):
    """The operations of `CampaignsEvents` in another way."""

    list = item_view(CampaignsEvents.list, AsyncCampaignsEvents.list)
