from uuid import UUID

from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import OMITTED, Model, Omittable


class ConversationStamp(Model):
    """Ties a message to the conversation that it belongs to."""

    time: Omittable[EpochMilliseconds] = OMITTED
    """When the stamp was created."""
    id: Omittable[UUID] = OMITTED
    """The stamp itself."""
    thread: Omittable[UUID] = OMITTED
    """The thread that the stamp is part of."""
    set: Omittable[UUID] = OMITTED
    """The set that the stamp is part of."""
