from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import Model, Omittable
from .notification_detail import NotificationDetail


class NotificationSource(Model):
    """An event that came from a push notification."""

    type: Annotated[Literal["notification"], Listed()]
    """This source."""
    detail: Omittable[NotificationDetail] = None
    """What happened to the notification."""
