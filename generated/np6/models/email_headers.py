from typing import Annotated

from pydantic import Field

from .._runtime.model import Model, Omittable
from .email_from import EmailFrom


class EmailHeaders(Model):
    """Who an e-mail comes from, and where replies go. In a message or a rendering, what is given replaces the action's."""

    from_: Annotated[Omittable[EmailFrom], Field(alias="from")] = None
    """Who the e-mail comes from."""
    reply: Omittable[str] = None
    """Where replies go."""
