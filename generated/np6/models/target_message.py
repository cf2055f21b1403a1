from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class TargetMessage(Model):
    """What to send to one contact. For an e-mail, a field that the reference mentions without its
    whole name (it starts with `co`) replaces the content.
    """

    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the message is rendered with; its fields are not documented."""
