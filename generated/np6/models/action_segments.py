from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable


class ActionSegments(Model):
    """The segments that a campaign goes to. Known from older documentation."""

    selected: Omittable[list[Int]] = OMITTED
    """The segments that receive it, by their numbers."""
    excluded: Omittable[list[Int]] = OMITTED
    """The segments that do not, by their numbers."""
