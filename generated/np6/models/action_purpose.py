from .._runtime.model import Model, Omittable


class ActionPurpose(Model):
    """Why an action is sent."""

    type: Omittable[str] = None
    """The purpose."""
