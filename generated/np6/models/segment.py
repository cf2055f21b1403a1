from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .._runtime.moments import DateTime


class Segment(Model):
    """A segment of contacts.

    `type` says which further fields there are; they are kept as they are. Seen: `static`,
    `dynamic`.
    """

    type: Omittable[str] = OMITTED
    """The kind of segment."""
    id: Omittable[Int32] = OMITTED
    """The number of the segment."""
    name: Omittable[str] = OMITTED
    """The name of the segment."""
    description: Omittable[str] = OMITTED
    """What the segment is for, in words."""
    creation: DateTime | None = None
    """When the segment was created."""
    expiration: DateTime | None = None
    """When the segment expires."""
    is_test: Annotated[Bool | None, Field(alias="isTest")] = None
    """Whether actions can be tested on the segment."""
    targets_count: Annotated[Int32 | None, Field(alias="targetsCount")] = None
    """About how many contacts the segment has."""
    parent_id: Annotated[Int32 | None, Field(alias="parentId")] = None
    """The number of the parent segment; in the samples only a dynamic segment has one."""
    search_id: Annotated[Int32 | None, Field(alias="searchId")] = None
    """The number of a search."""
