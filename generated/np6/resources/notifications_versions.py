from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from .. import inputs, models
from .._runtime.alternatives import exactly_one_of
from .._runtime.integers import Int32
from .._runtime.operation import Body, Media, Operation, Parameter, Success
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Viewed, Views, view

_RENDER: Operation[Any] = Operation(
    id="renderNotificationVersion",
    method="POST",
    path="/notifications/{id}/versions/{version}/render",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("version", "path", lambda: UUID, required=True),
    ),
    body=Body(
        (Media("application/json", "json", lambda: models.NotificationRenderContext),),
        required=True,
    ),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_RENDER_FOR: Operation[models.NotificationRendering] = Operation(
    id="renderNotificationVersionFor",
    method="GET",
    path="/notifications/{id}/versions/{version}/render/contact/{contact}",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("version", "path", lambda: UUID, required=True),
        Parameter("contact", "path", lambda: str, required=True),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: models.NotificationRendering),)},
    success=Success("type", ("success",)),
)
_RENDER_BY: Operation[models.NotificationRendering] = Operation(
    id="renderNotificationVersionBy",
    method="GET",
    path="/notifications/{id}/versions/{version}/render/contact",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("version", "path", lambda: UUID, required=True),
        Parameter("unicity", "query", lambda: str),
        Parameter("hash", "query", lambda: str),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: models.NotificationRendering),)},
    exactly_one_of=exactly_one_of(("unicity",), ("hash",)),
    success=Success("type", ("success",)),
)
_TEST: Operation[Any] = Operation(
    id="testNotificationVersion",
    method="POST",
    path="/notifications/{id}/versions/{version}/test",
    parameters=(
        Parameter("id", "path", lambda: Int32, required=True),
        Parameter("version", "path", lambda: UUID, required=True),
    ),
    body=Body((Media("application/json", "json", lambda: models.NotificationTest),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)


class NotificationsVersions(Resource, Viewed):
    """Push notifications, from drafting and rendering to sending them to one contact or to many."""

    with_raw_response: NotificationsVersionsViews[Raw]
    with_streaming_response: NotificationsVersionsViews[Streaming]

    def render(
        self,
        id: int,
        version: UUID | str,
        request: models.NotificationRenderContext
        | inputs.NotificationRenderContextDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Render a version of a notification

        Shows one version of a notification as it comes out with what the body gives, such as a
        receiver. What the answer holds is not documented here; the other renderings answer with a
        `NotificationRendering`.

        Args:
            id: The number of the notification.
            version: The version of the notification.
            request: What to render with. Whole, instead of field by field.
            receiver: Who the version is rendered for. The sample has `id` and `unicity`; no `type`
                was seen before it is cut.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_RENDER, (id, version), request, {"receiver": receiver}, options=options)

    def render_for(
        self, id: int, version: UUID | str, contact: str, *, options: RequestOptions | None = None
    ) -> models.NotificationRendering:
        """Render a version of a notification for a contact

        Shows one version of a notification as one contact would get it. The contact is named by its
        identifier.

        Args:
            id: The number of the notification.
            version: The version of the notification.
            contact: The identifier of the contact to render for.

        Returns:
            What came of the rendering.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_RENDER_FOR, (id, version, contact), options=options)

    def render_by(
        self,
        id: int,
        version: UUID | str,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.NotificationRendering:
        """Render a version of a notification for a contact found by unicity or hash

        Shows one version of a notification as one contact would get it. The contact is named by its
        unicity or by its hash: give exactly one of the two.

        Args:
            id: The number of the notification.
            version: The version of the notification.
            unicity: The unicity of the contact, which is the value that its account tells contacts
                apart by.
            hash: The hash of the contact.

        Returns:
            What came of the rendering.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_RENDER_BY, (id, version, unicity, hash), options=options)

    def test(
        self,
        id: int,
        version: UUID | str,
        request: models.NotificationTest | inputs.NotificationTestDict | Unset = UNSET,
        *,
        recipient: models.NotificationTestRecipient
        | inputs.NotificationTestRecipientDict
        | Mapping[str, Any]
        | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        expiration: models.NotificationExpiration
        | inputs.NotificationExpirationDict
        | Mapping[str, Any]
        | Unset = UNSET,
        redirection: models.Redirection
        | inputs.RedirectionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        channel: models.Channel | inputs.ChannelDict | Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Test a version of a notification

        Sends one version of a notification to one recipient as a test. What the body gives replaces
        the content of the version for this test only. Unlike an execution, a test can replace the
        expiration, and takes neither a stamp nor an urgency.

        This reaches a real device: a repeated call may send the test again.

        Args:
            id: The number of the notification.
            version: The version of the notification.
            request: Whom to send the test to, and what to replace in the version. Whole, instead of
                field by field.
            recipient: Who receives the test.
            title: Replaces the title of the content.
            body: Replaces the body of the content.
            icon: Replaces the icon of the content.
            thumbnail: Replaces the thumbnail of the content.
            image: Replaces the image of the content.
            data: Data that the views are rendered with.
            variables: Variables that the views are rendered with.
            expiration: Replaces when the notification lapses.
            redirection: Replaces where the notification leads by default.
            channel: Replaces the channel that shows the notification.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _TEST,
            (id, version),
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
                "expiration": expiration,
                "redirection": redirection,
                "channel": channel,
            },
            options=options,
        )


