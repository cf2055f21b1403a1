from .._runtime.model import Model, Omittable
from .notification_receiver_value import NotificationReceiverValue


class NotificationReceiver(Model):
    """Who a push notification went to.

    `type` says which further fields there are; they are kept as they are. Seen: `contact`.
    """

    type: Omittable[str] = None
    """The kind of receiver, which decides what `value` holds."""
    value: Omittable[NotificationReceiverValue] = None
    """What identifies the receiver."""
