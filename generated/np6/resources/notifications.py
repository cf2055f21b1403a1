from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from typing_extensions import Unpack

from .. import inputs, models, resources
from .._runtime.batch_options import BatchOptions
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter, Success
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_CREATE: Operation[Any] = Operation(
    id="createNotification",
    method="POST",
    path="/notifications",
    body=Body((Media("application/json", "json", lambda: models.Notification),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_GET: Operation[Any] = Operation(
    id="getNotification",
    method="GET",
    path="/notifications/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_UPDATE: Operation[Any] = Operation(
    id="updateNotification",
    method="PUT",
    path="/notifications/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Notification),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_DELETE: Operation[Any] = Operation(
    id="deleteNotification",
    method="DELETE",
    path="/notifications/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_RENDER_BY: Operation[models.NotificationRendering] = Operation(
    id="renderNotificationBy",
    method="GET",
    path="/notifications/{id}/render/contact",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("unicity", "query", lambda: str, required=True),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: models.NotificationRendering),)},
    success=Success("type", ("success",)),
)
_EXECUTE: Operation[models.ExecutionResult] = Operation(
    id="executeNotification",
    method="POST",
    path="/notifications/{id}/execution",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Execution),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.ExecutionResult),)},
    success=Success("type", ("success",)),
)
_EXECUTE_MANY: Operation[list[models.ExecutionResult]] = Operation(
    id="executeNotifications",
    method="POST",
    path="/notifications/{id}/executions",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: list[models.Execution]),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.ExecutionResult]),)},
    success=Success("type", ("success",)),
)
_DUPLICATE: Operation[models.Notification] = Operation(
    id="duplicateNotification",
    method="POST",
    path="/notifications/{id}/duplication",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Notification),)},
)


