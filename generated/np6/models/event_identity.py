from .._runtime.model import Model, Omittable


class EventIdentity(Model):
    """Who is behind an event.

    `type` says which further fields there are; they are kept as they are. Seen: `customer`.
    """

    type: Omittable[str] = None
    """The kind of identity."""
    agency: Omittable[str] = None
    """The agency of the account."""
    customer: Omittable[str] = None
    """The account."""
