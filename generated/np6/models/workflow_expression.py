from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class WorkflowExpression(Model):
    """What a workflow takes a value from. The reference shows the literal form only.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of expression."""
    value: Omittable[dict[str, Any]] = OMITTED
    """The literal; its fields are not documented."""
