from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class EmailAttachment(Model):
    """A file that is attached to an e-mail."""

    name: Omittable[str] = OMITTED
    """The name of the file."""
    mime: Omittable[str] = OMITTED
    """The MIME type of the file."""
    data: Omittable[dict[str, Any]] = OMITTED
    """The data of the file; its fields are not documented."""
