from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .notification_expiration import NotificationExpiration
from .notification_purpose import NotificationPurpose


class NotificationSettings(Model):
    """The settings of a notification."""

    urgent: Omittable[Bool] = OMITTED
    """Whether the notification is urgent. The default is `false`."""
    purpose: Omittable[NotificationPurpose] = OMITTED
    """Why the notification is sent; marketing unless given."""
    expiration: Omittable[NotificationExpiration] = OMITTED
    """When the notification lapses."""
    mp: Omittable[dict[str, Any]] = OMITTED
    """Settings of the marketing pressure; their fields are not documented."""
