from .._runtime.model import OMITTED, Model, Omittable


class LinkToRender(Model):
    """A link to render. The reference shows nothing of it but its `type`."""

    type: Omittable[str] = OMITTED
    """The kind of link."""
