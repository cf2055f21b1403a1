from typing import Annotated

from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.unions import OpenUnion
from .campaign_event_kind import CampaignEventKind


class CampaignChannelEvents(Model):
    """Which events of one channel are wanted, and of which items.

    `type` says which further fields there are; they are kept as they are. Seen: `email`.
    """

    type: Omittable[str] = OMITTED
    """The channel."""
    events: Omittable[list[CampaignEventKind]] = OMITTED
    """The kinds of events."""
    items: Omittable[list[Annotated[Int | str, OpenUnion()]]] = OMITTED
    """The items of the campaign. The reference declares them as int32 numbers, yet its sample for
    e-mail holds texts, the identifiers of actions: both are let through.
    """
