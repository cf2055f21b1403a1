from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable


class Category(Model):
    """A category, such as those that actions are sorted into."""

    id: Omittable[Int] = OMITTED
    """The number of the category."""
    name: Omittable[str] = OMITTED
    """The name of the category."""
    description: str | None = None
    """What the category is for, in words."""
    creation_date: Annotated[Omittable[str], Field(alias="creationDate")] = OMITTED
    """When the category was created; its form is not known."""
