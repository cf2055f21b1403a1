from uuid import UUID

from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import OMITTED, Model, Omittable
from .event_identity import EventIdentity
from .event_source import EventSource


class OtherEvent(Model):
    """Something that happened, of a kind that has no schema of its own here, or without its kind.

    `type` says which further fields there are; they are kept as they are. Seen: `execution`,
    `creation`, `modification`, `impression`, `suppression`, `optout`, `reply`.
    """

    type: Omittable[str] = OMITTED
    """The kind of event."""
    id: Omittable[UUID] = OMITTED
    """The event itself. It stays the same however often the event is read, so repeats can be
    dropped by it.
    """
    timestamp: Omittable[EpochMilliseconds] = OMITTED
    """When the event was published."""
    identity: Omittable[EventIdentity] = OMITTED
    """The account behind the event."""
    source: Omittable[EventSource] = OMITTED
    """What the event came from, with its detail."""
