from .._runtime.model import OMITTED, Model, Omittable


class Channel(Model):
    """The channel that shows a notification.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of channel."""
