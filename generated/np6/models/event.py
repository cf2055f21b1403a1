from uuid import UUID

from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import Model, Omittable
from .event_identity import EventIdentity
from .event_source import EventSource


class Event(Model):
    """Something that happened.

    `type` says which further fields there are; they are kept as they are. Seen: `execution`, `cancellation`, `activation`,
    `bounce`, `hit`, `creation`, `modification`, `impression`, `suppression`, `optout`, `reply`, `complaint`.
    """

    type: Omittable[str] = None
    """The kind of event."""
    id: Omittable[UUID] = None
    """The event itself."""
    timestamp: Omittable[EpochMilliseconds] = None
    """When the event was published."""
    identity: Omittable[EventIdentity] = None
    """The account behind the event."""
    source: Omittable[EventSource] = None
    """What the event came from, with its detail."""
