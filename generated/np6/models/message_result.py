from uuid import UUID

from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity


class MessageResult(Model):
    """What came of one message.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    id: Omittable[UUID] = OMITTED
    """The result itself; what it identifies is not documented."""
    recipient: Omittable[ContactIdentity] = OMITTED
    """Who the message was for."""
