from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .lifecycle_user import LifecycleUser


class LifecycleEntry(Model):
    """One moment in the life of an item."""

    date: Omittable[DateTime] = OMITTED
    """When it was; a date and time in the samples."""
    user: LifecycleUser | None = None
    """Who did it; null in the samples."""
