from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable


class DuplicateRules(Model):
    """What is done with contacts that are in the file more than once."""

    first: Omittable[Bool] = OMITTED
    """By its name, whether the first one is kept."""
    ignore: Any = None
    """By its name, whether they are left out; what it holds is not known. Known from older
    documentation.
    """
