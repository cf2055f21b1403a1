from .._runtime.model import OMITTED, Bool, Model, Omittable
from .value_list_item import ValueListItem


class NewValueList(Model):
    """A value list to create."""

    name: Omittable[str] = OMITTED
    """The name of the value list."""
    ordered: Omittable[Bool] = OMITTED
    """Whether the values are shown in alphabetical order rather than in the order of their
    creation.
    """
    values: Omittable[list[ValueListItem]] = OMITTED
    """The values of the list."""
