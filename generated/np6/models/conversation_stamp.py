from uuid import UUID

from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import Model, Omittable


class ConversationStamp(Model):
    """Ties a message to the conversation that it belongs to."""

    time: Omittable[EpochMilliseconds] = None
    """When the stamp was created."""
    id: Omittable[UUID] = None
    """The stamp itself."""
    thread: Omittable[UUID] = None
    """The thread that the stamp is part of."""
    set: Omittable[UUID] = None
    """The set that the stamp is part of."""
