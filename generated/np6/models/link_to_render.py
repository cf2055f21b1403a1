from .._runtime.model import Model, Omittable


class LinkToRender(Model):
    """A link to render. The reference shows nothing of it but its `type`."""

    type: Omittable[str] = None
    """The kind of link."""
