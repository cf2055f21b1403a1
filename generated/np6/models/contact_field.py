from typing import Annotated

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable
from .field_constraint import FieldConstraint


class ContactField(Model):
    """A field that describes a contact.

    `type` says which further fields there are; they are kept as they are. Seen: `singleSelectList`,
    `multipleSelectList`, `email`, `phone`, `textArea`, `numeric`, `textField`, `date`.
    """

    type: Omittable[str] = OMITTED
    """The kind of field. The kinds are those of older documentation."""
    id: Omittable[Int32] = OMITTED
    """The number of the field."""
    name: Omittable[str] = OMITTED
    """The name of the field."""
    is_unicity: Annotated[Omittable[Bool], Field(alias="isUnicity")] = OMITTED
    """Whether the field is part of what the account tells contacts apart by."""
    is_mandatory: Annotated[Omittable[Bool], Field(alias="isMandatory")] = OMITTED
    """Whether a contact must have a value in this field."""
    is_criterion: Annotated[Omittable[Bool], Field(alias="isCriterion")] = OMITTED
    """Whether segments can be built on this field."""
    constraint: Omittable[FieldConstraint] = OMITTED
    """What the values have to fulfil."""
    value_list_id: Annotated[Omittable[Int32], Field(alias="valueListId")] = OMITTED
    """The number of the value list that the field is linked to."""
