from .._runtime.model import Model, Omittable


class WorkflowNodeFlow(Model):
    """Where a workflow goes after a node.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = None
    """The kind of control flow."""
    value: Omittable[str] = None
    """The node that runs next, by its `id`."""
