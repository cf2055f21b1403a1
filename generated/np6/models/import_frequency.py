from .._runtime.model import OMITTED, Model, Omittable
from .import_occurrence import ImportOccurrence
from .import_periodicity import ImportPeriodicity


class ImportFrequency(Model):
    """How often an import runs. Known from older documentation."""

    occurs: Omittable[ImportOccurrence] = OMITTED
    """On which days it runs."""
    periodicity: Omittable[ImportPeriodicity] = OMITTED
    """When it runs on such a day."""
