from .._runtime.model import OMITTED, Model, Omittable


class NotificationContent(Model):
    """What a version of a notification shows."""

    type: Omittable[str] = OMITTED
    """The kind of content."""
