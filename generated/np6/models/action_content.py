from .._runtime.model import OMITTED, Model, Omittable
from .email_headers import EmailHeaders


class ActionContent(Model):
    """What an e-mail action sends."""

    headers: Omittable[EmailHeaders] = OMITTED
    """Who the e-mail comes from, and where replies go."""
    subject: Omittable[str] = OMITTED
    """The subject."""
    html: Omittable[str] = OMITTED
    """The HTML version."""
    text: Omittable[str] = OMITTED
    """The text version."""
