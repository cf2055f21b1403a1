from .._runtime.model import OMITTED, Model, Omittable


class OtherMessageResult(Model):
    """What came of a message, of a kind that is neither shown nor observed.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
