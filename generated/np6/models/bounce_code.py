from .._runtime.model import OMITTED, Model, Omittable


class BounceCode(Model):
    """The status code of a bounce."""

    enhanced: Omittable[str] = OMITTED
    """The enhanced status code, such as `5.4.4`."""
