from .._runtime.model import Model, Omittable
from .bounce_code import BounceCode


class BounceStatus(Model):
    """What the receiving server said of an e-mail.

    `type` says which further fields there are; they are kept as they are. Seen: `sync`.
    """

    type: Omittable[str] = None
    """How the answer came."""
    code: Omittable[BounceCode] = None
    """The status code of the answer."""
    diagnostic: Omittable[str] = None
    """The answer in the server's words."""
    mta: Omittable[str] = None
    """The mail server that answered."""
