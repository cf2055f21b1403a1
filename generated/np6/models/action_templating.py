from .._runtime.model import OMITTED, Model, Omittable


class ActionTemplating(Model):
    """How the content of an action is templated."""

    version: Omittable[str] = OMITTED
    """The version of the templating, such as `4.1`. Content that is given when sending goes with
    that one alone.
    """
