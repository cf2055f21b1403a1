from typing import Annotated, Literal

from pydantic import Field

from .._runtime.enums import Listed
from .._runtime.integers import Int
from .._runtime.model import OMITTED, Bool, Model, Omittable


class ReportFeature(Model):
    """Reports on a run."""

    type: Annotated[Literal["report"], Listed()]
    """This feature."""
    send_final_report: Annotated[Omittable[Bool], Field(alias="sendFinalReport")] = OMITTED
    """Whether a report is sent at the end."""
    send_error_report: Annotated[Omittable[Bool], Field(alias="sendErrorReport")] = OMITTED
    """Whether a report is sent on errors."""
    contact_guids: Annotated[Omittable[list[str]], Field(alias="contactGuids")] = OMITTED
    """Who the reports go to."""
    group_ids: Annotated[Omittable[list[Int]], Field(alias="groupIds")] = OMITTED
    """The groups that the reports go to, by their numbers. Known from older documentation."""
