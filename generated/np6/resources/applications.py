from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from .. import inputs, models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[models.Application]] = Operation(
    id="listApplications",
    method="GET",
    path="/parameters/applications",
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Application]),)},
)
_CREATE: Operation[models.Application] = Operation(
    id="createApplication",
    method="POST",
    path="/parameters/applications",
    body=Body((Media("application/json", "json", lambda: models.NewApplication),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Application),)},
)
_GET: Operation[models.Application] = Operation(
    id="getApplication",
    method="GET",
    path="/parameters/applications/{uuid}",
    parameters=(Parameter("uuid", "path", lambda: UUID, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Application),)},
)
_UPDATE: Operation[Any] = Operation(
    id="updateApplication",
    method="PUT",
    path="/parameters/applications/{uuid}",
    parameters=(Parameter("uuid", "path", lambda: UUID, required=True),),
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_DELETE: Operation[Any] = Operation(
    id="deleteApplication",
    method="DELETE",
    path="/parameters/applications/{uuid}",
    parameters=(Parameter("uuid", "path", lambda: UUID, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)


class Applications(Resource, ItemsViewed):
    """Mobile applications that can receive push notifications."""

    with_raw_response: ApplicationsViews[Raw]
    with_streaming_response: ApplicationsViews[Streaming]
    with_streamed_items: ApplicationsViews[Items]

    def list(self, *, options: RequestOptions | None = None) -> _list[models.Application]:
        """List the notifiable applications

        Returns all the applications that push notifications can be sent to. Their providers come
        with keys, which are secret.
        """
        return self._call(_LIST, options=options)

    def create(
        self,
        request: models.NewApplication
        | inputs.NewApplicationDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: Any | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        stamp: Any | Unset = UNSET,
        icon: str | Unset | None = UNSET,
        providers: Sequence[
            models.FirebaseApplicationProvider
            | inputs.FirebaseApplicationProviderDict
            | Mapping[str, Any]
            | models.HttpApplicationProvider
            | inputs.HttpApplicationProviderDict
            | models.ApnsApplicationProvider
            | inputs.ApnsApplicationProviderDict
            | models.OtherApplicationProvider
            | inputs.OtherApplicationProviderDict
        ]
        | Unset = UNSET,
        routes: Sequence[models.ApplicationRoute | inputs.ApplicationRouteDict | Mapping[str, Any]]
        | Unset = UNSET,
        channels: Sequence[
            models.ApplicationRoute | inputs.ApplicationRouteDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Application:
        """Create a notifiable application

        Creates an application that push notifications can be sent to. In the reference's sample
        `id` and `stamp` are sent as null, and come back filled.

        A repeated call may create a second application.

        Args:
            request: The application to create. Whole, instead of field by field.
            type: The kind of application.
            id: Null in the sample; the API gives the identifier.
            name: The name of the application.
            description: What the application is, in words.
            active: Whether the application is online.
            stamp: Null in the sample; the API sets the stamp.
            icon: The icon of the application; null in the sample.
            providers: Who delivers to the application.
            routes: Where notifications can lead to in the application.
            channels: How the application can display notifications.

        Returns:
            The application that was created.
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
                "active": active,
                "stamp": stamp,
                "icon": icon,
                "providers": providers,
                "routes": routes,
                "channels": channels,
            },
            options=options,
        )

    def get(self, uuid: UUID | str, *, options: RequestOptions | None = None) -> models.Application:
        """Retrieve a notifiable application

        Returns one application that push notifications can be sent to.

        Args:
            uuid: The identifier of the application.
        """
        return self._call(_GET, (uuid,), options=options)

    def update(
        self,
        uuid: UUID | str,
        request: Mapping[str, Any] | models.Application,
        *,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a notifiable application

        Changes an application. The reference's pages do not show this operation, so neither its
        body nor its answer is known; the body is likely an application like that of a creation.

        The reference names it by its title only: see `api.md`.

        Args:
            uuid: The identifier of the application.
            request: The new state of the application, as far as is known.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_UPDATE, (uuid,), request, options=options)

    def delete(self, uuid: UUID | str, *, options: RequestOptions | None = None) -> Any:
        """Delete a notifiable application

        Deletes an application. The reference's pages do not show this operation; what becomes of
        its subscriptions is not known.

        The reference names it by its title only: see `api.md`.

        Args:
            uuid: The identifier of the application.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE, (uuid,), options=options)


class AsyncApplications(AsyncResource, ItemsViewed):
    """Mobile applications that can receive push notifications."""

    with_raw_response: ApplicationsViews[AsyncRaw]
    with_streaming_response: ApplicationsViews[AsyncStreaming]
    with_streamed_items: ApplicationsViews[AsyncItems]

    async def list(self, *, options: RequestOptions | None = None) -> _list[models.Application]:
        """List the notifiable applications: as `Applications.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    async def create(
        self,
        request: models.NewApplication
        | inputs.NewApplicationDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: Any | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        stamp: Any | Unset = UNSET,
        icon: str | Unset | None = UNSET,
        providers: Sequence[
            models.FirebaseApplicationProvider
            | inputs.FirebaseApplicationProviderDict
            | Mapping[str, Any]
            | models.HttpApplicationProvider
            | inputs.HttpApplicationProviderDict
            | models.ApnsApplicationProvider
            | inputs.ApnsApplicationProviderDict
            | models.OtherApplicationProvider
            | inputs.OtherApplicationProviderDict
        ]
        | Unset = UNSET,
        routes: Sequence[models.ApplicationRoute | inputs.ApplicationRouteDict | Mapping[str, Any]]
        | Unset = UNSET,
        channels: Sequence[
            models.ApplicationRoute | inputs.ApplicationRouteDict | Mapping[str, Any]
        ]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Application:
        """Create a notifiable application: as `Applications.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "description": description,
                "active": active,
                "stamp": stamp,
                "icon": icon,
                "providers": providers,
                "routes": routes,
                "channels": channels,
            },
            options=options,
        )

    async def get(
        self, uuid: UUID | str, *, options: RequestOptions | None = None
    ) -> models.Application:
        """Retrieve a notifiable application: as `Applications.get`, to be awaited."""
        return await self._call(_GET, (uuid,), options=options)

    async def update(
        self,
        uuid: UUID | str,
        request: Mapping[str, Any] | models.Application,
        *,
        options: RequestOptions | None = None,
    ) -> Any:
        """Update a notifiable application: as `Applications.update`, to be awaited."""
        return await self._call(_UPDATE, (uuid,), request, options=options)

    async def delete(self, uuid: UUID | str, *, options: RequestOptions | None = None) -> Any:
        """Delete a notifiable application: as `Applications.delete`, to be awaited."""
        return await self._call(_DELETE, (uuid,), options=options)


class ApplicationsViews(Views[V], owners=(Applications, AsyncApplications)):
    """The operations of `Applications` in another way."""

    list = item_view(Applications.list, AsyncApplications.list)
    create = view(Applications.create, AsyncApplications.create)
    get = view(Applications.get, AsyncApplications.get)
    update = view(Applications.update, AsyncApplications.update)
    delete = view(Applications.delete, AsyncApplications.delete)
