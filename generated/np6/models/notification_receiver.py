from .._runtime.model import OMITTED, Model, Omittable
from .notification_receiver_value import NotificationReceiverValue


class NotificationReceiver(Model):
    """Who a push notification went to.

    `type` says which further fields there are; they are kept as they are. Seen: `contact`.
    """

    type: Omittable[str] = OMITTED
    """The kind of receiver, which decides what `value` holds."""
    value: Omittable[NotificationReceiverValue] = OMITTED
    """What identifies the receiver."""
