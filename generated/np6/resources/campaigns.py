from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from .. import inputs, models, resources
from .._runtime.operation import Body, Media, Operation
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Viewed, Views, view

_CREATE: Operation[models.Campaign] = Operation(
    id="createCampaign",
    method="POST",
    path="/campaigns",
    body=Body((Media("application/json", "json", lambda: models.Campaign),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Campaign),)},
)


class Campaigns(Resource, Viewed):
    """Campaigns that bundle actions."""

    with_raw_response: CampaignsViews[Raw]
    with_streaming_response: CampaignsViews[Streaming]

    def create(
        self,
        request: models.Campaign | inputs.CampaignDict | Mapping[str, Any] | Unset = UNSET,
        *,
        id: UUID | str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        items: Sequence[models.CampaignItem | inputs.CampaignItemDict | Mapping[str, Any]]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Campaign:
        """Create a campaign

        Creates a campaign, with the items that belong to it, and returns it. The reference does not
        say which fields the server fills in itself, nor whether an `id` that is given is kept.

        A repeated call may create a second campaign.

        Args:
            request: The campaign to create. Whole, instead of field by field.
            id: The campaign itself.
            name: The name of the campaign.
            description: What the campaign is for, in words.
            start_date: When the campaign starts.
            end_date: When the campaign ends.
            creation_date: When the campaign was created.
            update_date: When the campaign was last changed.
            items: What belongs to the campaign.

        Returns:
            The campaign that was created.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "description": description,
                "startDate": start_date,
                "endDate": end_date,
                "creationDate": creation_date,
                "updateDate": update_date,
                "items": items,
            },
            options=options,
        )

    @cached_property
    def events(self) -> resources.CampaignsEvents:
        """What happened to the items of a campaign."""
        return resources.CampaignsEvents(self._client)


class AsyncCampaigns(AsyncResource, Viewed):
    """Campaigns that bundle actions."""

    with_raw_response: CampaignsViews[AsyncRaw]
    with_streaming_response: CampaignsViews[AsyncStreaming]

    async def create(
        self,
        request: models.Campaign | inputs.CampaignDict | Mapping[str, Any] | Unset = UNSET,
        *,
        id: UUID | str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        items: Sequence[models.CampaignItem | inputs.CampaignItemDict | Mapping[str, Any]]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Campaign:
        """Create a campaign: as `Campaigns.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "description": description,
                "startDate": start_date,
                "endDate": end_date,
                "creationDate": creation_date,
                "updateDate": update_date,
                "items": items,
            },
            options=options,
        )

    @cached_property
    def events(self) -> resources.AsyncCampaignsEvents:
        """What happened to the items of a campaign."""
        return resources.AsyncCampaignsEvents(self._client)


class CampaignsViews(Views[V], owners=(Campaigns, AsyncCampaigns)):
    """The operations of `Campaigns` in another way."""

    create = view(Campaigns.create, AsyncCampaigns.create)
