from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime


class ContactNotification(Model):
    """A push notification that was routed to a contact."""

    notification_key: Omittable[Int32] = OMITTED
    """The number of the notification."""
    target: Omittable[str] = OMITTED
    """The identifier of the contact."""
    label: Annotated[Omittable[str], Field(alias="libelle")] = OMITTED
    """The label of the notification."""
    dismiss: DateTime | None = None
    """When the contact dismissed the notification."""
    activation: DateTime | None = None
    """When the notification was activated."""
    redirection: DateTime | None = None
    """A moment; by its name, when the contact was led to where the notification points."""
