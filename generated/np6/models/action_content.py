from .._runtime.model import Model, Omittable
from .email_headers import EmailHeaders


class ActionContent(Model):
    """What an e-mail action sends."""

    headers: Omittable[EmailHeaders] = None
    """Who the e-mail comes from, and where replies go."""
    subject: Omittable[str] = None
    """The subject."""
    html: Omittable[str] = None
    """The HTML version."""
    text: Omittable[str] = None
    """The text version."""
