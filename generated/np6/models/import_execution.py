from .._runtime.model import Model, Omittable
from .import_state import ImportState


class ImportExecution(Model):
    """A run of an import."""

    state: Omittable[ImportState] = None
    """Where the run stands."""
