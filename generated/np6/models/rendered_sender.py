from .._runtime.model import OMITTED, Model, Omittable


class RenderedSender(Model):
    """Who a rendered message comes from."""

    bounce: Omittable[str] = OMITTED
    """Where bounces go."""
    label: Omittable[str] = OMITTED
    """The label that goes with the address."""
    reply: Omittable[str] = OMITTED
    """Where replies go."""
    value: Omittable[str] = OMITTED
    """The sender itself; its form is not documented."""
