from .._runtime.model import OMITTED, Model, Omittable


class ApplicationRouteValue(Model):
    """What a route or a channel stands for in the application.

    `type` says which further fields there are; they are kept as they are. Seen: `literal`.
    """

    type: Omittable[str] = OMITTED
    """The kind of value."""
    value: Omittable[str] = OMITTED
    """The value itself."""
