from .._runtime.model import OMITTED, Model, Omittable
from .rendered_sender import RenderedSender


class RenderedMessage(Model):
    """How a message looks for one contact. The fields shown here are those of an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    recipient: Omittable[str] = OMITTED
    """Who the message goes to."""
    sender: Omittable[RenderedSender] = OMITTED
    """Who the message comes from."""
    subject: Omittable[str] = OMITTED
    """The subject."""
    html: Omittable[str] = OMITTED
    """The HTML version."""
    text: Omittable[str] = OMITTED
    """The text version."""
    amp: Omittable[str] = OMITTED
    """The AMP version."""
    headers: Omittable[dict[str, str]] = OMITTED
    """Headers of the message, by their names."""
