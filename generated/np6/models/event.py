from uuid import UUID

from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import OMITTED, Model, Omittable
from .event_identity import EventIdentity
from .event_source import EventSource


class Event(Model):
    """Something that happened.

    `type` says which further fields there are; they are kept as they are. Seen: `execution`, `cancellation`, `activation`,
    `bounce`, `hit`, `creation`, `modification`, `impression`, `suppression`, `optout`, `reply`, `complaint`.
    """

    type: Omittable[str] = OMITTED
    """The kind of event."""
    id: Omittable[UUID] = OMITTED
    """The event itself."""
    timestamp: Omittable[EpochMilliseconds] = OMITTED
    """When the event was published."""
    identity: Omittable[EventIdentity] = OMITTED
    """The account behind the event."""
    source: Omittable[EventSource] = OMITTED
    """What the event came from, with its detail."""
