from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .workflow_capping_period import WorkflowCappingPeriod
from .workflow_expression import WorkflowExpression


class WorkflowCapping(Model):
    """A limit on how often nodes run. A counter is kept under a key and grows each time; the
    decision is taken on the threshold that it reaches within the period.
    """

    key: Omittable[WorkflowExpression] = OMITTED
    """The key that the counter is kept under."""
    increment: Omittable[Int32] = OMITTED
    """What is added to the counter each time."""
    threshold: Omittable[Int32] = OMITTED
    """The limit of the counter."""
    period: Omittable[WorkflowCappingPeriod] = OMITTED
    """The time that the counter covers."""
    nodes: Omittable[list[str]] = OMITTED
    """The nodes that are capped, by their `id`."""
