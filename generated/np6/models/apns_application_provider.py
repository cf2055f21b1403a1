from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .apns_certificate import ApnsCertificate


class ApnsApplicationProvider(Model):
    """Notifications are delivered by the Apple Push Notification service."""

    type: Annotated[Literal["apns"], Listed()]
    """This provider."""
    certificate: Omittable[ApnsCertificate] = OMITTED
    """The certificate for the service."""
    bundle: Omittable[str] = OMITTED
    """The bundle of the application."""
