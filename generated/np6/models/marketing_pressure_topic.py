from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import Model, Omittable
from .edit_stamp import EditStamp


class MarketingPressureTopic(Model):
    """A topic of the marketing pressure."""

    id: Omittable[UUID] = None
    """The identifier of the topic."""
    label: Omittable[str] = None
    """The name of the topic."""
    description: Omittable[str] = None
    """What the topic is, in words."""
    stamp: Omittable[EditStamp] = None
    """When the topic was created and last changed."""
    created_by: Annotated[Omittable[str], Field(alias="createdBy")] = None
    """Who created the topic."""
    modified_by: Annotated[Omittable[str], Field(alias="modifiedBy")] = None
    """Who last changed the topic."""
