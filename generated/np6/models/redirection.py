from .._runtime.model import OMITTED, Model, Omittable


class Redirection(Model):
    """Where a notification leads when it is opened.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of redirection."""
