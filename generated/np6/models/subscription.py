from uuid import UUID

from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity
from .lifecycle import Lifecycle
from .subscription_provider import SubscriptionProvider


class Subscription(Model):
    """Lets an application send push notifications to a contact."""

    id: Omittable[UUID] = OMITTED
    """The identifier of the subscription."""
    lifecycle: Omittable[Lifecycle] = OMITTED
    """When the subscription was created and changed. The sample of a request leaves it out."""
    application: Omittable[UUID] = OMITTED
    """The notifiable application that is subscribed to."""
    provider: Omittable[SubscriptionProvider] = OMITTED
    """Who pushes the notifications."""
    contact: Omittable[ContactIdentity] = OMITTED
    """The contact that is subscribed."""
