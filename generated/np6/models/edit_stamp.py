from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class EditStamp(Model):
    """When an item was created and last changed."""

    creation: Omittable[DateTime] = OMITTED
    """When the item was created."""
    modification: Omittable[DateTime] = OMITTED
    """When the item was last changed."""
