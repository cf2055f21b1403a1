from __future__ import annotations

from builtins import list as _list
from functools import cached_property
from typing import Any

from .. import models
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

_LIST: Operation[_list[models.Subscription]] = Operation(
    id="listContactSubscriptions",
    method="GET",
    path="/targets/{id}/subscriptions",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Subscription]),)},
)
_DELETE_ALL: Operation[Any] = Operation(
    id="deleteContactSubscriptions",
    method="DELETE",
    path="/targets/{id}/subscriptions",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_LIST_BY: Operation[_list[models.Subscription]] = Operation(
    id="listContactSubscriptionsBy",
    method="GET",
    path="/targets/subscriptions",
    parameters=(
        Parameter("unicity", "query", lambda: str),
        Parameter("hash", "query", lambda: str),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Subscription]),)},
    exactly_one_of=(("unicity",), ("hash",)),
)
_DELETE_ALL_BY: Operation[Any] = Operation(
    id="deleteContactSubscriptionsBy",
    method="DELETE",
    path="/targets/subscriptions",
    parameters=(
        Parameter("unicity", "query", lambda: str),
        Parameter("hash", "query", lambda: str),
    ),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
    exactly_one_of=(("unicity",), ("hash",)),
)


class ContactsSubscriptions(Resource):
    """Subscriptions of contacts to notifiable applications."""

    def list(self, id: str, *, options: RequestOptions | None = None) -> _list[models.Subscription]:
        """List the subscriptions of a contact

        Returns the subscriptions of the contact with this identifier.

        The reference shows the request completely and a part of the response, not the status of a
        success.

        Args:
            id: The identifier of the contact.
        """
        return self._call(_LIST, (id,), options=options)

    def delete_all(self, id: str, *, options: RequestOptions | None = None) -> Any:
        """Delete the subscriptions of a contact

        Deletes all the subscriptions of the contact with this identifier.

        The reference shows a part of the request and no response body, not the status of a success.

        Args:
            id: The identifier of the contact.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE_ALL, (id,), options=options)

    def list_by(
        self,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Subscription]:
        """List the subscriptions of a contact by its unicity or hash

        Returns the subscriptions of the contact with this unicity or this hash, one of which is
        given.

        The reference shows the request completely and a part of the response, not the status of a
        success.

        Args:
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.
            hash: The hash of the contact.

        Raises:
            AuthenticationError: The key is missing or not valid.
            PermissionDeniedError: The key does not allow this. Where its user lacked a right, 409
                was observed instead.
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_LIST_BY, (unicity, hash), options=options)

    def delete_all_by(
        self,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Delete the subscriptions of a contact by its unicity or hash

        Deletes all the subscriptions of the contact with this unicity or this hash, one of which is
        given.

        The reference shows a part of the request and no response body, not the status of a success.

        Args:
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.
            hash: The hash of the contact.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE_ALL_BY, (unicity, hash), options=options)

    @cached_property
    def with_raw_response(self) -> ContactsSubscriptionsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return ContactsSubscriptionsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ContactsSubscriptionsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return ContactsSubscriptionsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> ContactsSubscriptionsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return ContactsSubscriptionsWithStreamedItems(self)


class ContactsSubscriptionsWithRawResponse:
    """The operations of `ContactsSubscriptions`, returning raw responses."""

    def __init__(self, subscriptions: ContactsSubscriptions) -> None:
        self.list = raw(subscriptions.list)
        self.delete_all = raw(subscriptions.delete_all)
        self.list_by = raw(subscriptions.list_by)
        self.delete_all_by = raw(subscriptions.delete_all_by)


class ContactsSubscriptionsWithStreamingResponse:
    """The operations of `ContactsSubscriptions`, as streams."""

    def __init__(self, subscriptions: ContactsSubscriptions) -> None:
        self.list = streamed(subscriptions.list)
        self.delete_all = streamed(subscriptions.delete_all)
        self.list_by = streamed(subscriptions.list_by)
        self.delete_all_by = streamed(subscriptions.delete_all_by)


class ContactsSubscriptionsWithStreamedItems:
    """What `ContactsSubscriptions` lists, item by item as it arrives."""

    def __init__(self, subscriptions: ContactsSubscriptions) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(subscriptions.list)
        self.list_by = streamed_items(subscriptions.list_by)


class AsyncContactsSubscriptions(AsyncResource):
    """Subscriptions of contacts to notifiable applications."""

    async def list(
        self, id: str, *, options: RequestOptions | None = None
    ) -> _list[models.Subscription]:
        """List the subscriptions of a contact: as `ContactsSubscriptions.list`, to be awaited."""
        return await self._call(_LIST, (id,), options=options)

    async def delete_all(self, id: str, *, options: RequestOptions | None = None) -> Any:
        """As `ContactsSubscriptions.delete_all`, to be awaited."""
        return await self._call(_DELETE_ALL, (id,), options=options)

    async def list_by(
        self,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Subscription]:
        """As `ContactsSubscriptions.list_by`, to be awaited."""
        return await self._call(_LIST_BY, (unicity, hash), options=options)

    async def delete_all_by(
        self,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """As `ContactsSubscriptions.delete_all_by`, to be awaited."""
        return await self._call(_DELETE_ALL_BY, (unicity, hash), options=options)

    @cached_property
    def with_raw_response(self) -> AsyncContactsSubscriptionsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncContactsSubscriptionsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncContactsSubscriptionsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncContactsSubscriptionsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncContactsSubscriptionsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncContactsSubscriptionsWithStreamedItems(self)


class AsyncContactsSubscriptionsWithRawResponse:
    def __init__(self, subscriptions: AsyncContactsSubscriptions) -> None:
        self.list = async_raw(subscriptions.list)
        self.delete_all = async_raw(subscriptions.delete_all)
        self.list_by = async_raw(subscriptions.list_by)
        self.delete_all_by = async_raw(subscriptions.delete_all_by)


class AsyncContactsSubscriptionsWithStreamingResponse:
    def __init__(self, subscriptions: AsyncContactsSubscriptions) -> None:
        self.list = async_streamed(subscriptions.list)
        self.delete_all = async_streamed(subscriptions.delete_all)
        self.list_by = async_streamed(subscriptions.list_by)
        self.delete_all_by = async_streamed(subscriptions.delete_all_by)


class AsyncContactsSubscriptionsWithStreamedItems:
    def __init__(self, subscriptions: AsyncContactsSubscriptions) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(subscriptions.list)
        self.list_by = async_streamed_items(subscriptions.list_by)
