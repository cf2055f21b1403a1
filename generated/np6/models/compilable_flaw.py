from .._runtime.model import OMITTED, Model, Omittable


class CompilableFlaw(Model):
    """A flaw that was found in a compilable. Beyond the kind, the reference shows no field.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of flaw."""
