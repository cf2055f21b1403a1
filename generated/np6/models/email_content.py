from .._runtime.model import Model, Omittable


class EmailContent(Model):
    """The content that replaces the content of an e-mail action.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of content."""
    html: Omittable[str] = None
    """The HTML version."""
    text: Omittable[str] = None
    """The text version."""
    amp: Omittable[str] = None
    """The AMP version."""
