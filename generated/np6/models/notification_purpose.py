from .._runtime.model import OMITTED, Model, Omittable


class NotificationPurpose(Model):
    """Why a notification is sent. The reference names two purposes, Marketing and Service.

    `type` says which further fields there are; they are kept as they are. Seen: `Marketing`,
    `Service`.
    """

    type: Omittable[str] = OMITTED
    """The purpose."""
