from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class Contact(Model):
    """A contact."""

    id: Omittable[str] = OMITTED
    """The identifier of the contact."""
    hash: Omittable[str] = OMITTED
    """The hash of the contact."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the contact was created."""
    last_update_date: Annotated[Omittable[DateTime], Field(alias="lastUpdateDate")] = OMITTED
    """When the contact was last changed."""
    fields: Omittable[dict[str, Any]] = OMITTED
    """The values of the contact, by the numbers of the fields that its account defines."""
