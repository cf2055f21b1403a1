from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .action_segments import ActionSegments


class ActionScheduler(Model):
    """When an action runs.

    `type` says which further fields there are; they are kept as they are. Seen: `asap`,
    `scheduled`, `timeZoneSchedule`.
    """

    type: Omittable[str] = OMITTED
    """The kind of schedule; none of them repeats the action."""
    start_date: Annotated[DateTime | None, Field(alias="startDate")] = None
    """When the schedule starts."""
    end_date: Annotated[DateTime | None, Field(alias="endDate")] = None
    """When the schedule ends."""
    segments: Omittable[ActionSegments] = OMITTED
    """Who a campaign goes to. Known from older documentation."""
    speed: Omittable[Int] = OMITTED
    """A speed, whose unit is not explained. Known from older documentation."""
