from .._runtime.enums import OpenStr


class EmailLinkType(OpenStr):
    """How somebody reacted to an e-mail."""

    OPEN = "open"
    """The e-mail was opened."""
    REDIRECTION = "redirection"
    """A link of it was followed."""
    UNSUBSCRIBE = "unsubscribe"
    """Its link to unsubscribe was followed."""
