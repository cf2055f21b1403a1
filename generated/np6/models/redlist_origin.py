from .._runtime.enums import OpenInt


class RedlistOrigin(OpenInt):
    """What put a contact on a redlist."""

    UNKNOWN = 0
    """The origin is not known."""
    API = 1
    """A call of the API."""
    IMPORT = 2
    """An import."""
    FORM = 3
    """A form."""
    UNSUBSCRIBE_REDLIST = 4
    """The redlist of those who unsubscribed."""
    COMPLAINT = 5
    """A complaint."""
    SMS_STOP = 6
    """A stop by SMS."""
    SMS_BLACKLIST = 7
    """The blacklist for SMS."""
    SMS_ADMINISTRATIVE = 8
    """An administrative listing for SMS."""
    SMS_SPECIFIC = 9
    """A specific listing for SMS."""
