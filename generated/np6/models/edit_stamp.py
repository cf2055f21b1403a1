from .._runtime.model import DateTime, Model, Omittable


class EditStamp(Model):
    """When an item was made and last changed."""

    creation: Omittable[DateTime] = None
    """When the item was made."""
    modification: Omittable[DateTime] = None
    """When the item was last changed."""
