from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class ImportOccurrence(Model):
    """On which days an import runs. Known from older documentation.

    `type` says which further fields there are; they are kept as they are. Seen: `daily`, `weekly`,
    `monthly`.
    """

    type: Omittable[str] = OMITTED
    """How often it runs."""
    days: Any = None
    """The days; how they are written is not known."""
