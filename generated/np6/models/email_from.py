from .._runtime.model import OMITTED, Model, Omittable


class EmailFrom(Model):
    """Who an e-mail comes from."""

    prefix: Omittable[str] = OMITTED
    """The prefix of the address."""
    domain: Omittable[str] = OMITTED
    """The domain of the address."""
    label: Omittable[str] = OMITTED
    """The label that goes with the address."""
