from .._runtime.enums import OpenInt


class FieldConstraintOperator(OpenInt):
    """The operator of a constraint. The reference lists the values; their meanings are those of
    older documentation.
    """

    NONE = 0
    """There is no constraint."""
    GREATER = 1
    """The value is greater than the operand."""
    SMALLER = 2
    """The value is smaller than the operand."""
    GREATER_OR_EQUAL = 3
    """The value is greater than the operand, or equal to it."""
    SMALLER_OR_EQUAL = 4
    """The value is smaller than the operand, or equal to it."""
    EQUAL = 5
    """The value is equal to the operand."""
