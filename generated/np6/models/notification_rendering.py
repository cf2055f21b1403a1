from .._runtime.model import Model, Omittable
from .notification_rendering_content import NotificationRenderingContent
from .notification_rendering_meta import NotificationRenderingMeta


class NotificationRendering(Model):
    """What came of rendering a notification for a contact.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = None
    """The kind of result."""
    meta: Omittable[NotificationRenderingMeta] = None
    """What the rendering was made from."""
    render: Omittable[NotificationRenderingContent] = None
    """What the contact would see."""
