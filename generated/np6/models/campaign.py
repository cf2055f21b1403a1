from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .campaign_item import CampaignItem


class Campaign(Model):
    """A campaign, which bundles items such as actions."""

    id: Omittable[UUID] = OMITTED
    """The campaign itself."""
    name: Omittable[str] = OMITTED
    """The name of the campaign."""
    description: Omittable[str] = OMITTED
    """What the campaign is for, in words."""
    start_date: Annotated[Omittable[DateTime], Field(alias="startDate")] = OMITTED
    """When the campaign starts."""
    end_date: Annotated[Omittable[DateTime], Field(alias="endDate")] = OMITTED
    """When the campaign ends."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the campaign was created."""
    update_date: Annotated[Omittable[DateTime], Field(alias="updateDate")] = OMITTED
    """When the campaign was last changed."""
    items: Omittable[list[CampaignItem]] = OMITTED
    """What belongs to the campaign."""
