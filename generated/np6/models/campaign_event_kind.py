from .._runtime.model import OMITTED, Model, Omittable


class CampaignEventKind(Model):
    """A kind of event, narrowed to some of its subtypes."""

    type: Omittable[str] = OMITTED
    """The kind of event. Seen: `hit`."""
    subtypes: Omittable[list[str]] = OMITTED
    """The subtypes that are wanted. Seen, for `hit`: `open`, `form`, `unsubscribe`, `redirection`,
    `mirror`.
    """
