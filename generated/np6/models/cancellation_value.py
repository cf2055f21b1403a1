from .._runtime.model import OMITTED, Model, Omittable


class CancellationValue(Model):
    """The reason of a cancellation.

    `type` says which further fields there are; they are kept as they are. Seen: `render`.
    """

    type: Omittable[str] = OMITTED
    """Where the reason arose."""
    message: Omittable[str] = OMITTED
    """The reason in words."""
