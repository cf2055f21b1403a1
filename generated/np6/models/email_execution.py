from typing import Any

from .._runtime.model import Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp


class EmailExecution(Model):
    """An e-mail that was asked for."""

    id: Omittable[str] = None
    """The action."""
    kind: Omittable[str] = None
    """The kind of what was sent. Seen: `message`."""
    recipient: Omittable[ContactIdentity] = None
    """Who it was for."""
    data: Omittable[dict[str, Any]] = None
    """The data that it was rendered with."""
    stamp: Omittable[ConversationStamp] = None
    """The conversation that it is part of."""
