from .._runtime.model import Model, Omittable
from .workflow_listener_event import WorkflowListenerEvent


class WorkflowListener(Model):
    """An event that a workflow listens to, and the node that handles it."""

    id: Omittable[str] = None
    """The listener itself."""
    name: Omittable[str] = None
    """The name of the listener."""
    description: Omittable[str] = None
    """What the listener is for, in words."""
    event: Omittable[WorkflowListenerEvent] = None
    """The event that is listened to."""
    handler: Omittable[str] = None
    """The node that handles the event."""
