from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable
from .duplicate_rules import DuplicateRules


class DuplicateFeature(Model):
    """Deals with contacts that are in the file more than once."""

    type: Annotated[Literal["duplicate"], Listed()]
    """This feature."""
    rules: Omittable[DuplicateRules] = OMITTED
    """What is done with them."""
