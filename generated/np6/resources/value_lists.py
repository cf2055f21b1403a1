# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from typing_extensions import deprecated

from .. import inputs, models
from .._runtime.model import Int32
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

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


class ValueLists(Resource):
    """Lists of values that a field may take."""

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

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in driver, with medium confidence: request, status.

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

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in driver, with medium confidence: request, status.

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

    @cached_property
    def with_raw_response(self) -> ValueListsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return ValueListsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ValueListsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return ValueListsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> ValueListsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return ValueListsWithStreamedItems(self)


class ValueListsWithRawResponse:
    """The operations of `ValueLists`, returning raw responses."""

    def __init__(self, value_lists: ValueLists) -> None:
        self.list = raw(value_lists.list)
        self.create = raw(value_lists.create)
        self.get = raw(value_lists.get)
        self.update = raw(value_lists.update)


class ValueListsWithStreamingResponse:
    """The operations of `ValueLists`, as streams."""

    def __init__(self, value_lists: ValueLists) -> None:
        self.list = streamed(value_lists.list)
        self.create = streamed(value_lists.create)
        self.get = streamed(value_lists.get)
        self.update = streamed(value_lists.update)


class ValueListsWithStreamedItems:
    """What `ValueLists` lists, item by item as it arrives."""

    def __init__(self, value_lists: ValueLists) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(value_lists.list)


class AsyncValueLists(AsyncResource):
    """Lists of values that a field may take."""

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

    @cached_property
    def with_raw_response(self) -> AsyncValueListsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncValueListsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncValueListsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncValueListsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncValueListsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncValueListsWithStreamedItems(self)


class AsyncValueListsWithRawResponse:
    def __init__(self, value_lists: AsyncValueLists) -> None:
        self.list = async_raw(value_lists.list)
        self.create = async_raw(value_lists.create)
        self.get = async_raw(value_lists.get)
        self.update = async_raw(value_lists.update)


class AsyncValueListsWithStreamingResponse:
    def __init__(self, value_lists: AsyncValueLists) -> None:
        self.list = async_streamed(value_lists.list)
        self.create = async_streamed(value_lists.create)
        self.get = async_streamed(value_lists.get)
        self.update = async_streamed(value_lists.update)


class AsyncValueListsWithStreamedItems:
    def __init__(self, value_lists: AsyncValueLists) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(value_lists.list)
