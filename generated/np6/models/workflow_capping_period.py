from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .period_unit import PeriodUnit


class WorkflowCappingPeriod(Model):
    """The time that a capping covers.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of period."""
    unit: Omittable[PeriodUnit] = OMITTED
    """The unit of `value`."""
    value: Omittable[Int32] = OMITTED
    """How many units the period lasts."""
