from .._runtime.model import OMITTED, Model, Omittable


class LifecycleUser(Model):
    """Someone who created or changed an item."""

    id: Omittable[str] = OMITTED
    """The identifier of the user."""
    name: Omittable[str] = OMITTED
    """The name of the user."""
