from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .notification_detail import NotificationDetail


class NotificationSource(Model):
    """An event that came from a push notification."""

    type: Annotated[Literal["notification"], Listed()]
    """This source."""
    detail: Omittable[NotificationDetail] = OMITTED
    """What happened to the notification."""
