from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class Archive(Model):
    """The archive of one mail that went out."""

    id: Omittable[str] = OMITTED
    """The identifier of the archive."""
    action: Omittable[str] = OMITTED
    """The action that the mail came from."""
    target: Omittable[str] = OMITTED
    """The contact that received the mail."""
    sending_date: Annotated[Omittable[DateTime], Field(alias="sendingDate")] = OMITTED
    """When the contact received the mail."""
    url: Omittable[str] = OMITTED
    """Where the archive can be downloaded until `expiresOn`. In the sample, the address of a signed
    `.eml` file.
    """
    expires_on: Annotated[Omittable[DateTime], Field(alias="expiresOn")] = OMITTED
    """When `url` stops working."""
