from .._runtime.model import Model, Omittable


class BounceCode(Model):
    """The status code of a bounce."""

    enhanced: Omittable[str] = None
    """The enhanced status code, such as `5.4.4`."""
