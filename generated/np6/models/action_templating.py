from .._runtime.model import Model, Omittable


class ActionTemplating(Model):
    """How the content of an action is templated."""

    version: Omittable[str] = None
    """The version of the templating."""
