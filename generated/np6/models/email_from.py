from .._runtime.model import Model, Omittable


class EmailFrom(Model):
    """Who an e-mail comes from."""

    prefix: Omittable[str] = None
    """The prefix of the address."""
    domain: Omittable[str] = None
    """The domain of the address."""
    label: Omittable[str] = None
    """The label that goes with the address."""
