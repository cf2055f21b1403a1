from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Int, Model, Omittable


class SegmentSelection(Model):
    """Selects every contact of a segment."""

    type: Annotated[Literal["segment"], Listed()]
    """This selection."""
    value: Omittable[Int] = OMITTED
    """The number of the segment. Known from older documentation."""
