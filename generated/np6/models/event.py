from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .activation_event import ActivationEvent
from .bounce_event import BounceEvent
from .cancellation_event import CancellationEvent
from .complaint_event import ComplaintEvent
from .hit_event import HitEvent
from .other_event import OtherEvent

Event: TypeAlias = Annotated[
    ActivationEvent | CancellationEvent | BounceEvent | HitEvent | ComplaintEvent | OtherEvent,
    Variants(
        "type",
        {
            "activation": ActivationEvent,
            "cancellation": CancellationEvent,
            "bounce": BounceEvent,
            "hit": HitEvent,
            "complaint": ComplaintEvent,
        },
        OtherEvent,
    ),
]
"""Something that happened. The kinds that are told apart here are a part of what there is."""
