from .._runtime.model import OMITTED, Model, Omittable


class EventIdentity(Model):
    """Who is behind an event.

    `type` says which further fields there are; they are kept as they are. Seen: `customer`.
    """

    type: Omittable[str] = OMITTED
    """The kind of identity."""
    agency: Omittable[str] = OMITTED
    """The agency of the account."""
    customer: Omittable[str] = OMITTED
    """The account."""
