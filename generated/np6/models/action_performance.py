from typing import Annotated

from pydantic import Field

from .._runtime.model import Model, Omittable


class ActionPerformance(Model):
    """The rates by which an action is judged. Their unit is not documented."""

    opening_rate: Annotated[Omittable[float], Field(alias="openingRate")] = None
    """The rate of openings."""
    click_rate: Annotated[Omittable[float], Field(alias="clickRate")] = None
    """The rate of clicks."""
    unsubscribed_rate: Annotated[Omittable[float], Field(alias="unsubscribedRate")] = None
    """The rate of unsubscriptions."""
