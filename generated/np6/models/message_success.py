from typing import Annotated, Literal
from uuid import UUID

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity


class MessageSuccess(Model):
    """A message that was taken in to be sent."""

    type: Annotated[Literal["success"], Listed()]
    """This result."""
    id: Omittable[UUID] = OMITTED
    """The message. Events of it have this identifier in `id` of the stamp of their activation."""
    recipient: Omittable[ContactIdentity] = OMITTED
    """Who the message was for, as a footprint."""
