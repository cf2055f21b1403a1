from typing import Any

from .._runtime.model import Bool, Model, Omittable
from .channel import Channel
from .conversation_stamp import ConversationStamp
from .recipient import Recipient
from .redirection import Redirection


class Execution(Model):
    """One execution of a notification. Whatever is left out is taken from the notification."""

    recipient: Omittable[Recipient] = None
    """Who receives the notification."""
    title: Omittable[str] = None
    """Replaces the title of the content."""
    body: Omittable[str] = None
    """Replaces the body of the content."""
    icon: Omittable[str] = None
    """Replaces the icon of the content."""
    thumbnail: Omittable[str] = None
    """Replaces the thumbnail of the content."""
    image: Omittable[str] = None
    """Replaces the image of the content."""
    data: Omittable[dict[str, Any]] = None
    """Data that the views are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = None
    """Variables that the views are rendered with."""
    redirection: Omittable[Redirection] = None
    """Replaces where the notification leads by default."""
    channel: Omittable[Channel] = None
    """Replaces the channel that shows the notification."""
    stamp: Omittable[ConversationStamp] = None
    """Follows the conversation that this execution is part of."""
    urgent: Omittable[Bool] = None
    """The priority of this execution."""
