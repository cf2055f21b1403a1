from .._runtime.model import OMITTED, Model, Omittable


class ActionPurpose(Model):
    """Why an action is sent."""

    type: Omittable[str] = OMITTED
    """The purpose."""
