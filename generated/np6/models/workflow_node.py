from typing import Any

from .._runtime.model import OMITTED, Bool, Model, Omittable
from .workflow_expression import WorkflowExpression
from .workflow_node_flow import WorkflowNodeFlow


class WorkflowNode(Model):
    """A node of a workflow. The reference shows the fields of one kind of node, one that emits an
    event; nodes of other kinds may have others. A node may also carry a note on why it is there,
    mostly written by AI, whose field is not shown.

    `type` says which further fields there are; they are kept as they are. Seen: `publish`,
    `request`, `script`, `sendMail`, `sendSms`, `sms`, `sleep`, `wait`, `wait.kill`, `updateTarget`,
    `multipleslots`, `sendpushapp`, `data-manager/pipeline`, `data-table/pipeline`,
    `np6.notification/execution`, `if`, `match`, `sample`, `split`, `switch`, `wait.race`,
    `wait.all`, `conditionaltimeslots`, `data-explorer-v2.match`, `terminal`.
    """

    type: Omittable[str] = OMITTED
    """The kind of node."""
    id: Omittable[str] = OMITTED
    """The node itself."""
    name: Omittable[str] = OMITTED
    """The name of the node."""
    description: Omittable[str] = OMITTED
    """What the node is for, in words."""
    default: Omittable[Bool] = OMITTED
    """Whether the workflow can start at this node."""
    settings: Omittable[dict[str, Any]] = OMITTED
    """The settings of the node; their fields are not documented."""
    next: Omittable[str] = OMITTED
    """The node that runs next, by its `id`."""
    event: Omittable[WorkflowExpression] = OMITTED
    """The name of the event that the node emits."""
    data: Omittable[WorkflowExpression] = OMITTED
    """The data that goes with the event."""
    flow: Omittable[WorkflowNodeFlow] = OMITTED
    """Where the workflow goes after this node. Deprecated."""
