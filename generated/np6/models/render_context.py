from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .render_display import RenderDisplay


class RenderContext(Model):
    """Which content is rendered, and how."""

    id: Omittable[str] = OMITTED
    """The message."""
    display: Omittable[RenderDisplay] = OMITTED
    """How the message is displayed."""
    render: Omittable[Int32] = OMITTED
    """The content to render, by its number."""
    recipient: Omittable[str] = OMITTED
    """The e-mail address that takes the place of the recipient's."""
