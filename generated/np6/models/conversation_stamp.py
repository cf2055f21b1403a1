from uuid import UUID

from .._runtime.model import Int64, Model, Omittable


class ConversationStamp(Model):
    """Ties a message to the conversation that it belongs to."""

    time: Omittable[Int64] = None
    """When the stamp was made, in milliseconds since 1970-01-01T00:00:00Z."""
    id: Omittable[UUID] = None
    """The stamp itself."""
    thread: Omittable[UUID] = None
    """The thread that the stamp is part of."""
    set: Omittable[UUID] = None
    """The set that the stamp is part of."""
