from .._runtime.model import OMITTED, Model, Omittable


class WorkflowNodeFlow(Model):
    """Where a workflow goes after a node.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of control flow."""
    value: Omittable[str] = OMITTED
    """The node that runs next, by its `id`."""
