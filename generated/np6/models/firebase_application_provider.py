from typing import Annotated, Literal

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Model, Omittable


class FirebaseApplicationProvider(Model):
    """Notifications are delivered by Firebase."""

    type: Annotated[Literal["firebase"], Listed()]
    """This provider."""
    key: Omittable[str] = OMITTED
    """The key for Firebase, which is secret."""
    sender: Omittable[str] = OMITTED
    """The sender at Firebase."""
