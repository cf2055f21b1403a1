from .._runtime.model import Model, Omittable
from .field_constraint_operator import FieldConstraintOperator


class FieldConstraint(Model):
    """What the values of a field have to fulfil."""

    operator: Omittable[FieldConstraintOperator] = None
    """The operator of the constraint."""
    value: Omittable[str] = None
    """The operand of the constraint."""
