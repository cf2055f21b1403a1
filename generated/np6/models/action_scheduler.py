from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class ActionScheduler(Model):
    """When an action runs.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of schedule."""
    start_date: Annotated[DateTime | None, Field(alias="startDate")] = None
    """When the schedule starts."""
    end_date: Annotated[DateTime | None, Field(alias="endDate")] = None
    """When the schedule ends."""
