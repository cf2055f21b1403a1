from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class ImportValidity(Model):
    """Between which moments an import runs. Known from older documentation."""

    start: Omittable[dict[str, Any]] = OMITTED
    """From when, in `year`, `month`, `date`, `hour`, `minute` and `second`."""
    end: Omittable[dict[str, Any]] = OMITTED
    """Until when, in the same form."""
