from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class ApnsCertificate(Model):
    """A certificate for the Apple Push Notification service, which is secret.

    `type` says which further fields there are; they are kept as they are. Seen: `p12`.
    """

    type: Omittable[str] = OMITTED
    """The form of the certificate."""
    value: Omittable[str] = OMITTED
    """The certificate itself; how it is encoded is not documented."""
    password: Omittable[str] = OMITTED
    """The password of the certificate."""
    expiration: Omittable[DateTime] = OMITTED
    """When the certificate expires; a date and time in the sample."""
