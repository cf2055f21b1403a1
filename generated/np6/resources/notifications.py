from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._runtime.model import Int32
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .._runtime.options import RequestOptions
    from .._runtime.unset import Unset
    from ..inputs import ChannelDict, ConversationStampDict, ExecutionDict, RecipientDict, RedirectionDict
    from ..models import Channel, ConversationStamp, Execution, ExecutionResult, Notification, Recipient, Redirection

_EXECUTE: Operation[ExecutionResult] = Operation(
    id="executeNotification",
    method="POST",
    path="/notifications/{id}/execution",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Execution),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.ExecutionResult),), "429": ()},
    security=(("apiKey",),),
)
_EXECUTE_MANY: Operation[list[ExecutionResult]] = Operation(
    id="executeNotifications",
    method="POST",
    path="/notifications/{id}/executions",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: list[models.Execution]),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.ExecutionResult]),), "429": ()},
    security=(("apiKey",),),
)
_DUPLICATE: Operation[Notification] = Operation(
    id="duplicateNotification",
    method="POST",
    path="/notifications/{id}/duplication",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Notification),), "429": ()},
    security=(("apiKey",),),
)


class Notifications(Resource):
    """The operations on `notifications`."""

    def execute(
        self,
        id: int,
        request: Execution | ExecutionDict | Unset = UNSET,
        *,
        recipient: Recipient | RecipientDict | Mapping[str, Any] | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        redirection: Redirection | RedirectionDict | Mapping[str, Any] | Unset = UNSET,
        channel: Channel | ChannelDict | Mapping[str, Any] | Unset = UNSET,
        stamp: ConversationStamp | ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> ExecutionResult:
        """Execute a notification

        Sends a notification to one recipient. What the body gives replaces the content of the notification for this execution
        only; what it leaves out is taken from the notification.

        This reaches a real person: a repeated call may send the notification again.

        The reference shows request and response completely. It does not state the status of a success.

        Args:
            id: The number of the notification.
            request: Whom to send to, and what to replace in the notification. Whole, instead of field by field.
            recipient: Who receives the notification.
            title: Replaces the title of the content.
            body: Replaces the body of the content.
            icon: Replaces the icon of the content.
            thumbnail: Replaces the thumbnail of the content.
            image: Replaces the image of the content.
            data: Data that the views are rendered with.
            variables: Variables that the views are rendered with.
            redirection: Replaces where the notification leads by default.
            channel: Replaces the channel that shows the notification.
            stamp: Follows the conversation that this execution is part of.
            urgent: The priority of this execution.

        Returns:
            The execution was taken in; its result.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(
            _EXECUTE,
            (id,),
            request,
            {
                "recipient": recipient,
                "title": title,
                "body": body,
                "icon": icon,
                "thumbnail": thumbnail,
                "image": image,
                "data": data,
                "variables": variables,
                "redirection": redirection,
                "channel": channel,
                "stamp": stamp,
                "urgent": urgent,
            },
            options=options,
        )

    def execute_many(
        self, id: int, request: Sequence[Execution | ExecutionDict], *, options: RequestOptions | None = None
    ) -> list[ExecutionResult]:
        """Execute a notification many times

        Sends a notification to several recipients in one call, each with replacements of its own. How many a call may hold is
        not documented.

        This reaches real people: a repeated call may send the notifications again.

        The reference shows request and response completely. It does not state the status of a success.

        Args:
            id: The number of the notification.
            request: The executions, one item each.

        Returns:
            The executions were taken in; their results.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_EXECUTE_MANY, (id,), request, options=options)

    def duplicate(self, id: int, *, options: RequestOptions | None = None) -> Notification:
        """Duplicate a notification

        Makes a copy of a notification and returns the copy. The call has no body.

        A repeated call may make a second copy.

        The reference shows request and response completely. It does not state the status of a success.

        Args:
            id: The number of the notification.

        Returns:
            The copy.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_DUPLICATE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> NotificationsWithRawResponse:
        """The same operations, returning the whole response: status, headers, bytes, and `parse()` for the result."""
        return NotificationsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> NotificationsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return NotificationsWithStreamingResponse(self)


class NotificationsWithRawResponse:
    """The operations of `Notifications`, returning raw responses."""

    def __init__(self, notifications: Notifications) -> None:
        self.execute = raw(notifications.execute)
        self.execute_many = raw(notifications.execute_many)
        self.duplicate = raw(notifications.duplicate)


class NotificationsWithStreamingResponse:
    """The operations of `Notifications`, as streams."""

    def __init__(self, notifications: Notifications) -> None:
        self.execute = streamed(notifications.execute)
        self.execute_many = streamed(notifications.execute_many)
        self.duplicate = streamed(notifications.duplicate)


class AsyncNotifications(AsyncResource):
    """The operations on `notifications`."""

    async def execute(
        self,
        id: int,
        request: Execution | ExecutionDict | Unset = UNSET,
        *,
        recipient: Recipient | RecipientDict | Mapping[str, Any] | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        redirection: Redirection | RedirectionDict | Mapping[str, Any] | Unset = UNSET,
        channel: Channel | ChannelDict | Mapping[str, Any] | Unset = UNSET,
        stamp: ConversationStamp | ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> ExecutionResult:
        """Execute a notification: as `Notifications.execute`, to be awaited."""
        return await self._call(
            _EXECUTE,
            (id,),
            request,
            {
                "recipient": recipient,
                "title": title,
                "body": body,
                "icon": icon,
                "thumbnail": thumbnail,
                "image": image,
                "data": data,
                "variables": variables,
                "redirection": redirection,
                "channel": channel,
                "stamp": stamp,
                "urgent": urgent,
            },
            options=options,
        )

    async def execute_many(
        self, id: int, request: Sequence[Execution | ExecutionDict], *, options: RequestOptions | None = None
    ) -> list[ExecutionResult]:
        """Execute a notification many times: as `Notifications.execute_many`, to be awaited."""
        return await self._call(_EXECUTE_MANY, (id,), request, options=options)

    async def duplicate(self, id: int, *, options: RequestOptions | None = None) -> Notification:
        """Duplicate a notification: as `Notifications.duplicate`, to be awaited."""
        return await self._call(_DUPLICATE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> AsyncNotificationsWithRawResponse:
        """The same operations, returning the whole response: status, headers, bytes, and `parse()` for the result."""
        return AsyncNotificationsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncNotificationsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncNotificationsWithStreamingResponse(self)


class AsyncNotificationsWithRawResponse:
    """The operations of `AsyncNotifications`, returning raw responses."""

    def __init__(self, notifications: AsyncNotifications) -> None:
        self.execute = async_raw(notifications.execute)
        self.execute_many = async_raw(notifications.execute_many)
        self.duplicate = async_raw(notifications.duplicate)


class AsyncNotificationsWithStreamingResponse:
    """The operations of `AsyncNotifications`, as streams."""

    def __init__(self, notifications: AsyncNotifications) -> None:
        self.execute = async_streamed(notifications.execute)
        self.execute_many = async_streamed(notifications.execute_many)
        self.duplicate = async_streamed(notifications.duplicate)
