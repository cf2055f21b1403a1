from typing import Any

from .._runtime.model import Model, Omittable


class EmailAttachment(Model):
    """A file that is attached to an e-mail."""

    name: Omittable[str] = None
    """The name of the file."""
    mime: Omittable[str] = None
    """The MIME type of the file."""
    data: Omittable[dict[str, Any]] = None
    """The data of the file; its fields are not documented."""
