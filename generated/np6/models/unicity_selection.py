from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class UnicitySelection(Model):
    """Selects contacts by their unicities. Known from older documentation."""

    type: Annotated[Literal["unicity"], Listed()]
    """This selection."""
    value: Omittable[list[list[str]]] = OMITTED
    """The unicities, a list for each contact with one text for each criterion of the account."""
