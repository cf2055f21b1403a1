from uuid import UUID

from .._runtime.model import Model, Omittable
from .notification_scheduler import NotificationScheduler


class NotificationTask(Model):
    """The task that triggers a notification."""

    id: Omittable[UUID] = None
    """The task itself."""
    name: Omittable[str] = None
    """The name of the task."""
    description: Omittable[str] = None
    """What the task is for, in words."""
    scheduler: Omittable[NotificationScheduler] = None
    """When the task runs."""
