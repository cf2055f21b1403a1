from typing import Annotated

from pydantic import Field

from .._runtime.model import Bool, DateTime, Int32, Model, Omittable


class ImportScheduler(Model):
    """When an import runs.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of scheduler."""
    id: Omittable[Int32] = None
    """The number of the scheduler."""
    name: Omittable[str] = None
    """The name of the scheduler."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the scheduler was created."""
    description: Omittable[str] = None
    """What the scheduler is for, in words."""
    enabled: Bool | None = None
    """Whether the scheduler is switched on."""
