from .._runtime.model import Model, Omittable


class CancellationValue(Model):
    """The reason of a cancellation.

    `type` says which further fields there are; they are kept as they are. Seen: `render`.
    """

    type: Omittable[str] = None
    """Where the reason arose."""
    message: Omittable[str] = None
    """The reason in words."""
