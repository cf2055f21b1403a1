from .._runtime.model import Bool, Model, Omittable


class ActionMarketingPressure(Model):
    """What an action has to do with marketing pressure."""

    use: Omittable[Bool] = None
    """Whether the marketing pressure is used."""
    increment: Omittable[Bool] = None
    """Whether the marketing pressure is incremented."""
