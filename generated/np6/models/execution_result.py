from uuid import UUID

from .._runtime.model import Model, Omittable
from .recipient import Recipient


class ExecutionResult(Model):
    """What came of one execution.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = None
    """The kind of result."""
    id: Omittable[UUID] = None
    """The `id` of the stamp behind the result."""
    recipient: Omittable[Recipient] = None
    """Who the execution was for."""
