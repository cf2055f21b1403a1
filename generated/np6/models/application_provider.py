from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .apns_application_provider import ApnsApplicationProvider
from .firebase_application_provider import FirebaseApplicationProvider
from .http_application_provider import HttpApplicationProvider
from .other_application_provider import OtherApplicationProvider

ApplicationProvider: TypeAlias = Annotated[
    FirebaseApplicationProvider
    | HttpApplicationProvider
    | ApnsApplicationProvider
    | OtherApplicationProvider,
    Variants(
        "type",
        {
            "firebase": FirebaseApplicationProvider,
            "http": HttpApplicationProvider,
            "apns": ApnsApplicationProvider,
        },
        OtherApplicationProvider,
    ),
]
"""Who delivers notifications to an application."""
