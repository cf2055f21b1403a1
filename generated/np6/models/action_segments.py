from .._runtime.model import OMITTED, Int, Model, Omittable


class ActionSegments(Model):
    """The segments that a campaign goes to. Known from older documentation."""

    selected: Omittable[list[Int]] = OMITTED
    """The segments that receive it, by their numbers."""
    excluded: Omittable[list[Int]] = OMITTED
    """The segments that do not, by their numbers."""
