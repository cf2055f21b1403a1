from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import DateTime, Int32, Model, Omittable
from .scripting import Scripting


class Webtask(Model):
    """A script that runs as a web task."""

    id: Omittable[Int32] = None
    """The number of the web task."""
    name: Omittable[str] = None
    """The name of the web task."""
    description: Omittable[str] = None
    """What the web task is for, in words."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the web task was created."""
    scripting: Omittable[Scripting] = None
    """What the web task runs with."""
    settings: Omittable[dict[str, Any]] = None
    """The settings of the web task; their fields are not documented."""
    value: Omittable[str] = None
    """The value of the web task, seen in a sample only."""
