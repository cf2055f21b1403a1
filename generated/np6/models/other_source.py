from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class OtherSource(Model):
    """An event that came from something whose detail the reference does not show.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of source, which decides what else there is."""
    detail: Omittable[dict[str, Any]] = OMITTED
    """What happened."""
