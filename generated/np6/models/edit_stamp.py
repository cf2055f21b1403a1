from .._runtime.model import DateTime, Model, Omittable


class EditStamp(Model):
    """When an item was created and last changed."""

    creation: Omittable[DateTime] = None
    """When the item was created."""
    modification: Omittable[DateTime] = None
    """When the item was last changed."""
