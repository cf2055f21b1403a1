from .._runtime.enums import OpenInt


class ImportState(OpenInt):
    """Where a run of an import stands."""

    PROCESSING = 0
    """The run is under way."""
    COMPLETED = 1
    """The run is through."""
    ERROR = 2
    """The run ended with an error."""
