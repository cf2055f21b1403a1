from .._runtime.model import Model, Omittable


class Redirection(Model):
    """Where a notification leads when it is opened.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of redirection."""
