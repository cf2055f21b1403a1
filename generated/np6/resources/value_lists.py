# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import deprecated

from .. import inputs, models
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[models.ValueList]] = Operation(
    id="listValueLists",
    method="GET",
    path="/valueLists",
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.ValueList]),)},
)
_CREATE: Operation[Any] = Operation(
    id="createValueList",
    method="POST",
    path="/valueLists",
    body=Body((Media("application/json", "json", lambda: models.NewValueList),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_GET: Operation[models.ValueList] = Operation(
    id="getValueList",
    method="GET",
    path="/valueLists/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.ValueList),)},
)
_UPDATE: Operation[Any] = Operation(
    id="updateValueList",
    method="PUT",
    path="/valueLists/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.ValueList),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)


class ValueLists(Resource, ItemsViewed):
    """Lists of values that a field may take."""

    with_raw_response: ValueListsViews[Raw]
    with_streaming_response: ValueListsViews[Streaming]
    with_streamed_items: ValueListsViews[Items]

    @deprecated("client.value_lists.list is deprecated")
    def list(self, *, options: RequestOptions | None = None) -> _list[models.ValueList]:
        """List the value lists

        Deprecated.

        Returns all the value lists of the account, with their values.
        """
        return self._call(_LIST, options=options)

    @deprecated("client.value_lists.create is deprecated")
    def create(
        self,
        request: models.NewValueList | inputs.NewValueListDict | Mapping[str, Any] | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        ordered: bool | Unset = UNSET,
        values: Sequence[models.ValueListItem | inputs.ValueListItemDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a value list

        Deprecated.

        Creates a value list. Values are compared without regard to case.

        A repeated call may create a second value list.

        The reference names it by its title only: see `api.md`.

        Args:
            request: The value list to create. Whole, instead of field by field.
            name: The name of the value list.
            ordered: Whether the values are shown in alphabetical order rather than in the order of
                their creation.
            values: The values of the list.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {"name": name, "ordered": ordered, "values": values},
            options=options,
        )

    def get(self, id: int, *, options: RequestOptions | None = None) -> models.ValueList:
        """Retrieve a value list

        Returns one value list with its values.

        Args:
            id: The number of the value list.
        """
        return self._call(_GET, (id,), options=options)

    def update(
        self,
        id: int,
        request: models.ValueList | inputs.ValueListDict | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        ordered: bool | Unset | None = UNSET,
        values: Sequence[models.ValueListItem | inputs.ValueListItemDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a value list

        Changes a value list. Values are compared without regard to case. Whether values that the
        body leaves out are kept is not documented.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The number of the value list.
            request: The value list as it is to be. Whole, instead of field by field.
            body_id: The number of the value list.
            name: The name of the value list.
            ordered: Whether the values are shown in alphabetical order rather than in the order of
                their creation.
            values: The values of the list.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _UPDATE,
            (id,),
            request,
            {"id": body_id, "name": name, "ordered": ordered, "values": values},
            options=options,
        )


class AsyncValueLists(AsyncResource, ItemsViewed):
    """Lists of values that a field may take."""

    with_raw_response: ValueListsViews[AsyncRaw]
    with_streaming_response: ValueListsViews[AsyncStreaming]
    with_streamed_items: ValueListsViews[AsyncItems]

    @deprecated("client.value_lists.list is deprecated")
    async def list(self, *, options: RequestOptions | None = None) -> _list[models.ValueList]:
        """List the value lists: as `ValueLists.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    @deprecated("client.value_lists.create is deprecated")
    async def create(
        self,
        request: models.NewValueList | inputs.NewValueListDict | Mapping[str, Any] | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        ordered: bool | Unset = UNSET,
        values: Sequence[models.ValueListItem | inputs.ValueListItemDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a value list: as `ValueLists.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {"name": name, "ordered": ordered, "values": values},
            options=options,
        )

    async def get(self, id: int, *, options: RequestOptions | None = None) -> models.ValueList:
        """Retrieve a value list: as `ValueLists.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(
        self,
        id: int,
        request: models.ValueList | inputs.ValueListDict | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        ordered: bool | Unset | None = UNSET,
        values: Sequence[models.ValueListItem | inputs.ValueListItemDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a value list: as `ValueLists.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {"id": body_id, "name": name, "ordered": ordered, "values": values},
            options=options,
        )


class ValueListsViews(Views[V], owners=(ValueLists, AsyncValueLists)):
    """The operations of `ValueLists` in another way."""

    list = item_view(ValueLists.list, AsyncValueLists.list)
    create = view(ValueLists.create, AsyncValueLists.create)
    get = view(ValueLists.get, AsyncValueLists.get)
    update = view(ValueLists.update, AsyncValueLists.update)
