from typing import Any

from .._runtime.model import OMITTED, Model, Omittable
from .._runtime.moments import DateTime
from .redlist_origin import RedlistOrigin


class RedlistEntry(Model):
    """The place of a contact on a redlist."""

    id: Omittable[str] = OMITTED
    """The identifier of the contact."""
    timestamp: DateTime | None = None
    """When the contact was listed."""
    origin: Omittable[RedlistOrigin] = OMITTED
    """What caused the listing."""
    detail: Omittable[dict[str, Any]] = OMITTED
    """The detail of the listing; by older documentation, the `formId` of a form."""
