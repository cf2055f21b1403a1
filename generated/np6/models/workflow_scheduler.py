from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import Model, Omittable


class WorkflowScheduler(Model):
    """When a task of a workflow runs. How the parts of the time are written is not documented, and schedulers of other kinds
    may have other fields.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of scheduler."""
    id: Omittable[str] = None
    """The scheduler itself."""
    name: Omittable[str] = None
    """The name of the scheduler."""
    time_zone: Annotated[Omittable[dict[str, Any]], Field(alias="timeZone")] = None
    """The time zone of the schedule; its fields are not documented."""
    minute: Omittable[str] = None
    """The minutes of an hour."""
    hour: Omittable[str] = None
    """The hours of a day."""
    day_of_month: Annotated[Omittable[str], Field(alias="dayOfMonth")] = None
    """The days of a month."""
    month: Omittable[str] = None
    """The months of a year."""
    day_of_week: Annotated[Omittable[str], Field(alias="dayOfWeek")] = None
    """The days of a week."""
