from .._runtime.model import Model, Omittable
from .recipient import Recipient


class NotificationActivation(Model):
    """A push notification that went out."""

    id: Omittable[int] = None
    """The notification."""
    version: Omittable[str] = None
    """The version of the notification."""
    kind: Omittable[str] = None
    """The kind of what was sent. Seen: `application`."""
    receiver: Omittable[Recipient] = None
    """Who it went to. Seen: type `contact`, whose `value` has a `type` of its own."""
