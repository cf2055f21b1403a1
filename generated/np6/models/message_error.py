from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .message_error_value import MessageErrorValue


class MessageError(Model):
    """A message that was not sent. Not shown by the reference's pages; observed."""

    type: Annotated[Literal["error"], Listed()]
    """This result."""
    value: Omittable[MessageErrorValue] = OMITTED
    """Why, and for whom."""
