from .._runtime.model import OMITTED, Model, Omittable
from .notification_activation import NotificationActivation


class NotificationDetail(Model):
    """What happened to a push notification. Which parts there are depends on the kind of event."""

    activation: Omittable[NotificationActivation] = OMITTED
    """The notification that went out."""
