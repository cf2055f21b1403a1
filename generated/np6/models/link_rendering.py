from typing import Any

from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .link_to_render import LinkToRender
from .render_context import RenderContext


class LinkRendering(Model):
    """Asks how links of an action look for one contact."""

    receiver: Omittable[ContactIdentity] = OMITTED
    """Who the links are rendered for."""
    data: Omittable[dict[str, Any]] = OMITTED
    """Data that the links are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = OMITTED
    """Variables that the links are rendered with."""
    context: Omittable[RenderContext] = OMITTED
    """Which content is rendered, and how."""
    stamp: Omittable[ConversationStamp] = OMITTED
    """The conversation that the message is part of."""
    links: Omittable[list[LinkToRender]] = OMITTED
    """The links to render."""
