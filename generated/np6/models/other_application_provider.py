from .._runtime.model import OMITTED, Model, Omittable


class OtherApplicationProvider(Model):
    """Notifications are delivered by a provider that the reference does not show.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of provider, which decides what else there is."""
