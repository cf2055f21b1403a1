from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Bool, Model, Omittable


class NewSegment(Model):
    """A segment to create.

    `type` says which further fields there are; they are kept as they are. Seen: `static`.
    """

    type: Omittable[str] = OMITTED
    """The kind of segment."""
    name: Omittable[str] = OMITTED
    """The name of the segment."""
    description: Omittable[str] = OMITTED
    """What the segment is for, in words."""
    is_test: Annotated[Omittable[Bool], Field(alias="isTest")] = OMITTED
    """Whether actions can be tested on the segment."""
