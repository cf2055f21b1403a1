from .._runtime.model import Model, Omittable


class ApplicationRouteValue(Model):
    """What a route or a channel stands for in the application.

    `type` says which further fields there are; they are kept as they are. Seen: `literal`.
    """

    type: Omittable[str] = None
    """The kind of value."""
    value: Omittable[str] = None
    """The value itself."""
