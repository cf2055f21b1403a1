from typing import Annotated

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .email_from import EmailFrom


class EmailHeaders(Model):
    """Who an e-mail comes from, and where replies go. In a message or a rendering, what is given
    replaces the action's.
    """

    from_: Annotated[Omittable[EmailFrom], Field(alias="from")] = OMITTED
    """Who the e-mail comes from, in its three parts; an address in one text was answered with
    400.
    """
    reply: str | None = None
    """Where replies go."""
