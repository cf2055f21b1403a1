from typing import Any

from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp


class EmailExecution(Model):
    """An e-mail that was asked for."""

    id: Omittable[str] = OMITTED
    """The action."""
    kind: Omittable[str] = OMITTED
    """The kind of what was sent. Seen: `message`."""
    recipient: Omittable[ContactIdentity] = OMITTED
    """Who it was for."""
    data: Omittable[dict[str, Any]] = OMITTED
    """The data that it was rendered with."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """The conversation that it is part of."""
