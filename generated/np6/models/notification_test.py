from typing import Any

from .._runtime.model import OMITTED, Model, Omittable
from .channel import Channel
from .notification_expiration import NotificationExpiration
from .notification_test_recipient import NotificationTestRecipient
from .redirection import Redirection


class NotificationTest(Model):
    """One test of a version. Whatever is left out is taken from the version."""

    recipient: Omittable[NotificationTestRecipient] = OMITTED
    """Who receives the test."""
    title: Omittable[str] = OMITTED
    """Replaces the title of the content."""
    body: Omittable[str] = OMITTED
    """Replaces the body of the content."""
    icon: Omittable[str] = OMITTED
    """Replaces the icon of the content."""
    thumbnail: Omittable[str] = OMITTED
    """Replaces the thumbnail of the content."""
    image: Omittable[str] = OMITTED
    """Replaces the image of the content."""
    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the views are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = OMITTED
    """Variables that the views are rendered with."""
    expiration: Omittable[NotificationExpiration] = OMITTED
    """Replaces when the notification lapses."""
    redirection: Omittable[Redirection] = OMITTED
    """Replaces where the notification leads by default."""
    channel: Omittable[Channel] = OMITTED
    """Replaces the channel that shows the notification."""
