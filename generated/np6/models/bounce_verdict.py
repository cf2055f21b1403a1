from .._runtime.enums import OpenStr


class BounceVerdict(OpenStr):
    """How lasting a bounce is. That there are no further values is not documented."""

    HARD = "hard"
    """The address does not work."""
    SOFT = "soft"
    """The address may work another time."""
