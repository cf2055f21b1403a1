from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .._runtime.moments import DateTime
from .import_frequency import ImportFrequency
from .import_validity import ImportValidity


class ImportScheduler(Model):
    """When an import runs.

    `type` says which further fields there are; they are kept as they are. Seen: `periodic`.
    """

    type: Omittable[str] = OMITTED
    """The kind of scheduler."""
    id: Omittable[Int32] = OMITTED
    """The number of the scheduler."""
    name: Omittable[str] = OMITTED
    """The name of the scheduler."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the scheduler was created."""
    description: Omittable[str] = OMITTED
    """What the scheduler is for, in words."""
    enabled: Bool | None = None
    """Whether the scheduler is switched on."""
    frequency: Omittable[ImportFrequency] = OMITTED
    """How often the import runs; on type `periodic`. Known from older documentation."""
    validity: Omittable[ImportValidity] = OMITTED
    """Between which moments the import runs; on type `periodic`. Known from older documentation."""
