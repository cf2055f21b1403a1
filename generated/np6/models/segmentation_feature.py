from typing import Annotated, Literal

from pydantic import Field

from .._runtime.enums import Listed
from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable


class SegmentationFeature(Model):
    """Puts the contacts of the file in a segment."""

    type: Annotated[Literal["segmentation"], Listed()]
    """This feature."""
    segment_id: Annotated[Omittable[Int32], Field(alias="segmentId")] = OMITTED
    """The number of the segment that receives the contacts."""
    empty_existing_segment: Annotated[Omittable[Bool], Field(alias="emptyExisitingSegment")] = (
        OMITTED
    )
    """Whether the segment is emptied first. The API spells the name like this."""
