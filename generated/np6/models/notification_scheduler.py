from .._runtime.model import OMITTED, Model, Omittable


class NotificationScheduler(Model):
    """When the task of a notification runs."""

    type: Omittable[str] = OMITTED
    """The kind of schedule."""
