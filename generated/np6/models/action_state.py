from .._runtime.enums import OpenInt


class ActionState(OpenInt):
    """The state of an action. The reference lists most of the values, without their meanings; the
    meanings were observed or are those of older documentation.
    """

    CREATION = 10
    """A draft, empty or with little in it."""
    CREATED = 20
    """A draft with content; a test can start."""
    VALUE_30 = 30
    """Listed without a meaning."""
    VALUE_35 = 35
    """Listed without a meaning."""
    VALUE_36 = 36
    """Listed without a meaning."""
    ASKING_VALIDATION = 38
    """Tested, and not yet validated for production; sending is refused with 409."""
    WAITING_VALIDATION = 40
    """Waiting for validation."""
    VALIDATED = 50
    """Validated for production; can be sent, and stays so when it was."""
    VALUE_55 = 55
    """Listed without a meaning."""
    VALUE_60 = 60
    """Listed without a meaning."""
    VALUE_80 = 80
    """Seen on campaigns, without a meaning."""
    DELETED = 90
    """Deleted."""
    ARCHIVED = 100
    """Archived; can only be read."""
