from typing import Any

from .._runtime.model import Bool, Model, Omittable
from .workflow_expression import WorkflowExpression
from .workflow_node_flow import WorkflowNodeFlow


class WorkflowNode(Model):
    """A node of a workflow. The reference shows the fields of one kind of node, one that emits an event; nodes of other kinds
    may have others. A node may also carry a note on why it is there, mostly written by AI, whose field is not shown.

    `type` says which further fields there are; they are kept as they are. Seen: `publish`, `request`, `script`, `sendMail`,
    `sendSms`, `sms`, `sleep`, `wait`, `wait.kill`, `updateTarget`, `multipleslots`, `sendpushapp`, `data-manager/pipeline`,
    `data-table/pipeline`, `np6.notification/execution`, `if`, `match`, `sample`, `split`, `switch`, `wait.race`, `wait.all`,
    `conditionaltimeslots`, `data-explorer-v2.match`, `terminal`.
    """

    type: Omittable[str] = None
    """The kind of node."""
    id: Omittable[str] = None
    """The node itself."""
    name: Omittable[str] = None
    """The name of the node."""
    description: Omittable[str] = None
    """What the node is for, in words."""
    default: Omittable[Bool] = None
    """Whether the workflow can start at this node."""
    settings: Omittable[dict[str, Any]] = None
    """The settings of the node; their fields are not documented."""
    next: Omittable[str] = None
    """The node that runs next, by its `id`."""
    event: Omittable[WorkflowExpression] = None
    """The name of the event that the node emits."""
    data: Omittable[WorkflowExpression] = None
    """The data that goes with the event."""
    flow: Omittable[WorkflowNodeFlow] = None
    """Where the workflow goes after this node. Deprecated."""
