from typing import Any

from .._runtime.model import Bool, Model, Omittable
from .application_provider import ApplicationProvider
from .application_route import ApplicationRoute


class NewApplication(Model):
    """An application to create.

    `type` says which further fields there are; they are kept as they are. Seen: `native`.
    """

    type: Omittable[str] = None
    """The kind of application."""
    id: Any = None
    """Null in the sample; the API gives the identifier."""
    name: Omittable[str] = None
    """The name of the application."""
    description: Omittable[str] = None
    """What the application is, in words."""
    active: Omittable[Bool] = None
    """Whether the application is online."""
    stamp: Any = None
    """Null in the sample; the API sets the stamp."""
    icon: str | None = None
    """The icon of the application; null in the sample."""
    providers: Omittable[list[ApplicationProvider]] = None
    """Who delivers to the application."""
    routes: Omittable[list[ApplicationRoute]] = None
    """Where notifications can lead to in the application."""
    channels: Omittable[list[ApplicationRoute]] = None
    """How the application can display notifications."""
