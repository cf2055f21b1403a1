from uuid import UUID

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .application_provider import ApplicationProvider
from .application_route import ApplicationRoute
from .edit_stamp import EditStamp


class Application(Model):
    """An application that push notifications can be sent to.

    `type` says which further fields there are; they are kept as they are. Seen: `native`.
    """

    type: Omittable[str] = OMITTED
    """The kind of application."""
    id: Omittable[UUID] = OMITTED
    """The identifier of the application."""
    name: Omittable[str] = OMITTED
    """The name of the application."""
    description: Omittable[str] = OMITTED
    """What the application is, in words."""
    active: Omittable[Bool] = OMITTED
    """Whether the application is online."""
    stamp: Omittable[EditStamp] = OMITTED
    """When the application was created and last changed."""
    icon: str | None = None
    """The icon of the application; null in the samples."""
    providers: Omittable[list[ApplicationProvider]] = OMITTED
    """Who delivers to the application."""
    routes: Omittable[list[ApplicationRoute]] = OMITTED
    """Where notifications can lead to in the application."""
    channels: list[ApplicationRoute] | None = None
    """How the application can display notifications."""
