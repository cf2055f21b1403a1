# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping
from typing import Any

from typing_extensions import deprecated

from .. import inputs, models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[models.ContactField]] = Operation(
    id="listFields",
    method="GET",
    path="/fields",
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.ContactField]),)},
)
_CREATE: Operation[models.ContactField] = Operation(
    id="createField",
    method="POST",
    path="/fields",
    body=Body((Media("application/json", "json", lambda: models.ContactField),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.ContactField),)},
)


class Fields(Resource, ItemsViewed):
    """The fields that describe a contact."""

    with_raw_response: FieldsViews[Raw]
    with_streaming_response: FieldsViews[Streaming]
    with_streamed_items: FieldsViews[Items]

    @deprecated("client.fields.list is deprecated")
    def list(self, *, options: RequestOptions | None = None) -> _list[models.ContactField]:
        """List the fields

        Deprecated.

        Returns all the fields that describe a contact on this account. Contacts are told apart by
        those that have `isUnicity`.
        """
        return self._call(_LIST, options=options)

    @deprecated("client.fields.create is deprecated")
    def create(
        self,
        request: models.ContactField | inputs.ContactFieldDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        is_unicity: bool | Unset = UNSET,
        is_mandatory: bool | Unset = UNSET,
        is_criterion: bool | Unset = UNSET,
        constraint: models.FieldConstraint | inputs.FieldConstraintDict | Unset = UNSET,
        value_list_id: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ContactField:
        """Create a field

        Deprecated.

        Creates a field that describes contacts and returns it. By older documentation `type`,
        `name`, `isUnicity` and `isMandatory` must be given, a select list names its values by
        `valueListId`, and a name that is taken is refused with 409.

        The reference names it by its title only: see `api.md`.

        Args:
            request: The field to create. Whole, instead of field by field.
            type: The kind of field. The kinds are those of older documentation.
            id: The number of the field.
            name: The name of the field.
            is_unicity: Whether the field is part of what the account tells contacts apart by.
            is_mandatory: Whether a contact must have a value in this field.
            is_criterion: Whether segments can be built on this field.
            constraint: What the values have to fulfil.
            value_list_id: The number of the value list that the field is linked to.

        Returns:
            The field that was created.

        Raises:
            ConflictError: The name is taken. There is no body.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "isUnicity": is_unicity,
                "isMandatory": is_mandatory,
                "isCriterion": is_criterion,
                "constraint": constraint,
                "valueListId": value_list_id,
            },
            options=options,
        )


class AsyncFields(AsyncResource, ItemsViewed):
    """The fields that describe a contact."""

    with_raw_response: FieldsViews[AsyncRaw]
    with_streaming_response: FieldsViews[AsyncStreaming]
    with_streamed_items: FieldsViews[AsyncItems]

    @deprecated("client.fields.list is deprecated")
    async def list(self, *, options: RequestOptions | None = None) -> _list[models.ContactField]:
        """List the fields: as `Fields.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    @deprecated("client.fields.create is deprecated")
    async def create(
        self,
        request: models.ContactField | inputs.ContactFieldDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        is_unicity: bool | Unset = UNSET,
        is_mandatory: bool | Unset = UNSET,
        is_criterion: bool | Unset = UNSET,
        constraint: models.FieldConstraint | inputs.FieldConstraintDict | Unset = UNSET,
        value_list_id: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ContactField:
        """Create a field: as `Fields.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "isUnicity": is_unicity,
                "isMandatory": is_mandatory,
                "isCriterion": is_criterion,
                "constraint": constraint,
                "valueListId": value_list_id,
            },
            options=options,
        )


class FieldsViews(Views[V], owners=(Fields, AsyncFields)):
    """The operations of `Fields` in another way."""

    list = item_view(Fields.list, AsyncFields.list)
    create = view(Fields.create, AsyncFields.create)
