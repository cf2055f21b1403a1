from uuid import UUID

from .._runtime.model import OMITTED, Model, Omittable
from .notification_scheduler import NotificationScheduler


class NotificationTask(Model):
    """The task that triggers a notification."""

    id: Omittable[UUID] = OMITTED
    """The task itself."""
    name: Omittable[str] = OMITTED
    """The name of the task."""
    description: Omittable[str] = OMITTED
    """What the task is for, in words."""
    scheduler: Omittable[NotificationScheduler] = OMITTED
    """When the task runs."""
