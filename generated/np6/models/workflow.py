from typing import Annotated, Any

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .scripting import Scripting
from .workflow_capping import WorkflowCapping
from .workflow_listener import WorkflowListener
from .workflow_node import WorkflowNode
from .workflow_state import WorkflowState
from .workflow_task import WorkflowTask


class Workflow(Model):
    """A workflow, with what starts it, what it does and how often it may do so."""

    id: Omittable[Int32] = OMITTED
    """The number of the workflow."""
    name: Omittable[str] = OMITTED
    """The name of the workflow."""
    description: Omittable[str] = OMITTED
    """What the workflow is for, in words."""
    state: Omittable[WorkflowState] = OMITTED
    """The state of the workflow."""
    creation_date: Annotated[Omittable[DateTime], Field(alias="creationDate")] = OMITTED
    """When the workflow was created."""
    update_date: Annotated[Omittable[DateTime], Field(alias="updateDate")] = OMITTED
    """By its name when the workflow was last changed; the reference calls it the creation date here
    too.
    """
    scripting: Omittable[Scripting] = OMITTED
    """What the scripts of the workflow run with."""
    settings: Omittable[dict[str, Any]] = OMITTED
    """The settings of the workflow; their fields are not documented."""
    listeners: Omittable[list[WorkflowListener]] = OMITTED
    """The events that the workflow listens to."""
    capping: Omittable[list[WorkflowCapping]] = OMITTED
    """The limits on how often nodes run."""
    nodes: Omittable[list[WorkflowNode]] = OMITTED
    """The nodes of the workflow."""
    tasks: Omittable[list[WorkflowTask]] = OMITTED
    """The tasks that run the workflow on a schedule."""
