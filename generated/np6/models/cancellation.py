from .._runtime.model import OMITTED, Model, Omittable
from .cancellation_value import CancellationValue


class Cancellation(Model):
    """Why something was not sent.

    `type` says which further fields there are; they are kept as they are. Seen: `user defined
    policy`.
    """

    type: Omittable[str] = OMITTED
    """The kind of reason."""
    value: Omittable[CancellationValue] = OMITTED
    """The reason itself."""
