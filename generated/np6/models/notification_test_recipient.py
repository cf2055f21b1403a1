from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable


class NotificationTestRecipient(Model):
    """Says who receives a test. Unlike the recipient of an execution it has a number.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of recipient, which decides what `value` means."""
    value: Omittable[Int32] = OMITTED
    """The contact."""
