from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable


class ContactCount(Model):
    """A number of contacts."""

    targets_count: Annotated[Omittable[Int32], Field(alias="targetsCount")] = OMITTED
    """How many contacts there are."""
