from typing import Any

from .._runtime.model import Model, Omittable
from .contact_identity import ContactIdentity
from .conversation_stamp import ConversationStamp
from .link_to_render import LinkToRender
from .render_context import RenderContext


class LinkRendering(Model):
    """Asks how links of an action look for one contact."""

    receiver: Omittable[ContactIdentity] = None
    """Who the links are rendered for."""
    data: Omittable[dict[str, Any]] = None
    """Data that the links are rendered with."""
    variables: Omittable[list[dict[str, Any]]] = None
    """Variables that the links are rendered with."""
    context: Omittable[RenderContext] = None
    """Which content is rendered, and how."""
    stamp: Omittable[ConversationStamp] = None
    """The conversation that the message is part of."""
    links: Omittable[list[LinkToRender]] = None
    """The links to render."""
