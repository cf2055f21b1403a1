from uuid import UUID

from .._runtime.model import Model, Omittable
from .contact_identity import ContactIdentity
from .lifecycle import Lifecycle
from .subscription_provider import SubscriptionProvider


class Subscription(Model):
    """Lets an application send push notifications to a contact."""

    id: Omittable[UUID] = None
    """The identifier of the subscription."""
    lifecycle: Omittable[Lifecycle] = None
    """When the subscription was created and changed. The sample of a request leaves it out."""
    application: Omittable[UUID] = None
    """The notifiable application that is subscribed to."""
    provider: Omittable[SubscriptionProvider] = None
    """Who pushes the notifications."""
    contact: Omittable[ContactIdentity] = None
    """The contact that is subscribed."""
