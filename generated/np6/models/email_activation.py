from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp


class EmailActivation(Model):
    """An e-mail that went out."""

    id: Omittable[str] = OMITTED
    """The action."""
    kind: Omittable[str] = OMITTED
    """The kind of what was sent. Seen: `message`."""
    receiver: Omittable[ContactIdentity] = OMITTED
    """Who it went to."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """The conversation that it is part of."""
    recipient: Omittable[str] = OMITTED
    """The address that it went to."""
