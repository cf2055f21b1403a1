from .._runtime.model import Model, Omittable
from .bounce_subject import BounceSubject


class BounceAnalysis(Model):
    """What NP6 makes of a bounce."""

    verdict: Omittable[str] = None
    """How lasting the bounce is. Seen: `hard`, `soft`."""
    subject: Omittable[BounceSubject] = None
    """What the bounce is about."""
