from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .email_source import EmailSource
from .notification_source import NotificationSource
from .other_source import OtherSource

EventSource: TypeAlias = Annotated[
    EmailSource | NotificationSource | OtherSource,
    Variants("type", {"email": EmailSource, "notification": NotificationSource}, OtherSource),
]
"""What an event came from."""
