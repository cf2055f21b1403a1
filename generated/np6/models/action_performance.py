from typing import Annotated

from pydantic import Field

from .._runtime.floats import Number
from .._runtime.model import OMITTED, Model, Omittable


class ActionPerformance(Model):
    """The rates by which an action is judged. Their unit is not documented."""

    opening_rate: Annotated[Omittable[Number], Field(alias="openingRate")] = OMITTED
    """The rate of openings."""
    click_rate: Annotated[Omittable[Number], Field(alias="clickRate")] = OMITTED
    """The rate of clicks."""
    unsubscribed_rate: Annotated[Omittable[Number], Field(alias="unsubscribedRate")] = OMITTED
    """The rate of unsubscriptions."""
