from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .firebase_subscription_provider import FirebaseSubscriptionProvider
from .other_subscription_provider import OtherSubscriptionProvider

SubscriptionProvider: TypeAlias = Annotated[
    FirebaseSubscriptionProvider | OtherSubscriptionProvider,
    Variants("type", {"firebase": FirebaseSubscriptionProvider}, OtherSubscriptionProvider),
]
"""Who pushes the notifications of a subscription."""
