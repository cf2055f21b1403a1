from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity


class MessageErrorValue(Model):
    """Why a message was not sent, and for whom.

    `type` says which further fields there are; they are kept as they are. Seen: `recipient not
    found`.
    """

    type: Omittable[str] = OMITTED
    """The reason, in words."""
    recipient: Omittable[ContactIdentity] = OMITTED
    """The recipient that was asked for."""
