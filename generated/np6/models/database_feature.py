from typing import Annotated, Literal

from pydantic import Field

from .._runtime.enums import Listed
from .._runtime.model import OMITTED, Bool, Model, Omittable


class DatabaseFeature(Model):
    """Writes to the contacts of the account."""

    type: Annotated[Literal["database"], Listed()]
    """This feature."""
    update_existing: Annotated[Omittable[Bool], Field(alias="updateExisting")] = OMITTED
    """By its name, whether contacts that are already there are updated."""
    crush_data: Annotated[Omittable[Bool], Field(alias="crushData")] = OMITTED
    """By its name, whether values that are already there are overwritten."""
