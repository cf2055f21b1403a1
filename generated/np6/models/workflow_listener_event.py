from .._runtime.model import Model, Omittable


class WorkflowListenerEvent(Model):
    """An event that a workflow listens to."""

    type: Omittable[str] = None
    """The kind of event."""
