from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import DateTime, Model, Omittable
from .campaign_item import CampaignItem


class Campaign(Model):
    """A campaign, which bundles items such as actions."""

    id: Omittable[UUID] = None
    """The campaign itself."""
    name: Omittable[str] = None
    """The name of the campaign."""
    description: Omittable[str] = None
    """What the campaign is for, in words."""
    start_date: Annotated[Omittable[DateTime], Field(alias="startDate")] = None
    """When the campaign starts."""
    end_date: Annotated[Omittable[DateTime], Field(alias="endDate")] = None
    """When the campaign ends."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the campaign was created."""
    update_date: Annotated[Omittable[DateTime], Field(alias="updateDate")] = None
    """When the campaign was last changed."""
    items: Omittable[list[CampaignItem]] = None
    """What belongs to the campaign."""
