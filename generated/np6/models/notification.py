from uuid import UUID

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .edit_stamp import EditStamp
from .notification_settings import NotificationSettings
from .notification_task import NotificationTask
from .notification_version import NotificationVersion


class Notification(Model):
    """A notification as it is set up, with all its versions.

    `type` says which further fields there are; they are kept as they are. Seen: `push-app`.
    """

    type: Omittable[str] = OMITTED
    """The kind of notification."""
    id: Omittable[Int32] = OMITTED
    """The number of the notification."""
    name: Omittable[str] = OMITTED
    """The name of the notification."""
    description: Omittable[str] = OMITTED
    """What the notification is for, in words."""
    stamp: Omittable[EditStamp] = OMITTED
    """When the notification was created and last changed."""
    active: Omittable[Bool] = OMITTED
    """Whether the notification is online."""
    settings: Omittable[NotificationSettings] = OMITTED
    """The settings of the notification."""
    application: Omittable[UUID] = OMITTED
    """The notifiable application whose subscribers it can reach."""
    task: Omittable[NotificationTask] = OMITTED
    """How the notification is triggered."""
    versions: Omittable[list[NotificationVersion]] = OMITTED
    """The versions of the notification."""
