from .._runtime.model import Bool, Model, Omittable
from .application_route_value import ApplicationRouteValue


class ApplicationRoute(Model):
    """A route or a channel of an application."""

    name: Omittable[str] = None
    """The name of the route or channel."""
    value: Omittable[ApplicationRouteValue] = None
    """What it stands for in the application."""
    default: Omittable[Bool] = None
    """Whether it is taken unless another one is given."""
