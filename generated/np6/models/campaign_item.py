from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable


class CampaignItem(Model):
    """Something that belongs to a campaign. The reference shows the fields of one type of item,
    without its name.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The type of the item, which decides what else there is."""
    id: Omittable[Int32] = OMITTED
    """The number of the item."""
