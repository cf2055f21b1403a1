from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.integers import Int
from .._runtime.model import OMITTED, Model, Omittable


class SegmentSelection(Model):
    """Selects every contact of a segment."""

    type: Annotated[Literal["segment"], Listed()]
    """This selection."""
    value: Omittable[Int] = OMITTED
    """The number of the segment. Known from older documentation."""
