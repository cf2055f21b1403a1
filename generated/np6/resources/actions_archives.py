from __future__ import annotations

from builtins import list as _list
from datetime import datetime
from typing import Union

from .. import models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views

_LIST: Operation[_list[models.Archive]] = Operation(
    id="listArchives",
    method="GET",
    path="/actions/archives",
    parameters=(
        Parameter("startDate", "query", lambda: Union[DateTime, None], python="start_date"),
        Parameter("endDate", "query", lambda: Union[DateTime, None], python="end_date"),
    ),
    responses={
        "2XX": (
            Media("application/vnd.np6.cm.mail.archive", "json", lambda: _list[models.Archive]),
        )
    },
)
_LIST_FOR: Operation[_list[models.Archive]] = Operation(
    id="listTargetArchives",
    method="GET",
    path="/actions/{id}/targets/{target}/archives",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("target", "path", lambda: str, required=True),
        Parameter("startDate", "query", lambda: Union[DateTime, None], python="start_date"),
        Parameter("endDate", "query", lambda: Union[DateTime, None], python="end_date"),
    ),
    responses={
        "2XX": (
            Media("application/vnd.np6.cm.mail.archive", "json", lambda: _list[models.Archive]),
        )
    },
)


class ActionsArchives(Resource, ItemsViewed):
    """Messages that went out, for the whole account or for one contact."""

    with_raw_response: ActionsArchivesViews[Raw]
    with_streaming_response: ActionsArchivesViews[Streaming]
    with_streamed_items: ActionsArchivesViews[Items]

    def list(
        self,
        *,
        start_date: datetime | Unset | None = UNSET,
        end_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Archive]:
        """List the archives of the account

        Returns the archives of the mails that went out, for the whole account.

        Each archive has an address that works until `expiresOn`. The page shows no paging, so a
        long span of time may give a long answer.

        Args:
            start_date: The start of the span of time; what it is compared with, and whether it is
                included, is not documented.
            end_date: The end of the span of time; what it is compared with, and whether it is
                included, is not documented.
        """
        return self._call(_LIST, (start_date, end_date), options=options)

    def list_for(
        self,
        id: str,
        target: str,
        *,
        start_date: datetime | Unset | None = UNSET,
        end_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Archive]:
        """List the archives of an action for one contact

        Returns the archives of the mails that one action sent to one contact.

        Each archive has an address that works until `expiresOn`.

        Args:
            id: The identifier of the action.
            target: The identifier of the contact.
            start_date: The start of the span of time; what it is compared with, and whether it is
                included, is not documented.
            end_date: The end of the span of time; what it is compared with, and whether it is
                included, is not documented.

        Returns:
            The archives of that action and contact.
        """
        return self._call(_LIST_FOR, (id, target, start_date, end_date), options=options)


class AsyncActionsArchives(AsyncResource, ItemsViewed):
    """Messages that went out, for the whole account or for one contact."""

    with_raw_response: ActionsArchivesViews[AsyncRaw]
    with_streaming_response: ActionsArchivesViews[AsyncStreaming]
    with_streamed_items: ActionsArchivesViews[AsyncItems]

    async def list(
        self,
        *,
        start_date: datetime | Unset | None = UNSET,
        end_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Archive]:
        """List the archives of the account: as `ActionsArchives.list`, to be awaited."""
        return await self._call(_LIST, (start_date, end_date), options=options)

    async def list_for(
        self,
        id: str,
        target: str,
        *,
        start_date: datetime | Unset | None = UNSET,
        end_date: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Archive]:
        """As `ActionsArchives.list_for`, to be awaited."""
        return await self._call(_LIST_FOR, (id, target, start_date, end_date), options=options)


class ActionsArchivesViews(Views[V], owners=(ActionsArchives, AsyncActionsArchives)):
    """The operations of `ActionsArchives` in another way."""

    list = item_view(ActionsArchives.list, AsyncActionsArchives.list)
    list_for = item_view(ActionsArchives.list_for, AsyncActionsArchives.list_for)
