from .._runtime.model import OMITTED, Model, Omittable
from .notification_rendering_content import NotificationRenderingContent
from .notification_rendering_meta import NotificationRenderingMeta


class NotificationRendering(Model):
    """What came of rendering a notification for a contact.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    meta: Omittable[NotificationRenderingMeta] = OMITTED
    """What the rendering was made from."""
    render: Omittable[NotificationRenderingContent] = OMITTED
    """What the contact would see."""
