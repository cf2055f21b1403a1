from .._runtime.model import OMITTED, Model, Omittable
from .bounce_code import BounceCode


class BounceStatus(Model):
    """What the receiving server said of an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `sync`.
    """

    type: Omittable[str] = OMITTED
    """How the answer came."""
    code: Omittable[BounceCode] = OMITTED
    """The status code of the answer."""
    diagnostic: Omittable[str] = OMITTED
    """The answer in the server's words."""
    mta: Omittable[str] = OMITTED
    """The mail server that answered."""
