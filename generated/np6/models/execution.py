from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .channel import Channel
from .conversation_stamp import ConversationStamp
from .recipient import Recipient
from .redirection import Redirection


class Execution(Model):
    """One execution of a notification. Whatever is left out is taken from the notification."""

    recipient: Omittable[Recipient] = OMITTED
    """Who receives the notification."""
    title: Omittable[str] = OMITTED
    """Replaces the title of the content."""
    body: Omittable[str] = OMITTED
    """Replaces the body of the content."""
    icon: Omittable[str] = OMITTED
    """Replaces the icon of the content."""
    thumbnail: Omittable[str] = OMITTED
    """Replaces the thumbnail of the content."""
    image: Omittable[str] = OMITTED
    """Replaces the image of the content."""
    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the views are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = OMITTED
    """Variables that the views are rendered with."""
    redirection: Omittable[Redirection] = OMITTED
    """Replaces where the notification leads by default."""
    channel: Omittable[Channel] = OMITTED
    """Replaces the channel that shows the notification."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """Follows the conversation that this execution is part of."""
    urgent: Omittable[Bool] = OMITTED
    """The priority of this execution."""
