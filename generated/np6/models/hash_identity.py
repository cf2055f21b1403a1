from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class HashIdentity(Model):
    """Names a contact by its hash. The reference's pages show no sample of this form; observed."""

    type: Annotated[Literal["hash"], Listed()]
    """This form."""
    value: Omittable[str] = OMITTED
    """The hash of the contact, an MD5."""
