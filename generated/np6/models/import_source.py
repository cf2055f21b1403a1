from typing import Annotated, Any

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class ImportSource(Model):
    """Where the contacts of an import come from. Which fields there are depends on the kind of
    source.

    `type` says which further fields there are; they are kept as they are. Seen: `ftp`, `file`.
    """

    type: Omittable[str] = OMITTED
    """The kind of source."""
    id: Int32 | None = None
    """The number of the source."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the source was created. In all of the reference's samples this is the first moment of
    the year 1.
    """
    update_date: Annotated[DateTime | None, Field(alias="updateDate")] = None
    """When the source was last changed."""
    filename: Omittable[str] = OMITTED
    """The name of the file; by older documentation, on type `file`."""
    data: Omittable[list[dict[str, Any]]] = OMITTED
    """The content of the file; listed for a kind of source whose `type` is not shown."""
    folder: Omittable[str] = OMITTED
    """The folder of the file; seen on type `ftp`."""
    template_filename: Annotated[Omittable[str], Field(alias="templateFilename")] = OMITTED
    """By its name, what the file names follow; seen on type `ftp`."""
