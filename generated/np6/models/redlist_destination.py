from .._runtime.model import Bool, Model, Omittable


class RedlistDestination(Model):
    """Which redlists an import puts contacts on."""

    mail: Omittable[Bool] = None
    """Whether it is the one for e-mail."""
    sms: Omittable[Bool] = None
    """Whether it is the one for SMS."""
