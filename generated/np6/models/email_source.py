from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .email_detail import EmailDetail


class EmailSource(Model):
    """An event that came from an e-mail."""

    type: Annotated[Literal["email"], Listed()]
    """This source."""
    detail: Omittable[EmailDetail] = OMITTED
    """What happened to the e-mail."""
