from typing import Any

from .._runtime.model import Model, Omittable


class Recipient(Model):
    """Says who receives a notification.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of recipient, which decides what `value` holds."""
    value: Omittable[dict[str, Any]] = None
    """What identifies the contact; its fields are not documented."""
