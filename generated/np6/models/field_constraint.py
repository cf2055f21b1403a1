from .._runtime.model import OMITTED, Model, Omittable
from .field_constraint_operator import FieldConstraintOperator


class FieldConstraint(Model):
    """What the values of a field have to fulfil."""

    operator: Omittable[FieldConstraintOperator] = OMITTED
    """The operator of the constraint."""
    value: Omittable[str] = OMITTED
    """The operand of the constraint."""
