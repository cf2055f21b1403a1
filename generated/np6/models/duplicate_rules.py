from .._runtime.model import Bool, Model, Omittable


class DuplicateRules(Model):
    """What is done with contacts that are in the file more than once."""

    first: Omittable[Bool] = None
    """By its name, whether the first one is kept."""
