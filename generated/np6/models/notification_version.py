from uuid import UUID

from .._runtime.model import Bool, Model, Omittable
from .channel import Channel
from .edit_stamp import EditStamp
from .notification_content import NotificationContent
from .redirection import Redirection
from .scripting import Scripting


class NotificationVersion(Model):
    """One version of a notification."""

    id: Omittable[UUID] = None
    """The version itself."""
    master: Omittable[Bool] = None
    """Whether this is the master version."""
    label: Omittable[str] = None
    """The label of the version."""
    stamp: Omittable[EditStamp] = None
    """When the version was created and last changed."""
    scripting: Omittable[Scripting] = None
    """How the version is scripted."""
    content: Omittable[NotificationContent] = None
    """What the version shows."""
    redirection: Omittable[Redirection] = None
    """Where the version leads by default."""
    channel: Omittable[Channel] = None
    """The channel that shows the version."""
