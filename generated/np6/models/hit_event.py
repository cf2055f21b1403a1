from typing import Annotated, Literal
from uuid import UUID

from .._runtime.enums import Listed
from .._runtime.epoch import EpochMilliseconds
from .._runtime.model import OMITTED, Model, Omittable
from .event_identity import EventIdentity
from .event_source import EventSource


class HitEvent(Model):
    """Somebody reacted to a message, such as by opening it. `source` says how, in `link` of its
    detail.
    """

    type: Annotated[Literal["hit"], Listed()]
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
