from .._runtime.model import Model, Omittable


class BounceSubjectDetail(Model):
    """What a bounce is about, more closely.

    `type` says which further fields there are; they are kept as they are. Seen: `bad destination system address`.
    """

    type: Omittable[str] = None
    """The subject, more closely."""
