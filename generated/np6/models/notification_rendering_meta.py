from typing import Any
from uuid import UUID

from .._runtime.model import Int32, Model, Omittable


class NotificationRenderingMeta(Model):
    """What a rendering was made from."""

    notification: Omittable[Int32] = None
    """The number of the notification."""
    version: Omittable[UUID] = None
    """The version of the notification."""
    application: Omittable[UUID] = None
    """The notifiable application."""
    subscription: Omittable[UUID] = None
    """The subscription of the contact to the application."""
    stamp: Omittable[dict[str, Any]] = None
    """The stamp of the rendering; its fields are not documented."""
    channel: Omittable[str] = None
    """The channel that would show the notification."""
    redirection: Omittable[str] = None
    """The link that the notification would lead to."""
