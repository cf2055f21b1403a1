from __future__ import annotations

from builtins import list as _list
from typing import Any

from .. import models
from .._runtime.alternatives import exactly_one_of
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

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
    exactly_one_of=exactly_one_of(("unicity",), ("hash",)),
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
    exactly_one_of=exactly_one_of(("unicity",), ("hash",)),
)


class ContactsSubscriptions(Resource, ItemsViewed):
    """Subscriptions of contacts to notifiable applications."""

    with_raw_response: ContactsSubscriptionsViews[Raw]
    with_streaming_response: ContactsSubscriptionsViews[Streaming]
    with_streamed_items: ContactsSubscriptionsViews[Items]

    def list(self, id: str, *, options: RequestOptions | None = None) -> _list[models.Subscription]:
        """List the subscriptions of a contact

        Returns the subscriptions of the contact with this identifier.

        Args:
            id: The identifier of the contact.
        """
        return self._call(_LIST, (id,), options=options)

    def delete_all(self, id: str, *, options: RequestOptions | None = None) -> Any:
        """Delete the subscriptions of a contact

        Deletes all the subscriptions of the contact with this identifier.

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

        Args:
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.
            hash: The hash of the contact.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE_ALL_BY, (unicity, hash), options=options)


class AsyncContactsSubscriptions(AsyncResource, ItemsViewed):
    """Subscriptions of contacts to notifiable applications."""

    with_raw_response: ContactsSubscriptionsViews[AsyncRaw]
    with_streaming_response: ContactsSubscriptionsViews[AsyncStreaming]
    with_streamed_items: ContactsSubscriptionsViews[AsyncItems]

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


class ContactsSubscriptionsViews(
    Views[V], owners=(ContactsSubscriptions, AsyncContactsSubscriptions)
):
    """The operations of `ContactsSubscriptions` in another way."""

    list = item_view(ContactsSubscriptions.list, AsyncContactsSubscriptions.list)
    delete_all = view(ContactsSubscriptions.delete_all, AsyncContactsSubscriptions.delete_all)
    list_by = item_view(ContactsSubscriptions.list_by, AsyncContactsSubscriptions.list_by)
    delete_all_by = view(
        ContactsSubscriptions.delete_all_by, AsyncContactsSubscriptions.delete_all_by
    )
