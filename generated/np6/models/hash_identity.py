from typing import Annotated, Any, Literal

from .._runtime.enums import Listed
from .._runtime.model import Model


class HashIdentity(Model):
    """Names a contact by its hash. The reference's pages show no sample of this form."""

    type: Annotated[Literal["hash"], Listed()]
    """This form."""
    value: Any = None
    """The hash of the contact."""
