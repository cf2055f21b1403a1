from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class WorkflowTaskProvider(Model):
    """Where a task gets the data that it runs a workflow with. Providers of other kinds may have
    other fields.

    `type` says which further fields there are; they are kept as they are.
    """

    type: Omittable[str] = OMITTED
    """The kind of provider."""
    value: Omittable[dict[str, Any]] = OMITTED
    """The search that finds the data; its fields are not documented."""
    projection: Omittable[dict[str, Any]] = OMITTED
    """The data that the workflow is given as its context; its fields are not documented."""
