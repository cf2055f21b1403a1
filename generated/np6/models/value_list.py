from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .value_list_item import ValueListItem


class ValueList(Model):
    """A list of the values that a field may take."""

    id: Omittable[Int32] = OMITTED
    """The number of the value list."""
    name: Omittable[str] = OMITTED
    """The name of the value list."""
    ordered: Bool | None = None
    """Whether the values are shown in alphabetical order rather than in the order of their
    creation.
    """
    values: Omittable[list[ValueListItem]] = OMITTED
    """The values of the list."""
