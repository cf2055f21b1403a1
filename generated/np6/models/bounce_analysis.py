from typing import Annotated

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.unions import OpenUnion
from .bounce_subject import BounceSubject
from .bounce_verdict import BounceVerdict


class BounceAnalysis(Model):
    """What NP6 makes of a bounce."""

    verdict: Omittable[Annotated[BounceVerdict | str, OpenUnion()]] = OMITTED
    """How lasting the bounce is."""
    subject: Omittable[BounceSubject] = OMITTED
    """What the bounce is about."""
