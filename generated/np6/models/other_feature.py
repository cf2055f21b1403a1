from .._runtime.model import OMITTED, Model, Omittable


class OtherFeature(Model):
    """Does something that the reference does not show.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of feature, which decides what else there is."""
