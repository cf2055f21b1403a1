from .._runtime.model import OMITTED, Model, Omittable


class OtherSelection(Model):
    """Selects contacts in a way that is not known.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """What the contacts are selected by."""
