from .._runtime.enums import OpenInt


class ActionConsent(OpenInt):
    """The consent that an action needs. The reference lists the values without their meanings."""

    VALUE_0 = 0
    VALUE_1 = 1
    VALUE_2 = 2
