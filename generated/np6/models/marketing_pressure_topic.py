from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .edit_stamp import EditStamp


class MarketingPressureTopic(Model):
    """A topic of the marketing pressure."""

    id: Omittable[UUID] = OMITTED
    """The identifier of the topic."""
    label: Omittable[str] = OMITTED
    """The name of the topic."""
    description: Omittable[str] = OMITTED
    """What the topic is, in words."""
    stamp: Omittable[EditStamp] = OMITTED
    """When the topic was created and last changed."""
    created_by: Annotated[Omittable[str], Field(alias="createdBy")] = OMITTED
    """Who created the topic."""
    modified_by: Annotated[Omittable[str], Field(alias="modifiedBy")] = OMITTED
    """Who last changed the topic."""
