from .._runtime.model import Model, Omittable


class NotificationContent(Model):
    """What a version of a notification shows."""

    type: Omittable[str] = None
    """The kind of content."""
