from .._runtime.enums import OpenInt


class WorkflowState(OpenInt):
    """The state of a workflow. The reference lists the values without their meanings."""

    VALUE_0 = 0
    VALUE_1 = 1
