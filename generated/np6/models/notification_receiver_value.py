from .._runtime.model import OMITTED, Model, Omittable


class NotificationReceiverValue(Model):
    """What identifies the receiver of a push notification.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The form in which the receiver is identified."""
