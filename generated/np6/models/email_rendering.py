from typing import Any

from .._runtime.model import Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .email_content import EmailContent
from .email_headers import EmailHeaders
from .render_context import RenderContext


class EmailRendering(Model):
    """Asks how an e-mail action looks for one contact. What is left out is taken from the action."""

    receiver: Omittable[ContactIdentity] = None
    """Who the rendering is for."""
    related: Omittable[ContactIdentity] = None
    """A contact that is related to the receiver."""
    data: Omittable[dict[str, Any]] = None
    """Data that the content is rendered with."""
    blocks: Omittable[list[dict[str, Any]]] = None
    """Blocks of further data."""
    variables: Omittable[list[dict[str, Any]]] = None
    """Further variables that the content is rendered with."""
    stamp: Omittable[ConversationStamp] = None
    """The conversation that the message is part of."""
    headers: Omittable[EmailHeaders] = None
    """Replaces the headers of the content."""
    subject: Omittable[str] = None
    """Replaces the subject of the content."""
    content: Omittable[EmailContent] = None
    """Replaces the content."""
    context: Omittable[RenderContext] = None
    """Which content is rendered, and how."""
