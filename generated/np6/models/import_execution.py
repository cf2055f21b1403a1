from .._runtime.model import OMITTED, Model, Omittable
from .import_state import ImportState


class ImportExecution(Model):
    """A run of an import."""

    state: Omittable[ImportState] = OMITTED
    """Where the run stands."""
