from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import Model, Omittable
from .edit_stamp import EditStamp
from .marketing_pressure_predicate import MarketingPressurePredicate


class MarketingPressureRule(Model):
    """A rule of the marketing pressure."""

    id: Omittable[UUID] = None
    """The identifier of the rule."""
    label: Omittable[str] = None
    """The name of the rule."""
    predicate: Omittable[MarketingPressurePredicate] = None
    """By its name, what the rule holds for; the reference repeats the words of `label` here."""
    stamp: Omittable[EditStamp] = None
    """When the rule was created and last changed."""
    created_by: Annotated[Omittable[str], Field(alias="createdBy")] = None
    """Who created the rule."""
    modified_by: Annotated[Omittable[str], Field(alias="modifiedBy")] = None
    """Who last changed the rule."""
