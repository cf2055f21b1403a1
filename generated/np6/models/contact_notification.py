from typing import Annotated

from pydantic import Field

from .._runtime.model import DateTime, Int32, Model, Omittable


class ContactNotification(Model):
    """A push notification that was routed to a contact."""

    notification_key: Omittable[Int32] = None
    """The number of the notification."""
    target: Omittable[str] = None
    """The identifier of the contact."""
    label: Annotated[Omittable[str], Field(alias="libelle")] = None
    """The label of the notification."""
    dismiss: DateTime | None = None
    """When the contact dismissed the notification."""
    activation: DateTime | None = None
    """When the notification was activated."""
    redirection: DateTime | None = None
    """A moment; by its name, when the contact was led to where the notification points."""
