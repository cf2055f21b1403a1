from .._runtime.model import Model, Omittable


class LifecycleUser(Model):
    """Someone who created or changed an item."""

    id: Omittable[str] = None
    """The identifier of the user."""
    name: Omittable[str] = None
    """The name of the user."""
