from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class IdIdentity(Model):
    """Names a contact by its identifier."""

    type: Annotated[Literal["id"], Listed()]
    """This form."""
    value: Omittable[str] = OMITTED
    """The identifier of the contact."""
