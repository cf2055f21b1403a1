from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from .. import inputs, models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_ADD_TO_MAIL: Operation[None] = Operation(
    id="addContactToMailRedlist",
    method="POST",
    path="/targets/{id}/redlist/mail",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: models.RedlistEntry),), required=True),
    responses={"2XX": ()},
)
_LIST_MAIL: Operation[list[models.RedlistEntry]] = Operation(
    id="listMailRedlist",
    method="GET",
    path="/targets/redlist/mail",
    parameters=(
        Parameter("startDate", "query", lambda: DateTime, python="start_date"),
        Parameter("endDate", "query", lambda: DateTime, python="end_date"),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.RedlistEntry]),)},
)
_LIST_SMS: Operation[list[models.RedlistEntry]] = Operation(
    id="listSmsRedlist",
    method="GET",
    path="/targets/redlist/sms",
    parameters=(
        Parameter("startDate", "query", lambda: DateTime, python="start_date"),
        Parameter("endDate", "query", lambda: DateTime, python="end_date"),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.RedlistEntry]),)},
)


class ContactsRedlist(Resource, ItemsViewed):
    """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""

    with_raw_response: ContactsRedlistViews[Raw]
    with_streaming_response: ContactsRedlistViews[Streaming]
    with_streamed_items: ContactsRedlistViews[Items]

    def add_to_mail(
        self,
        id: str,
        request: models.RedlistEntry | inputs.RedlistEntryDict | Unset = UNSET,
        *,
        body_id: str | Unset = UNSET,
        timestamp: datetime | Unset | None = UNSET,
        origin: models.RedlistOrigin | Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9] | Unset = UNSET,
        detail: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Put a contact on the mail redlist

        Puts a contact on the redlist for e-mail, with the reason why.

        Whether a repeated call changes the entry that is already there is not documented.

        Args:
            id: The identifier of the contact.
            request: The entry to create. Whole, instead of field by field.
            body_id: The identifier of the contact.
            timestamp: When the contact was listed.
            origin: What caused the listing.
            detail: The detail of the listing; by older documentation, the `formId` of a form.
        """
        return self._call(
            _ADD_TO_MAIL,
            (id,),
            request,
            {"id": body_id, "timestamp": timestamp, "origin": origin, "detail": detail},
            options=options,
        )

    def list_mail(
        self,
        *,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.RedlistEntry]:
        """Retrieve the mail redlist

        Reads the redlist for e-mail, all of it or between two dates. The reference says that the
        answer has no content, which a read can hardly mean; what it holds is from older
        documentation.

        Args:
            start_date: The lower date; whether it is itself included is not documented.
            end_date: The upper date; whether it is itself included is not documented.
        """
        return self._call(_LIST_MAIL, (start_date, end_date), options=options)

    def list_sms(
        self,
        *,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.RedlistEntry]:
        """Retrieve the SMS redlist

        Reads the redlist for SMS, all of it or between two dates. The reference says that the
        answer has no content, which a read can hardly mean; what it holds is from older
        documentation.

        Args:
            start_date: The lower date; whether it is itself included is not documented.
            end_date: The upper date; whether it is itself included is not documented.
        """
        return self._call(_LIST_SMS, (start_date, end_date), options=options)


class AsyncContactsRedlist(AsyncResource, ItemsViewed):
    """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""

    with_raw_response: ContactsRedlistViews[AsyncRaw]
    with_streaming_response: ContactsRedlistViews[AsyncStreaming]
    with_streamed_items: ContactsRedlistViews[AsyncItems]

    async def add_to_mail(
        self,
        id: str,
        request: models.RedlistEntry | inputs.RedlistEntryDict | Unset = UNSET,
        *,
        body_id: str | Unset = UNSET,
        timestamp: datetime | Unset | None = UNSET,
        origin: models.RedlistOrigin | Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9] | Unset = UNSET,
        detail: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Put a contact on the mail redlist: as `ContactsRedlist.add_to_mail`, to be awaited."""
        return await self._call(
            _ADD_TO_MAIL,
            (id,),
            request,
            {"id": body_id, "timestamp": timestamp, "origin": origin, "detail": detail},
            options=options,
        )

    async def list_mail(
        self,
        *,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.RedlistEntry]:
        """Retrieve the mail redlist: as `ContactsRedlist.list_mail`, to be awaited."""
        return await self._call(_LIST_MAIL, (start_date, end_date), options=options)

    async def list_sms(
        self,
        *,
        start_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> list[models.RedlistEntry]:
        """Retrieve the SMS redlist: as `ContactsRedlist.list_sms`, to be awaited."""
        return await self._call(_LIST_SMS, (start_date, end_date), options=options)


class ContactsRedlistViews(Views[V], owners=(ContactsRedlist, AsyncContactsRedlist)):
    """The operations of `ContactsRedlist` in another way."""

    add_to_mail = view(ContactsRedlist.add_to_mail, AsyncContactsRedlist.add_to_mail)
    list_mail = item_view(ContactsRedlist.list_mail, AsyncContactsRedlist.list_mail)
    list_sms = item_view(ContactsRedlist.list_sms, AsyncContactsRedlist.list_sms)
