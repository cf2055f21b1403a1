from .._runtime.model import OMITTED, Bool, Model, Omittable


class RedlistDestination(Model):
    """Which redlists an import puts contacts on."""

    mail: Omittable[Bool] = OMITTED
    """Whether it is the one for e-mail."""
    sms: Omittable[Bool] = OMITTED
    """Whether it is the one for SMS."""
