from .._runtime.model import Model, Omittable


class NotificationRenderingContent(Model):
    """What a contact would see of a notification."""

    title: Omittable[str] = None
    """The title as rendered."""
    body: Omittable[str] = None
    """The body as rendered."""
    icon: Omittable[str] = None
    """The icon as rendered."""
    thumbnail: Omittable[str] = None
    """The thumbnail as rendered."""
    image: Omittable[str] = None
    """The image as rendered."""
