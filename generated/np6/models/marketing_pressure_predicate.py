from typing import Any

from .._runtime.model import Model, Omittable


class MarketingPressurePredicate(Model):
    """The predicate of a rule.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of predicate."""
    expressions: Omittable[list[dict[str, Any]]] = None
    """The operands of a logical operator."""
