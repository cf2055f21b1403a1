from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .email_attachment import EmailAttachment
from .email_headers import EmailHeaders


class EmailMessage(Model):
    """One e-mail to send. What is left out is taken from the action."""

    recipient: Omittable[ContactIdentity] = OMITTED
    """Who receives the message."""
    related: Omittable[ContactIdentity] = OMITTED
    """A contact that is related to the recipient."""
    copies: Omittable[list[Any]] = OMITTED
    """Carbon copies."""
    headers: Omittable[EmailHeaders] = OMITTED
    """Replaces the templates of the headers."""
    subject: Omittable[str] = OMITTED
    """Replaces the template of the subject."""
    attachments: Omittable[list[EmailAttachment]] = OMITTED
    """The files to attach."""
    content: Omittable[dict[str, Any]] = OMITTED
    """Replaces views of the content; its fields are not documented."""
    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the message is rendered with."""
    blocks: Omittable[list[Any]] = OMITTED
    """Blocks of further data."""
    variables: Omittable[list[Any]] = OMITTED
    """Further variables that the message is rendered with."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """The conversation that the message is part of."""
    urgent: Omittable[Bool] = OMITTED
    """The priority of this message."""
    important: Omittable[Bool] = OMITTED
    """The importance of this message."""
