from .._runtime.model import Model, Omittable
from .workflow_scheduler import WorkflowScheduler
from .workflow_task_provider import WorkflowTaskProvider


class WorkflowTask(Model):
    """A task that runs a workflow on a schedule."""

    id: Omittable[str] = None
    """The task itself."""
    name: Omittable[str] = None
    """The name of the task."""
    description: Omittable[str] = None
    """What the task is for, in words."""
    schedulers: Omittable[list[WorkflowScheduler]] = None
    """When the task runs."""
    provider: Omittable[WorkflowTaskProvider] = None
    """Where the data of the task comes from."""
    handler: Omittable[str] = None
    """The node that handles the task."""
