from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from typing_extensions import Unpack

from .. import inputs, models, resources
from .._runtime.batch_options import BatchOptions
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.repeated import repeated
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_GET: Operation[models.Contact] = Operation(
    id="getContact",
    method="GET",
    path="/targets/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/vnd.mperf.v8.model.v1+json", "json", lambda: dict[str, Any]),)),
    responses={"2XX": (Media("application/json", "json", lambda: models.Contact),)},
)
_UPDATE: Operation[models.Contact] = Operation(
    id="updateContact",
    method="PUT",
    path="/targets/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Contact),)},
)
_DELETE: Operation[None] = Operation(
    id="deleteContact",
    method="DELETE",
    path="/targets/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": ()},
)
_GET_BY: Operation[models.Contact] = Operation(
    id="getContactBy",
    method="GET",
    path="/targets",
    parameters=(
        Parameter("hash", "query", lambda: str),
        Parameter("unicity", "query", lambda: list[str], encode=repeated),
    ),
    body=Body((Media("application/json", "json", lambda: list[str]),)),
    responses={
        "2XX": (Media("application/vnd.np6.experimental+json", "json", lambda: models.Contact),)
    },
)
_CREATE: Operation[models.Contact] = Operation(
    id="createContact",
    method="POST",
    path="/targets",
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"200": (Media("application/json", "json", lambda: models.Contact),)},
    retry=True,
)
_UPDATE_BY: Operation[models.Contact] = Operation(
    id="updateContactBy",
    method="PUT",
    path="/targets",
    parameters=(Parameter("unicity", "query", lambda: str),),
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Contact),)},
)
_DELETE_MANY: Operation[None] = Operation(
    id="deleteContacts",
    method="DELETE",
    path="/targets",
    body=Body((Media("application/json", "json", lambda: models.ContactSelection),), required=True),
    responses={"2XX": ()},
)
_COUNT: Operation[models.ContactCount] = Operation(
    id="countContacts",
    method="GET",
    path="/targets/count",
    responses={"2XX": (Media("application/json", "json", lambda: models.ContactCount),)},
)
_LIST_NOTIFICATIONS: Operation[list[models.ContactNotification]] = Operation(
    id="listContactNotifications",
    method="GET",
    path="/targets/{id}/notifications",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("start", "query", lambda: DateTime),
        Parameter("end", "query", lambda: DateTime),
        Parameter("sort", "query", lambda: models.SortOrder),
    ),
    responses={
        "2XX": (Media("application/json", "json", lambda: list[models.ContactNotification]),)
    },
)


