from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class HttpApplicationProvider(Model):
    """Notifications are delivered by HTTP."""

    type: Annotated[Literal["http"], Listed()]
    """This provider."""
    url: Omittable[str] = OMITTED
    """The address that they are delivered to."""