class AsyncNotificationsVersions(AsyncResource, Viewed):
    """Push notifications, from drafting and rendering to sending them to one contact or to many."""

    with_raw_response: NotificationsVersionsViews[AsyncRaw]
    with_streaming_response: NotificationsVersionsViews[AsyncStreaming]

    async def render(
        self,
        id: int,
        version: UUID | str,
        request: models.NotificationRenderContext
        | inputs.NotificationRenderContextDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Render a version of a notification: as `NotificationsVersions.render`, to be awaited."""
        return await self._call(
            _RENDER, (id, version), request, {"receiver": receiver}, options=options
        )

    async def render_for(
        self, id: int, version: UUID | str, contact: str, *, options: RequestOptions | None = None
    ) -> models.NotificationRendering:
        """As `NotificationsVersions.render_for`, to be awaited."""
        return await self._call(_RENDER_FOR, (id, version, contact), options=options)

    async def render_by(
        self,
        id: int,
        version: UUID | str,
        *,
        unicity: str | Unset = UNSET,
        hash: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.NotificationRendering:
        """As `NotificationsVersions.render_by`, to be awaited."""
        return await self._call(_RENDER_BY, (id, version, unicity, hash), options=options)

    async def test(
        self,
        id: int,
        version: UUID | str,
        request: models.NotificationTest | inputs.NotificationTestDict | Unset = UNSET,
        *,
        recipient: models.NotificationTestRecipient
        | inputs.NotificationTestRecipientDict
        | Mapping[str, Any]
        | Unset = UNSET,
        title: str | Unset = UNSET,
        body: str | Unset = UNSET,
        icon: str | Unset = UNSET,
        thumbnail: str | Unset = UNSET,
        image: str | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        expiration: models.NotificationExpiration
        | inputs.NotificationExpirationDict
        | Mapping[str, Any]
        | Unset = UNSET,
        redirection: models.Redirection
        | inputs.RedirectionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        channel: models.Channel | inputs.ChannelDict | Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Test a version of a notification: as `NotificationsVersions.test`, to be awaited."""
        return await self._call(
            _TEST,
            (id, version),
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
                "expiration": expiration,
                "redirection": redirection,
                "channel": channel,
            },
            options=options,
        )


class NotificationsVersionsViews(
    Views[V], owners=(NotificationsVersions, AsyncNotificationsVersions)
):
    """The operations of `NotificationsVersions` in another way."""

    render = view(NotificationsVersions.render, AsyncNotificationsVersions.render)
    render_for = view(NotificationsVersions.render_for, AsyncNotificationsVersions.render_for)
    render_by = view(NotificationsVersions.render_by, AsyncNotificationsVersions.render_by)
    test = view(NotificationsVersions.test, AsyncNotificationsVersions.test)
