from .._runtime.model import OMITTED, Bool, Model, Omittable


class DuplicateRules(Model):
    """What is done with contacts that are in the file more than once."""

    first: Omittable[Bool] = OMITTED
    """By its name, whether the first one is kept."""
