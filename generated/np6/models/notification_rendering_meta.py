from typing import Any
from uuid import UUID

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable


class NotificationRenderingMeta(Model):
    """What a rendering was made from."""

    notification: Omittable[Int32] = OMITTED
    """The number of the notification."""
    version: Omittable[UUID] = OMITTED
    """The version of the notification."""
    application: Omittable[UUID] = OMITTED
    """The notifiable application."""
    subscription: Omittable[UUID] = OMITTED
    """The subscription of the contact to the application."""
    stamp: Omittable[dict[str, Any]] = OMITTED
    """The stamp of the rendering; its fields are not documented."""
    channel: Omittable[str] = OMITTED
    """The channel that would show the notification."""
    redirection: Omittable[str] = OMITTED
    """The link that the notification would lead to."""
