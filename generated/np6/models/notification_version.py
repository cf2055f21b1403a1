from uuid import UUID

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .channel import Channel
from .edit_stamp import EditStamp
from .notification_content import NotificationContent
from .redirection import Redirection
from .scripting import Scripting


class NotificationVersion(Model):
    """One version of a notification."""

    id: Omittable[UUID] = OMITTED
    """The version itself."""
    master: Omittable[Bool] = OMITTED
    """Whether this is the master version."""
    label: Omittable[str] = OMITTED
    """The label of the version."""
    stamp: Omittable[EditStamp] = OMITTED
    """When the version was created and last changed."""
    scripting: Omittable[Scripting] = OMITTED
    """How the version is scripted."""
    content: Omittable[NotificationContent] = OMITTED
    """What the version shows."""
    redirection: Omittable[Redirection] = OMITTED
    """Where the version leads by default."""
    channel: Omittable[Channel] = OMITTED
    """The channel that shows the version."""
