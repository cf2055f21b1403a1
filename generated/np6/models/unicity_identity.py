from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class UnicityIdentity(Model):
    """Names a contact by its unicity, which is the value or the values that its account tells
    contacts apart by. The reference's pages show no sample of this form; observed.
    """

    type: Annotated[Literal["unicity"], Listed()]
    """This form."""
    value: Omittable[list[str]] = OMITTED
    """The unicity of the contact, one text for each criterion of the account. A text on its own was
    answered with 400.
    """
