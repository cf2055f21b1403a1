from typing import Any

from .._runtime.model import Bool, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .email_attachment import EmailAttachment
from .email_headers import EmailHeaders


class EmailMessage(Model):
    """One e-mail to send. What is left out is taken from the action."""

    recipient: Omittable[ContactIdentity] = None
    """Who receives the message."""
    related: Omittable[ContactIdentity] = None
    """A contact that is related to the recipient."""
    copies: Omittable[list[Any]] = None
    """Carbon copies."""
    headers: Omittable[EmailHeaders] = None
    """Replaces the templates of the headers."""
    subject: Omittable[str] = None
    """Replaces the template of the subject."""
    attachments: Omittable[list[EmailAttachment]] = None
    """The files to attach."""
    content: Omittable[dict[str, Any]] = None
    """Replaces views of the content; its fields are not documented."""
    data: Omittable[dict[str, Any]] = None
    """Data that the message is rendered with."""
    blocks: Omittable[list[Any]] = None
    """Blocks of further data."""
    variables: Omittable[list[Any]] = None
    """Further variables that the message is rendered with."""
    stamp: Omittable[ConversationStamp] = None
    """The conversation that the message is part of."""
    urgent: Omittable[Bool] = None
    """The priority of this message."""
    important: Omittable[Bool] = None
    """The importance of this message."""
