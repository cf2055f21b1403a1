from typing import Annotated

from pydantic import Field

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
    text_content: Annotated[Omittable[str], Field(alias="textContent")] = OMITTED
    """The text of an SMS, 160 characters at most by older documentation, which is where it is known
    from.
    """
