from .._runtime.model import OMITTED, Model, Omittable
from .bounce_subject import BounceSubject


class BounceAnalysis(Model):
    """What NP6 makes of a bounce."""

    verdict: Omittable[str] = OMITTED
    """How lasting the bounce is. Seen: `hard`, `soft`."""
    subject: Omittable[BounceSubject] = OMITTED
    """What the bounce is about."""
