from typing import Any

from .._runtime.model import Model, Omittable
from .channel import Channel
from .notification_expiration import NotificationExpiration
from .notification_test_recipient import NotificationTestRecipient
from .redirection import Redirection


class NotificationTest(Model):
    """One test of a version. Whatever is left out is taken from the version."""

    recipient: Omittable[NotificationTestRecipient] = None
    """Who receives the test."""
    title: Omittable[str] = None
    """Replaces the title of the content."""
    body: Omittable[str] = None
    """Replaces the body of the content."""
    icon: Omittable[str] = None
    """Replaces the icon of the content."""
    thumbnail: Omittable[str] = None
    """Replaces the thumbnail of the content."""
    image: Omittable[str] = None
    """Replaces the image of the content."""
    data: Omittable[dict[str, Any]] = None
    """Data that the views are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = None
    """Variables that the views are rendered with."""
    expiration: Omittable[NotificationExpiration] = None
    """Replaces when the notification lapses."""
    redirection: Omittable[Redirection] = None
    """Replaces where the notification leads by default."""
    channel: Omittable[Channel] = None
    """Replaces the channel that shows the notification."""
