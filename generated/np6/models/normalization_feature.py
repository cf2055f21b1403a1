from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class NormalizationFeature(Model):
    """Brings values into a form."""

    type: Annotated[Literal["normalization"], Listed()]
    """This feature."""
    fields: Omittable[dict[str, list[str]]] = OMITTED
    """Lists of strings by a number, which is written as a string; neither is described by the
    reference.
    """
