from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class LinkToRender(Model):
    """A link to render. Its kinds are not documented.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of link."""
    destination: Omittable[dict[str, Any]] = OMITTED
    """Where a link of the system leads. Its fields are not documented."""
