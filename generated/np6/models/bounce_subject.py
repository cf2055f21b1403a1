from .._runtime.model import OMITTED, Model, Omittable
from .bounce_subject_detail import BounceSubjectDetail


class BounceSubject(Model):
    """What a bounce is about.

    `type` says which further fields there are; they are kept as they are. Seen: `address`, `other
    or undefined status`.
    """

    type: Omittable[str] = OMITTED
    """The subject."""
    detail: Omittable[BounceSubjectDetail] = OMITTED
    """The subject more closely."""
