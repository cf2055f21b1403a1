from .._runtime.model import OMITTED, Model, Omittable
from .workflow_listener_event import WorkflowListenerEvent


class WorkflowListener(Model):
    """An event that a workflow listens to, and the node that handles it."""

    id: Omittable[str] = OMITTED
    """The listener itself."""
    name: Omittable[str] = OMITTED
    """The name of the listener."""
    description: Omittable[str] = OMITTED
    """What the listener is for, in words."""
    event: Omittable[WorkflowListenerEvent] = OMITTED
    """The event that is listened to."""
    handler: Omittable[str] = OMITTED
    """The node that handles the event."""
