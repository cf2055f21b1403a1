from typing import Any

from .._runtime.model import Model, Omittable


class WorkflowExpression(Model):
    """What a workflow takes a value from. The reference shows the literal form only.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of expression."""
    value: Omittable[dict[str, Any]] = None
    """The literal; its fields are not documented."""
