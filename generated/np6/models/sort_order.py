from .._runtime.enums import OpenStr


class SortOrder(OpenStr):
    """The order of events by their timestamps."""

    ASCENDING = "asc"
    """The oldest first."""
    DESCENDING = "desc"
    """The newest first."""
