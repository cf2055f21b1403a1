from typing import Any

from .._runtime.model import Model, Omittable


class CompilableResult(Model):
    """What came of executing a compilable.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = None
    """The kind of result."""
    arguments: Omittable[dict[str, Any]] = None
    """The arguments that it was executed with."""
    value: Omittable[dict[str, Any]] = None
    """What came out of it; its fields depend on the compilable."""