class Contacts(Resource, ItemsViewed):
    """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""

    with_raw_response: ContactsViews[Raw]
    with_streaming_response: ContactsViews[Streaming]
    with_streamed_items: ContactsViews[Items]

    def get(
        self,
        id: str,
        request: Mapping[str, Any] | Unset = UNSET,
        *,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Retrieve a contact

        Returns one contact with the values of its fields. The reference marks this operation as
        experimental.

        An optional body restricts which fields come back. It is an object meant as a set of field
        identifiers joined with commas, but the reference shows no filled one.

        Args:
            id: The identifier of the contact.
            request: Restricts which fields of the contact come back.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET, (id,), request, options=options)

    def update(
        self,
        id: str,
        request: Mapping[str, Any] | models.Contact,
        *,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Update a contact

        Changes the contact with this identifier and returns it. Whether a value that the body
        leaves out is kept is not known.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The identifier of the contact.
            request: The values to give the contact.

        Returns:
            The contact as it is now.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: Another contact has this unicity. There is no body.
        """
        return self._call(_UPDATE, (id,), request, options=options)

    def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a contact

        Deletes one contact. No way to undo this is documented.

        Args:
            id: The identifier of the contact.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_DELETE, (id,), options=options)

    def get_by(
        self,
        request: Iterable[str] | Unset = UNSET,
        *,
        hash: str | Unset = UNSET,
        unicity: Sequence[str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Retrieve a contact by its hash or unicity

        Returns the contact that a hash or unicity values identify. The reference marks this
        operation as experimental.

        Both parameters are optional and its sample gives both; it does not say what comes back when
        they disagree or are left out. It also shows a body, a list of strings, without saying what
        it is for.

        Args:
            request: Not described by the reference.
            hash: The hash of the contact.
            unicity: The unicity values of the contact, by which its account tells contacts apart.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET_BY, (hash, unicity), request, options=options)

    def create(
        self, request: Mapping[str, Any], *, options: RequestOptions | None = None
    ) -> models.Contact:
        """Create a contact

        Creates a contact and returns it with its identifier. The reference's pages do not show this
        operation; what is said here was observed. The body has the values by the names of the
        fields, at least those that make up the unicity.

        A contact that exists already is not made again: the answer is 409 then, so a repeated call
        does no harm. After a call whose answer was lost, the repeat is answered so too.

        The reference names it by its title only: see `api.md`.

        Args:
            request: The values of the new contact.

        Returns:
            The contact that was created.

        Raises:
            BadRequestError: The request was not understood, or has no unicity.
            ConflictError: The contact exists already. There is no body.
        """
        return self._call(_CREATE, (), request, options=options)

    def update_by(
        self,
        request: Mapping[str, Any] | models.Contact,
        *,
        unicity: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Update a contact found by its unicity

        Changes the contact with this unicity, or creates it where there is none, and returns it.
        The reference's page of this operation shows no query, and neither the body nor the answer:
        these are from older documentation.

        The reference names it by its title only: see `api.md`.

        Args:
            request: The values to give the contact.
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.

        Returns:
            The contact as it is now.
        """
        return self._call(_UPDATE_BY, (unicity,), request, options=options)

    def delete_many(
        self,
        request: models.UnicitySelection
        | inputs.UnicitySelectionDict
        | Mapping[str, Any]
        | models.IdSelection
        | inputs.IdSelectionDict
        | models.SegmentSelection
        | inputs.SegmentSelectionDict
        | models.OtherSelection
        | inputs.OtherSelectionDict
        | Unset = UNSET,
        *,
        type: Literal["unicity", "id", "segment"] | str | Unset = UNSET,
        value: Sequence[Sequence[str]] | Sequence[str] | int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete many contacts

        Deletes contacts in bulk: every contact that the body selects. No way to undo this is
        documented.

        The reference shows that a body can select a segment, and not how it names the segment; what
        selects contacts is from older documentation. Ask NP6 before calling this on an account
        whose contacts matter.

        Args:
            request: Which contacts to delete. Whole, instead of field by field.
            type: This selection.
            value: The unicities, a list for each contact with one text for each criterion of the
                account.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(
            _DELETE_MANY, (), request, {"type": type, "value": value}, options=options
        )

    def count(self, *, options: RequestOptions | None = None) -> models.ContactCount:
        """Count the contacts

        Returns how many contacts the account has. The page does not list the key, but it is sent as
        in every call.

        Returns:
            The number of contacts.
        """
        return self._call(_COUNT, options=options)

    def list_notifications(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.ContactNotification]:
        """List the notifications of a contact

        Returns the push notifications that were routed to a contact, in any order unless `sort`
        asks for one. The reference marks this operation as experimental.

        Args:
            id: The identifier of the contact.
            start: Keeps events from this moment on, itself included.
            end: Keeps events before this moment, itself excluded.
            sort: Puts the events in the order of their timestamps, ascending or descending; without
                it they come in any order.
        """
        return self._call(_LIST_NOTIFICATIONS, (id, start, end, sort), options=options)

    @cached_property
    def redlist(self) -> resources.ContactsRedlist:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        return resources.ContactsRedlist(self._client)

    @cached_property
    def subscriptions(self) -> resources.ContactsSubscriptions:
        """Subscriptions of contacts to notifiable applications."""
        return resources.ContactsSubscriptions(self._client)

    @cached_property
    def events(self) -> resources.ContactsEvents:
        """What one contact received and did."""
        return resources.ContactsEvents(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> ContactsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return ContactsInBatches(self, size, options)


class ContactsInBatches:
    """What `Contacts` sends as a list, cut into several calls."""

    def __init__(self, contacts: Contacts, size: int | None, options: BatchOptions) -> None:
        from .._runtime.batches import Batching, batched

        batching = Batching(size, **options)
        self.get_by = batched(contacts.get_by, batching)


class AsyncContacts(AsyncResource, ItemsViewed):
    """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""

    with_raw_response: ContactsViews[AsyncRaw]
    with_streaming_response: ContactsViews[AsyncStreaming]
    with_streamed_items: ContactsViews[AsyncItems]

    async def get(
        self,
        id: str,
        request: Mapping[str, Any] | Unset = UNSET,
        *,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Retrieve a contact: as `Contacts.get`, to be awaited."""
        return await self._call(_GET, (id,), request, options=options)

    async def update(
        self,
        id: str,
        request: Mapping[str, Any] | models.Contact,
        *,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Update a contact: as `Contacts.update`, to be awaited."""
        return await self._call(_UPDATE, (id,), request, options=options)

    async def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a contact: as `Contacts.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    async def get_by(
        self,
        request: Iterable[str] | Unset = UNSET,
        *,
        hash: str | Unset = UNSET,
        unicity: Sequence[str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Retrieve a contact by its hash or unicity: as `Contacts.get_by`, to be awaited."""
        return await self._call(_GET_BY, (hash, unicity), request, options=options)

    async def create(
        self, request: Mapping[str, Any], *, options: RequestOptions | None = None
    ) -> models.Contact:
        """Create a contact: as `Contacts.create`, to be awaited."""
        return await self._call(_CREATE, (), request, options=options)

    async def update_by(
        self,
        request: Mapping[str, Any] | models.Contact,
        *,
        unicity: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Contact:
        """Update a contact found by its unicity: as `Contacts.update_by`, to be awaited."""
        return await self._call(_UPDATE_BY, (unicity,), request, options=options)

    async def delete_many(
        self,
        request: models.UnicitySelection
        | inputs.UnicitySelectionDict
        | Mapping[str, Any]
        | models.IdSelection
        | inputs.IdSelectionDict
        | models.SegmentSelection
        | inputs.SegmentSelectionDict
        | models.OtherSelection
        | inputs.OtherSelectionDict
        | Unset = UNSET,
        *,
        type: Literal["unicity", "id", "segment"] | str | Unset = UNSET,
        value: Sequence[Sequence[str]] | Sequence[str] | int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete many contacts: as `Contacts.delete_many`, to be awaited."""
        return await self._call(
            _DELETE_MANY, (), request, {"type": type, "value": value}, options=options
        )

    async def count(self, *, options: RequestOptions | None = None) -> models.ContactCount:
        """Count the contacts: as `Contacts.count`, to be awaited."""
        return await self._call(_COUNT, options=options)

    async def list_notifications(
        self,
        id: str,
        *,
        start: datetime | Unset = UNSET,
        end: datetime | Unset = UNSET,
        sort: models.SortOrder | Literal["asc", "desc"] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.ContactNotification]:
        """List the notifications of a contact: as `Contacts.list_notifications`, to be awaited."""
        return await self._call(_LIST_NOTIFICATIONS, (id, start, end, sort), options=options)

    @cached_property
    def redlist(self) -> resources.AsyncContactsRedlist:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        return resources.AsyncContactsRedlist(self._client)

    @cached_property
    def subscriptions(self) -> resources.AsyncContactsSubscriptions:
        """Subscriptions of contacts to notifiable applications."""
        return resources.AsyncContactsSubscriptions(self._client)

    @cached_property
    def events(self) -> resources.AsyncContactsEvents:
        """What one contact received and did."""
        return resources.AsyncContactsEvents(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> AsyncContactsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return AsyncContactsInBatches(self, size, options)


class AsyncContactsInBatches:
    def __init__(self, contacts: AsyncContacts, size: int | None, options: BatchOptions) -> None:
        from .._runtime.batches import Batching, async_batched

        batching = Batching(size, **options)
        self.get_by = async_batched(contacts.get_by, batching)


class ContactsViews(Views[V], owners=(Contacts, AsyncContacts)):
    """The operations of `Contacts` in another way."""

    get = view(Contacts.get, AsyncContacts.get)
    update = view(Contacts.update, AsyncContacts.update)
    delete = view(Contacts.delete, AsyncContacts.delete)
    get_by = view(Contacts.get_by, AsyncContacts.get_by)
    create = view(Contacts.create, AsyncContacts.create)
    update_by = view(Contacts.update_by, AsyncContacts.update_by)
    delete_many = view(Contacts.delete_many, AsyncContacts.delete_many)
    count = view(Contacts.count, AsyncContacts.count)
    list_notifications = item_view(Contacts.list_notifications, AsyncContacts.list_notifications)
