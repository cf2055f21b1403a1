from .._runtime.model import Model, Omittable


class RenderedSender(Model):
    """Who a rendered message comes from."""

    bounce: Omittable[str] = None
    """Where bounces go."""
    label: Omittable[str] = None
    """The label that goes with the address."""
    reply: Omittable[str] = None
    """Where replies go."""
    value: Omittable[str] = None
    """The sender itself; its form is not documented."""
