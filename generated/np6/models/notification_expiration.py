from .._runtime.model import Model, Omittable


class NotificationExpiration(Model):
    """When a notification lapses."""

    type: Omittable[str] = None
    """The kind of expiration."""
