from __future__ import annotations

from builtins import list as _list
from datetime import datetime
from functools import cached_property
from typing import Union

from .. import models
from .._runtime.moments import DateTime
from .._runtime.operation import Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

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


class ActionsArchives(Resource):
    """Messages that went out, for the whole account or for one contact."""

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

    @cached_property
    def with_raw_response(self) -> ActionsArchivesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return ActionsArchivesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ActionsArchivesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return ActionsArchivesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> ActionsArchivesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return ActionsArchivesWithStreamedItems(self)


class ActionsArchivesWithRawResponse:
    """The operations of `ActionsArchives`, returning raw responses."""

    def __init__(self, archives: ActionsArchives) -> None:
        self.list = raw(archives.list)
        self.list_for = raw(archives.list_for)


class ActionsArchivesWithStreamingResponse:
    """The operations of `ActionsArchives`, as streams."""

    def __init__(self, archives: ActionsArchives) -> None:
        self.list = streamed(archives.list)
        self.list_for = streamed(archives.list_for)


class ActionsArchivesWithStreamedItems:
    """What `ActionsArchives` lists, item by item as it arrives."""

    def __init__(self, archives: ActionsArchives) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(archives.list)
        self.list_for = streamed_items(archives.list_for)


class AsyncActionsArchives(AsyncResource):
    """Messages that went out, for the whole account or for one contact."""

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

    @cached_property
    def with_raw_response(self) -> AsyncActionsArchivesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncActionsArchivesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncActionsArchivesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncActionsArchivesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncActionsArchivesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncActionsArchivesWithStreamedItems(self)


class AsyncActionsArchivesWithRawResponse:
    def __init__(self, archives: AsyncActionsArchives) -> None:
        self.list = async_raw(archives.list)
        self.list_for = async_raw(archives.list_for)


class AsyncActionsArchivesWithStreamingResponse:
    def __init__(self, archives: AsyncActionsArchives) -> None:
        self.list = async_streamed(archives.list)
        self.list_for = async_streamed(archives.list_for)


class AsyncActionsArchivesWithStreamedItems:
    def __init__(self, archives: AsyncActionsArchives) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(archives.list)
        self.list_for = async_streamed_items(archives.list_for)
