from .._runtime.model import OMITTED, Model, Omittable


class NewCategory(Model):
    """A category to create."""

    name: Omittable[str] = OMITTED
    """The name of the category, which has to be given."""
    description: str | None = None
    """What the category is for, in words."""
