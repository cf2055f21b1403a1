from typing import Annotated

from pydantic import Field

from .._runtime.model import Bool, Model, Omittable


class NewSegment(Model):
    """A segment to create.

    `type` says which further fields there are; they are kept as they are. Seen: `static`.
    """

    type: Omittable[str] = None
    """The kind of segment."""
    name: Omittable[str] = None
    """The name of the segment."""
    description: Omittable[str] = None
    """What the segment is for, in words."""
    is_test: Annotated[Omittable[Bool], Field(alias="isTest")] = None
    """Whether actions can be tested on the segment."""
