from typing import Any

from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .email_content import EmailContent
from .email_headers import EmailHeaders
from .render_context import RenderContext


class EmailRendering(Model):
    """Asks how an e-mail action looks for one contact. What is left out is taken from the
    action.
    """

    receiver: Omittable[ContactIdentity] = OMITTED
    """Who the rendering is for."""
    related: Omittable[ContactIdentity] = OMITTED
    """A contact that is related to the receiver."""
    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the content is rendered with."""
    blocks: Omittable[list[dict[str, Any]]] = OMITTED
    """Blocks of further data."""
    variables: Omittable[list[dict[str, Any]]] = OMITTED
    """Further variables that the content is rendered with."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """The conversation that the message is part of."""
    headers: Omittable[EmailHeaders] = OMITTED
    """Replaces the headers of the content."""
    subject: Omittable[str] = OMITTED
    """Replaces the subject of the content."""
    content: Omittable[EmailContent] = OMITTED
    """Replaces the content."""
    context: Omittable[RenderContext] = OMITTED
    """Which content is rendered, and how."""
