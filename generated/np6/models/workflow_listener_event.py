from .._runtime.model import OMITTED, Model, Omittable


class WorkflowListenerEvent(Model):
    """An event that a workflow listens to."""

    type: Omittable[str] = OMITTED
    """The kind of event."""
