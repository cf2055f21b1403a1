from typing import Annotated, Literal
from uuid import UUID

from .._runtime.enums import Listed
from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import OMITTED, Model, Omittable
from .event_identity import EventIdentity
from .event_source import EventSource


class CancellationEvent(Model):
    """A message was to be sent and was not. `source` says why, in `cancellation` of its detail."""

    type: Annotated[Literal["cancellation"], Listed()]
    """This kind of event."""
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
