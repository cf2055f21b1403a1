from .._runtime.enums import OpenInt


class RenderDisplay(OpenInt):
    """How a message is displayed. The reference lists the values without their meanings."""

    VALUE_0 = 0
    VALUE_1 = 1
    VALUE_2 = 2
    VALUE_4 = 4
    VALUE_8 = 8
    VALUE_16 = 16
