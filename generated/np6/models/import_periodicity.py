from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class ImportPeriodicity(Model):
    """When an import runs on a day. Known from older documentation.

    `type` says which further fields there are; they are kept as they are. Seen: `Once`.
    """

    type: Omittable[str] = OMITTED
    """How often it runs on that day."""
    value: Omittable[dict[str, Any]] = OMITTED
    """The time, in `hour`, `minute` and `second`."""
