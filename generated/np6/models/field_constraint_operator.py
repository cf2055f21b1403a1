from .._runtime.enums import OpenInt


class FieldConstraintOperator(OpenInt):
    """The operator of a constraint. The reference lists the values without their meanings."""

    VALUE_0 = 0
    VALUE_1 = 1
    VALUE_2 = 2
    VALUE_3 = 3
    VALUE_4 = 4
    VALUE_5 = 5
