from .._runtime.model import OMITTED, Model, Omittable


class ContactSelection(Model):
    """Selects contacts. How the segment is named is not documented.

    `type` says which further fields there are; they are kept as they are. Seen: `segment`.
    """

    type: Omittable[str] = OMITTED
    """What the contacts are selected by."""
