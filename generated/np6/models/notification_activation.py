from .._runtime.model import Model, Omittable
from .notification_receiver import NotificationReceiver


class NotificationActivation(Model):
    """A push notification that went out."""

    id: Omittable[int] = None
    """The notification."""
    version: Omittable[str] = None
    """The version of the notification."""
    kind: Omittable[str] = None
    """The kind of what was sent. Seen: `application`."""
    receiver: Omittable[NotificationReceiver] = None
    """Who it went to."""
