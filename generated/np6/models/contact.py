from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import DateTime, Model, Omittable


class Contact(Model):
    """A contact."""

    id: Omittable[str] = None
    """The identifier of the contact."""
    hash: Omittable[str] = None
    """The hash of the contact."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the contact was created."""
    last_update_date: Annotated[Omittable[DateTime], Field(alias="lastUpdateDate")] = None
    """When the contact was last changed."""
    fields: Omittable[dict[str, Any]] = None
    """The values of the contact, in the fields that its account defines."""
