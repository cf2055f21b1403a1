from .._runtime.model import OMITTED, Model, Omittable


class EmailContent(Model):
    """The content that replaces the content of an e-mail action.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of content."""
    html: Omittable[str] = OMITTED
    """The HTML version."""
    text: Omittable[str] = OMITTED
    """The text version."""
    amp: Omittable[str] = OMITTED
    """The AMP version."""
