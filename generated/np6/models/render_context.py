from .._runtime.model import Int32, Model, Omittable
from .render_display import RenderDisplay


class RenderContext(Model):
    """Which content is rendered, and how."""

    id: Omittable[str] = None
    """The message."""
    display: Omittable[RenderDisplay] = None
    """How the message is displayed."""
    render: Omittable[Int32] = None
    """The content to render, by its number."""
    recipient: Omittable[str] = None
    """The e-mail address that takes the place of the recipient's."""
