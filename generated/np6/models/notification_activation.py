from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable
from .notification_receiver import NotificationReceiver


class NotificationActivation(Model):
    """A push notification that went out."""

    id: Omittable[Int] = OMITTED
    """The notification."""
    version: Omittable[str] = OMITTED
    """The version of the notification."""
    kind: Omittable[str] = OMITTED
    """The kind of what was sent. Seen: `application`."""
    receiver: Omittable[NotificationReceiver] = OMITTED
    """Who it went to."""
