from .._runtime.model import Model, Omittable


class NotificationScheduler(Model):
    """When the task of a notification runs."""

    type: Omittable[str] = None
    """The kind of schedule."""
