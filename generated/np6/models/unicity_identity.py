from typing import Annotated, Any, Literal

from .._runtime.enums import Listed
from .._runtime.model import Model


class UnicityIdentity(Model):
    """Names a contact by its unicity. The reference's pages show no sample of this form."""

    type: Annotated[Literal["unicity"], Listed()]
    """This form."""
    value: Any = None
    """The unicity of the contact, one value or several."""
