from .._runtime.model import OMITTED, Model, Omittable
from .bounce_analysis import BounceAnalysis
from .bounce_status import BounceStatus


class Bounce(Model):
    """An e-mail that came back."""

    status: Omittable[BounceStatus] = OMITTED
    """What the receiving server said."""
    analysis: Omittable[BounceAnalysis] = OMITTED
    """What NP6 makes of it."""
