from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .import_source import ImportSource
from .import_state import ImportState


class StartedImportExecution(Model):
    """A run of an import that was started. Known from older documentation."""

    start_date: Annotated[Omittable[str], Field(alias="startDate")] = OMITTED
    """When the run started; its form is not known."""
    state: Omittable[ImportState] = OMITTED
    """Where the run stands."""
    content: Omittable[dict[str, Any]] = OMITTED
    """What the run does, with its features and the import format."""
    source: Omittable[ImportSource] = OMITTED
    """Where the contacts come from."""
