from .._runtime.model import OMITTED, Model, Omittable
from .lifecycle_entry import LifecycleEntry


class Lifecycle(Model):
    """When an item was created and last changed, and by whom."""

    creation: Omittable[LifecycleEntry] = OMITTED
    """How the item was created."""
    modification: Omittable[LifecycleEntry] = OMITTED
    """How the item was last changed. The reference shows no field of it."""
