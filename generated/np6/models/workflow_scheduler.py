from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable


class WorkflowScheduler(Model):
    """When a task of a workflow runs. How the parts of the time are written is not documented, and
    schedulers of other kinds may have other fields.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of scheduler."""
    id: Omittable[str] = OMITTED
    """The scheduler itself."""
    name: Omittable[str] = OMITTED
    """The name of the scheduler."""
    time_zone: Annotated[Omittable[dict[str, Any]], Field(alias="timeZone")] = OMITTED
    """The time zone of the schedule; its fields are not documented."""
    minute: Omittable[str] = OMITTED
    """The minutes of an hour."""
    hour: Omittable[str] = OMITTED
    """The hours of a day."""
    day_of_month: Annotated[Omittable[str], Field(alias="dayOfMonth")] = OMITTED
    """The days of a month."""
    month: Omittable[str] = OMITTED
    """The months of a year."""
    day_of_week: Annotated[Omittable[str], Field(alias="dayOfWeek")] = OMITTED
    """The days of a week."""
