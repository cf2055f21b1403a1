from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .application_provider import ApplicationProvider
from .application_route import ApplicationRoute


class NewApplication(Model):
    """An application to create.

    `type` says which further fields there are; they are kept as they are. Seen: `native`.
    """

    type: Omittable[str] = OMITTED
    """The kind of application."""
    id: Any = None
    """Null in the sample; the API gives the identifier."""
    name: Omittable[str] = OMITTED
    """The name of the application."""
    description: Omittable[str] = OMITTED
    """What the application is, in words."""
    active: Omittable[Bool] = OMITTED
    """Whether the application is online."""
    stamp: Any = None
    """Null in the sample; the API sets the stamp."""
    icon: str | None = None
    """The icon of the application; null in the sample."""
    providers: Omittable[list[ApplicationProvider]] = OMITTED
    """Who delivers to the application."""
    routes: Omittable[list[ApplicationRoute]] = OMITTED
    """Where notifications can lead to in the application."""
    channels: Omittable[list[ApplicationRoute]] = OMITTED
    """How the application can display notifications."""
