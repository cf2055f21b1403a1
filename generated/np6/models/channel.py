from .._runtime.model import Model, Omittable


class Channel(Model):
    """The channel that shows a notification.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of channel."""
