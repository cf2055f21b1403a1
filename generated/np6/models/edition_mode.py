from .._runtime.enums import OpenInt


class EditionMode(OpenInt):
    """How the content of an action is edited. The reference lists the values without their meanings."""

    VALUE_0 = 0
    VALUE_1 = 1
    VALUE_2 = 2
