from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import DateTime, Int32, Model, Omittable
from .scripting import Scripting
from .workflow_capping import WorkflowCapping
from .workflow_listener import WorkflowListener
from .workflow_node import WorkflowNode
from .workflow_state import WorkflowState
from .workflow_task import WorkflowTask


class Workflow(Model):
    """A workflow, with what starts it, what it does and how often it may do so."""

    id: Omittable[Int32] = None
    """The number of the workflow."""
    name: Omittable[str] = None
    """The name of the workflow."""
    description: Omittable[str] = None
    """What the workflow is for, in words."""
    state: Omittable[WorkflowState] = None
    """The state of the workflow."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = None
    """When the workflow was created."""
    update_date: Annotated[Omittable[DateTime], Field(alias="updateDate")] = None
    """By its name when the workflow was last changed; the reference calls it the creation date here too."""
    scripting: Omittable[Scripting] = None
    """What the scripts of the workflow run with."""
    settings: Omittable[dict[str, Any]] = None
    """The settings of the workflow; their fields are not documented."""
    listeners: Omittable[list[WorkflowListener]] = None
    """The events that the workflow listens to."""
    capping: Omittable[list[WorkflowCapping]] = None
    """The limits on how often nodes run."""
    nodes: Omittable[list[WorkflowNode]] = None
    """The nodes of the workflow."""
    tasks: Omittable[list[WorkflowTask]] = None
    """The tasks that run the workflow on a schedule."""
