from .._runtime.model import DateTime, Model, Omittable


class ApnsCertificate(Model):
    """A certificate for the Apple Push Notification service, which is secret.

    `type` says which further fields there are; they are kept as they are. Seen: `p12`.
    """

    type: Omittable[str] = None
    """The form of the certificate."""
    value: Omittable[str] = None
    """The certificate itself; how it is encoded is not documented."""
    password: Omittable[str] = None
    """The password of the certificate."""
    expiration: Omittable[DateTime] = None
    """When the certificate expires; a date and time in the sample."""
