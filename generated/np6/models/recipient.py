from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class Recipient(Model):
    """Says who receives a notification.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of recipient, which decides what `value` holds."""
    value: Omittable[dict[str, Any]] = OMITTED
    """What identifies the contact; its fields are not documented."""
