from .._runtime.model import OMITTED, Bool, Model, Omittable
from .application_route_value import ApplicationRouteValue


class ApplicationRoute(Model):
    """A route or a channel of an application."""

    name: Omittable[str] = OMITTED
    """The name of the route or channel."""
    value: Omittable[ApplicationRouteValue] = OMITTED
    """What it stands for in the application."""
    default: Omittable[Bool] = OMITTED
    """Whether it is taken unless another one is given."""
