from .._runtime.model import Model, Omittable
from .bounce_subject_detail import BounceSubjectDetail


class BounceSubject(Model):
    """What a bounce is about.

    `type` says which further fields there are; they are kept as they are. Seen: `address`, `other or undefined status`.
    """

    type: Omittable[str] = None
    """The subject."""
    detail: Omittable[BounceSubjectDetail] = None
    """The subject more closely."""
