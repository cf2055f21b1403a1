from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .campaign_channel_events import CampaignChannelEvents


class CampaignEventQuery(Model):
    """Says which events of a campaign are wanted."""

    items_events: Annotated[Omittable[list[CampaignChannelEvents]], Field(alias="itemsEvents")] = (
        OMITTED
    )
    """The kinds of events and the items, one entry for each channel."""
