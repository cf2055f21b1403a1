from uuid import UUID

from .._runtime.model import OMITTED, Model, Omittable
from .recipient import Recipient


class ExecutionResult(Model):
    """What came of one execution.

    `type` says which further fields there are; they are kept as they are. Seen: `success`.
    """

    type: Omittable[str] = OMITTED
    """The kind of result."""
    id: Omittable[UUID] = OMITTED
    """The `id` of the stamp behind the result."""
    recipient: Omittable[Recipient] = OMITTED
    """Who the execution was for."""
