from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class MarketingPressurePredicate(Model):
    """The predicate of a rule.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of predicate."""
    expressions: Omittable[list[dict[str, Any]]] = OMITTED
    """The operands of a logical operator."""
