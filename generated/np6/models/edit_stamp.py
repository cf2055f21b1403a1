from .._runtime.model import OMITTED, DateTime, Model, Omittable


class EditStamp(Model):
    """When an item was created and last changed."""

    creation: Omittable[DateTime] = OMITTED
    """When the item was created."""
    modification: Omittable[DateTime] = OMITTED
    """When the item was last changed."""
