from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class FirebaseSubscriptionProvider(Model):
    """Notifications are pushed by Firebase."""

    type: Annotated[Literal["firebase"], Listed()]
    """This provider."""
    token: Omittable[str] = OMITTED
    """The token that Firebase knows the subscriber by."""
