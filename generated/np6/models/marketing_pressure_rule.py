from typing import Annotated
from uuid import UUID

from pydantic import Field

from .._runtime.model import OMITTED, Model, Omittable
from .edit_stamp import EditStamp
from .marketing_pressure_predicate import MarketingPressurePredicate


class MarketingPressureRule(Model):
    """A rule of the marketing pressure."""

    id: Omittable[UUID] = OMITTED
    """The identifier of the rule."""
    label: Omittable[str] = OMITTED
    """The name of the rule."""
    predicate: Omittable[MarketingPressurePredicate] = OMITTED
    """By its name, what the rule holds for; the reference repeats the words of `label` here."""
    stamp: Omittable[EditStamp] = OMITTED
    """When the rule was created and last changed."""
    created_by: Annotated[Omittable[str], Field(alias="createdBy")] = OMITTED
    """Who created the rule."""
    modified_by: Annotated[Omittable[str], Field(alias="modifiedBy")] = OMITTED
    """Who last changed the rule."""
