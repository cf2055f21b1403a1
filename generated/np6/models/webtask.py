from typing import Annotated, Any

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .scripting import Scripting


class Webtask(Model):
    """A script that runs as a web task."""

    id: Omittable[Int32] = OMITTED
    """The number of the web task."""
    name: Omittable[str] = OMITTED
    """The name of the web task."""
    description: Omittable[str] = OMITTED
    """What the web task is for, in words."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the web task was created."""
    scripting: Omittable[Scripting] = OMITTED
    """What the web task runs with."""
    settings: Omittable[dict[str, Any]] = OMITTED
    """The settings of the web task; their fields are not documented."""
    value: Omittable[str] = OMITTED
    """The value of the web task, seen in a sample only."""
