from .._runtime.model import OMITTED, Model, Omittable


class NotificationRenderingContent(Model):
    """What a contact would see of a notification."""

    title: Omittable[str] = OMITTED
    """The title as rendered."""
    body: Omittable[str] = OMITTED
    """The body as rendered."""
    icon: Omittable[str] = OMITTED
    """The icon as rendered."""
    thumbnail: Omittable[str] = OMITTED
    """The thumbnail as rendered."""
    image: Omittable[str] = OMITTED
    """The image as rendered."""
