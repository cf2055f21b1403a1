from .._runtime.model import OMITTED, Model, Omittable


class RenderedLinks(Model):
    """Links as they look for one contact.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    links: Omittable[list[str]] = OMITTED
    """The links."""
