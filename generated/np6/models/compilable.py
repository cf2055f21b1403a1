from .._runtime.model import OMITTED, Model, Omittable


class Compilable(Model):
    """A script that is compiled. The reference is cut inside the first field of the answer that
    shows one.
    """

    id: Omittable[str] = OMITTED
    """The compilable itself."""
