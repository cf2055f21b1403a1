from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class IdSelection(Model):
    """Selects contacts by their identifiers. Known from older documentation."""

    type: Annotated[Literal["id"], Listed()]
    """This selection."""
    value: Omittable[list[str]] = OMITTED
    """The identifiers."""
