from .._runtime.model import OMITTED, Model, Omittable


class BounceSubjectDetail(Model):
    """What a bounce is about, more closely.

    `type` says which further fields there are; they are kept as they are. Seen: `bad destination
    system address`.
    """

    type: Omittable[str] = OMITTED
    """The subject, more closely."""
