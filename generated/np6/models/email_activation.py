from .._runtime.model import Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp


class EmailActivation(Model):
    """An e-mail that went out."""

    id: Omittable[str] = None
    """The action."""
    kind: Omittable[str] = None
    """The kind of what was sent. Seen: `message`."""
    receiver: Omittable[ContactIdentity] = None
    """Who it went to."""
    stamp: Omittable[ConversationStamp] = None
    """The conversation that it is part of."""
    recipient: Omittable[str] = None
    """The address that it went to."""
