from typing import Annotated, Any

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable


class ActionMonitor(Model):
    """What came of an action. Known from older documentation."""

    last_sent: Annotated[Omittable[dict[str, Any]], Field(alias="lastSent")] = OMITTED
    """The last time that it was sent, which is in `at`; its form is not known."""
