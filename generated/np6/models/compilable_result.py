from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class CompilableResult(Model):
    """What came of executing a compilable.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    arguments: Omittable[dict[str, Any]] = OMITTED
    """The arguments that it was executed with."""
    value: Omittable[dict[str, Any]] = OMITTED
    """What came out of it; its fields depend on the compilable."""
