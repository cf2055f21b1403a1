from .._runtime.model import Model, Omittable


class CampaignEventKind(Model):
    """A kind of event, narrowed to some of its subtypes."""

    type: Omittable[str] = None
    """The kind of event. Seen: `hit`."""
    subtypes: Omittable[list[str]] = None
    """The subtypes that are wanted. Seen, for `hit`: `open`, `form`, `unsubscribe`, `redirection`, `mirror`."""
