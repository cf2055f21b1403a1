from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class FootprintIdentity(Model):
    """Names a contact by all its identifiers together."""

    type: Annotated[Literal["footprint"], Listed()]
    """This form."""
    id: Omittable[str] = OMITTED
    """The identifier of the contact."""
    unicity: Omittable[str] = OMITTED
    """The unicity of the contact, which is the value that its account tells contacts apart by."""
    hash: Omittable[str] = OMITTED
    """The hash of the contact."""