class Notifications(Resource, ItemsViewed):
    """Push notifications, from drafting and rendering to sending them to one contact or to many."""

    with_raw_response: NotificationsViews[Raw]
    with_streaming_response: NotificationsViews[Streaming]
    with_streamed_items: NotificationsViews[Items]

    def create(
        self,
        request: models.Notification | inputs.NotificationDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        stamp: models.EditStamp | inputs.EditStampDict | Unset = UNSET,
        active: bool | Unset = UNSET,
        settings: models.NotificationSettings | inputs.NotificationSettingsDict | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        task: models.NotificationTask | inputs.NotificationTaskDict | Unset = UNSET,
        versions: Sequence[models.NotificationVersion | inputs.NotificationVersionDict]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a notification

        Creates a notification. Unless the body says otherwise it is not urgent and its purpose is
        marketing. Which fields must be given is not documented.

        A repeated call may create a second notification.

        Args:
            request: The notification to create. Whole, instead of field by field.
            type: The kind of notification.
            id: The number of the notification.
            name: The name of the notification.
            description: What the notification is for, in words.
            stamp: When the notification was created and last changed.
            active: Whether the notification is online.
            settings: The settings of the notification.
            application: The notifiable application whose subscribers it can reach.
            task: How the notification is triggered.
            versions: The versions of the notification.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "description": description,
                "stamp": stamp,
                "active": active,
                "settings": settings,
                "application": application,
                "task": task,
                "versions": versions,
            },
            options=options,
        )

    def get(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Retrieve a notification

        Returns one notification. What the answer holds is not documented.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The number of the notification.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_GET, (id,), options=options)

    def update(
        self,
        id: int,
        request: models.Notification | inputs.NotificationDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        stamp: models.EditStamp | inputs.EditStampDict | Unset = UNSET,
        active: bool | Unset = UNSET,
        settings: models.NotificationSettings | inputs.NotificationSettingsDict | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        task: models.NotificationTask | inputs.NotificationTaskDict | Unset = UNSET,
        versions: Sequence[models.NotificationVersion | inputs.NotificationVersionDict]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a notification

        Puts the body in the place of a notification. Whether what the body leaves out is kept is
        not documented, so give the notification whole.

        Args:
            id: The number of the notification.
            request: The notification as it is to be. Whole, instead of field by field.
            type: The kind of notification.
            body_id: The number of the notification.
            name: The name of the notification.
            description: What the notification is for, in words.
            stamp: When the notification was created and last changed.
            active: Whether the notification is online.
            settings: The settings of the notification.
            application: The notifiable application whose subscribers it can reach.
            task: How the notification is triggered.
            versions: The versions of the notification.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _UPDATE,
            (id,),
            request,
            {
                "type": type,
                "id": body_id,
                "name": name,
                "description": description,
                "stamp": stamp,
                "active": active,
                "settings": settings,
                "application": application,
                "task": task,
                "versions": versions,
            },
            options=options,
        )

    def delete(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Delete a notification

        Deletes a notification. What becomes of messages that it has already sent is not documented.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The number of the notification.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE, (id,), options=options)

    def render_by(
        self, id: int, *, unicity: str, options: RequestOptions | None = None
    ) -> models.NotificationRendering:
        """Render the master version of a notification for a contact found by unicity

        Shows the master version of a notification as one contact would get it. The contact is named
        by its unicity.

        Args:
            id: The number of the notification.
            unicity: The unicity of the contact to render for.

        Returns:
            What came of the rendering.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_RENDER_BY, (id, unicity), options=options)

    def execute(
        self,
        id: int,
        request: models.Execution | inputs.ExecutionDict | Unset = UNSET,
        *,
        recipient: models.Recipient | inputs.RecipientDict | Mapping[str, Any] | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        redirection: models.Redirection
        | inputs.RedirectionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        channel: models.Channel | inputs.ChannelDict | Mapping[str, Any] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ExecutionResult:
        """Execute a notification

        Sends a notification to one recipient. What the body gives replaces the content of the
        notification for this execution only; what it leaves out is taken from the notification.

        This reaches a real person: a repeated call may send the notification again.

        Args:
            id: The number of the notification.
            request: Whom to send to, and what to replace in the notification. Whole, instead of
                field by field.
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
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
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
        self,
        id: int,
        request: Iterable[models.Execution | inputs.ExecutionDict],
        *,
        options: RequestOptions | None = None,
    ) -> list[models.ExecutionResult]:
        """Execute a notification many times

        Sends a notification to several recipients in one call, each with replacements of its own.
        How many a call may hold is not documented.

        This reaches real people: a repeated call may send the notifications again.

        Args:
            id: The number of the notification.
            request: The executions, one item each.

        Returns:
            The executions were taken in; their results.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_EXECUTE_MANY, (id,), request, options=options)

    def duplicate(self, id: int, *, options: RequestOptions | None = None) -> models.Notification:
        """Duplicate a notification

        Makes a copy of a notification and returns the copy. The call has no body.

        A repeated call may create a second copy.

        Args:
            id: The number of the notification.

        Returns:
            The copy.
        """
        return self._call(_DUPLICATE, (id,), options=options)

    @cached_property
    def versions(self) -> resources.NotificationsVersions:
        """Push notifications, from drafting and rendering to sending them to one contact or to
        many.
        """
        return resources.NotificationsVersions(self._client)

    @cached_property
    def events(self) -> resources.NotificationsEvents:
        """What happened to push notifications, such as executions, activations and
        cancellations.
        """
        return resources.NotificationsEvents(self._client)

    @cached_property
    def reactivities(self) -> resources.NotificationsReactivities:
        """How recipients reacted to push notifications, such as seeing, tapping and opting out."""
        return resources.NotificationsReactivities(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> NotificationsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return NotificationsInBatches(self, size, options)


class NotificationsInBatches:
    """What `Notifications` sends as a list, cut into several calls."""

    def __init__(
        self, notifications: Notifications, size: int | None, options: BatchOptions
    ) -> None:
        from .._runtime.batches import Batching, batched

        batching = Batching(size, **options)
        self.execute_many = batched(notifications.execute_many, batching)


class AsyncNotifications(AsyncResource, ItemsViewed):
    """Push notifications, from drafting and rendering to sending them to one contact or to many."""

    with_raw_response: NotificationsViews[AsyncRaw]
    with_streaming_response: NotificationsViews[AsyncStreaming]
    with_streamed_items: NotificationsViews[AsyncItems]

    async def create(
        self,
        request: models.Notification | inputs.NotificationDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        stamp: models.EditStamp | inputs.EditStampDict | Unset = UNSET,
        active: bool | Unset = UNSET,
        settings: models.NotificationSettings | inputs.NotificationSettingsDict | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        task: models.NotificationTask | inputs.NotificationTaskDict | Unset = UNSET,
        versions: Sequence[models.NotificationVersion | inputs.NotificationVersionDict]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a notification: as `Notifications.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "description": description,
                "stamp": stamp,
                "active": active,
                "settings": settings,
                "application": application,
                "task": task,
                "versions": versions,
            },
            options=options,
        )

    async def get(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Retrieve a notification: as `Notifications.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(
        self,
        id: int,
        request: models.Notification | inputs.NotificationDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        stamp: models.EditStamp | inputs.EditStampDict | Unset = UNSET,
        active: bool | Unset = UNSET,
        settings: models.NotificationSettings | inputs.NotificationSettingsDict | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        task: models.NotificationTask | inputs.NotificationTaskDict | Unset = UNSET,
        versions: Sequence[models.NotificationVersion | inputs.NotificationVersionDict]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a notification: as `Notifications.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {
                "type": type,
                "id": body_id,
                "name": name,
                "description": description,
                "stamp": stamp,
                "active": active,
                "settings": settings,
                "application": application,
                "task": task,
                "versions": versions,
            },
            options=options,
        )

    async def delete(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Delete a notification: as `Notifications.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    async def render_by(
        self, id: int, *, unicity: str, options: RequestOptions | None = None
    ) -> models.NotificationRendering:
        """As `Notifications.render_by`, to be awaited."""
        return await self._call(_RENDER_BY, (id, unicity), options=options)

    async def execute(
        self,
        id: int,
        request: models.Execution | inputs.ExecutionDict | Unset = UNSET,
        *,
        recipient: models.Recipient | inputs.RecipientDict | Mapping[str, Any] | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        redirection: models.Redirection
        | inputs.RedirectionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        channel: models.Channel | inputs.ChannelDict | Mapping[str, Any] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ExecutionResult:
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
        self,
        id: int,
        request: Iterable[models.Execution | inputs.ExecutionDict],
        *,
        options: RequestOptions | None = None,
    ) -> list[models.ExecutionResult]:
        """Execute a notification many times: as `Notifications.execute_many`, to be awaited."""
        return await self._call(_EXECUTE_MANY, (id,), request, options=options)

    async def duplicate(
        self, id: int, *, options: RequestOptions | None = None
    ) -> models.Notification:
        """Duplicate a notification: as `Notifications.duplicate`, to be awaited."""
        return await self._call(_DUPLICATE, (id,), options=options)

    @cached_property
    def versions(self) -> resources.AsyncNotificationsVersions:
        """Push notifications, from drafting and rendering to sending them to one contact or to
        many.
        """
        return resources.AsyncNotificationsVersions(self._client)

    @cached_property
    def events(self) -> resources.AsyncNotificationsEvents:
        """What happened to push notifications, such as executions, activations and
        cancellations.
        """
        return resources.AsyncNotificationsEvents(self._client)

    @cached_property
    def reactivities(self) -> resources.AsyncNotificationsReactivities:
        """How recipients reacted to push notifications, such as seeing, tapping and opting out."""
        return resources.AsyncNotificationsReactivities(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> AsyncNotificationsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return AsyncNotificationsInBatches(self, size, options)


class AsyncNotificationsInBatches:
    def __init__(
        self, notifications: AsyncNotifications, size: int | None, options: BatchOptions
    ) -> None:
        from .._runtime.batches import Batching, async_batched

        batching = Batching(size, **options)
        self.execute_many = async_batched(notifications.execute_many, batching)


class NotificationsViews(Views[V], owners=(Notifications, AsyncNotifications)):
    """The operations of `Notifications` in another way."""

    create = view(Notifications.create, AsyncNotifications.create)
    get = view(Notifications.get, AsyncNotifications.get)
    update = view(Notifications.update, AsyncNotifications.update)
    delete = view(Notifications.delete, AsyncNotifications.delete)
    render_by = view(Notifications.render_by, AsyncNotifications.render_by)
    execute = view(Notifications.execute, AsyncNotifications.execute)
    execute_many = item_view(Notifications.execute_many, AsyncNotifications.execute_many)
    duplicate = view(Notifications.duplicate, AsyncNotifications.duplicate)
