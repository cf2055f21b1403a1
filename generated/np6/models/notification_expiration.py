from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class NotificationExpiration(Model):
    """When a notification lapses.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of expiration, which decides what `value` holds."""
    value: Omittable[dict[str, Any]] = OMITTED
    """The expiration itself, seen in the body of a test only; its fields are not documented."""
