from typing import Annotated

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.unions import OpenUnion
from .email_link_type import EmailLinkType


class EmailLink(Model):
    """What of an e-mail somebody reacted with. Not shown by the reference's pages; observed."""

    type: Omittable[Annotated[EmailLinkType | str, OpenUnion()]] = OMITTED
    """The kind of reaction. Further kinds than those listed occur."""
