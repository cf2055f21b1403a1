from .._runtime.model import Model, Omittable
from .rendered_sender import RenderedSender


class RenderedMessage(Model):
    """How a message looks for one contact. The fields shown here are those of an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = None
    """The kind of result."""
    recipient: Omittable[str] = None
    """Who the message goes to."""
    sender: Omittable[RenderedSender] = None
    """Who the message comes from."""
    subject: Omittable[str] = None
    """The subject."""
    html: Omittable[str] = None
    """The HTML version."""
    text: Omittable[str] = None
    """The text version."""
    amp: Omittable[str] = None
    """The AMP version."""
    headers: Omittable[dict[str, str]] = None
    """Headers of the message, by their names."""
