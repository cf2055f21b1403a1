from .._runtime.model import Int32, Model, Omittable


class ValueListItem(Model):
    """One value of a list."""

    index: Omittable[Int32] = None
    """The number of the value."""
    value: Omittable[str] = None
    """The value itself."""
