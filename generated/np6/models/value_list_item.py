from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable


class ValueListItem(Model):
    """One value of a list."""

    index: Omittable[Int32] = OMITTED
    """The number of the value."""
    value: Omittable[str] = OMITTED
    """The value itself."""
