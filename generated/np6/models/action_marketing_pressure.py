from .._runtime.model import OMITTED, Bool, Model, Omittable


class ActionMarketingPressure(Model):
    """What an action has to do with marketing pressure."""

    use: Omittable[Bool] = OMITTED
    """Whether the marketing pressure is used."""
    increment: Omittable[Bool] = OMITTED
    """Whether the marketing pressure is incremented."""
