from .._runtime.model import Model, Omittable


class OtherFeature(Model):
    """Does something that the reference does not show.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of feature, which decides what else there is."""
