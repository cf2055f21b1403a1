from .._runtime.model import Model, Omittable


class NotificationScripting(Model):
    """The scripting settings of a version."""

    version: Omittable[str] = None
    """The version of the scripting."""
