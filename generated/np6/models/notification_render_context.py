from .._runtime.model import OMITTED, Model, Omittable
from .contact_identity import ContactIdentity


class NotificationRenderContext(Model):
    """What a version of a notification is rendered with. The reference describes more than the
    receiver, without names.
    """

    receiver: Omittable[ContactIdentity] = OMITTED
    """Who the version is rendered for. The sample has `id` and `unicity`; no `type` was seen before
    it is cut.
    """
