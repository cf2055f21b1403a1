from .._runtime.model import OMITTED, Model, Omittable
from .workflow_scheduler import WorkflowScheduler
from .workflow_task_provider import WorkflowTaskProvider


class WorkflowTask(Model):
    """A task that runs a workflow on a schedule."""

    id: Omittable[str] = OMITTED
    """The task itself."""
    name: Omittable[str] = OMITTED
    """The name of the task."""
    description: Omittable[str] = OMITTED
    """What the task is for, in words."""
    schedulers: Omittable[list[WorkflowScheduler]] = OMITTED
    """When the task runs."""
    provider: Omittable[WorkflowTaskProvider] = OMITTED
    """Where the data of the task comes from."""
    handler: Omittable[str] = OMITTED
    """The node that handles the task."""
