from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .import_feature import ImportFeature
from .import_scheduler import ImportScheduler
from .import_source import ImportSource


class ImportDefinition(Model):
    """What an import reads, what it does with it, and when."""

    id: Int32 | None = None
    """The number of the import definition; null in the sample of a new one."""
    name: Omittable[str] = OMITTED
    """The name of the import definition."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the import definition was created."""
    update_date: Annotated[DateTime | None, Field(alias="updateDate")] = None
    """When the import definition was last changed."""
    binding: Int32 | None = None
    """The number of the import format, which says which column of the file goes to which field."""
    features: Omittable[list[ImportFeature]] = OMITTED
    """What the import does."""
    source: Omittable[ImportSource] = OMITTED
    """Where the contacts come from."""
    scheduler: Omittable[ImportScheduler] = OMITTED
    """When the import runs."""
