from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from .. import inputs, models
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Viewed, Views, view

_GET: Operation[models.Subscription] = Operation(
    id="getSubscription",
    method="GET",
    path="/subscriptions/{id}",
    parameters=(Parameter("id", "path", lambda: UUID, required=True),),
    responses={"200": (Media("application/json", "json", lambda: models.Subscription),)},
)
_DELETE: Operation[Any] = Operation(
    id="deleteSubscription",
    method="DELETE",
    path="/subscriptions/{id}",
    parameters=(Parameter("id", "path", lambda: UUID, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_SAVE: Operation[models.Subscription] = Operation(
    id="saveSubscription",
    method="PUT",
    path="/subscriptions",
    body=Body((Media("application/json", "json", lambda: models.Subscription),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Subscription),)},
)


class Subscriptions(Resource, Viewed):
    """Subscriptions of contacts to notifiable applications."""

    with_raw_response: SubscriptionsViews[Raw]
    with_streaming_response: SubscriptionsViews[Streaming]

    def get(self, id: UUID | str, *, options: RequestOptions | None = None) -> models.Subscription:
        """Retrieve a subscription

        Returns one subscription, with the contact and the application that it ties together.

        Args:
            id: The identifier of the subscription.

        Raises:
            AuthenticationError: The key is missing or not valid.
            PermissionDeniedError: The key does not allow this. Where its user lacked a right, 409
                was observed instead.
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET, (id,), options=options)

    def delete(self, id: UUID | str, *, options: RequestOptions | None = None) -> Any:
        """Delete a subscription

        Deletes one subscription.

        Args:
            id: The identifier of the subscription.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_DELETE, (id,), options=options)

    def save(
        self,
        request: models.Subscription | inputs.SubscriptionDict | Unset = UNSET,
        *,
        id: UUID | str | Unset = UNSET,
        lifecycle: models.Lifecycle | inputs.LifecycleDict | Mapping[str, Any] | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        provider: models.FirebaseSubscriptionProvider
        | inputs.FirebaseSubscriptionProviderDict
        | Mapping[str, Any]
        | models.OtherSubscriptionProvider
        | inputs.OtherSubscriptionProviderDict
        | Unset = UNSET,
        contact: models.FootprintIdentity
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
    ) -> models.Subscription:
        """Create or update a subscription

        Creates a subscription, or updates the one that is there. In the reference's sample the body
        carries the identifier and no lifecycle, and the answer carries the lifecycle.

        Args:
            request: The subscription. Whole, instead of field by field.
            id: The identifier of the subscription.
            lifecycle: When the subscription was created and changed. The sample of a request leaves
                it out.
            application: The notifiable application that is subscribed to.
            provider: Who pushes the notifications.
            contact: The contact that is subscribed.

        Returns:
            The subscription as it is now.
        """
        return self._call(
            _SAVE,
            (),
            request,
            {
                "id": id,
                "lifecycle": lifecycle,
                "application": application,
                "provider": provider,
                "contact": contact,
            },
            options=options,
        )


class AsyncSubscriptions(AsyncResource, Viewed):
    """Subscriptions of contacts to notifiable applications."""

    with_raw_response: SubscriptionsViews[AsyncRaw]
    with_streaming_response: SubscriptionsViews[AsyncStreaming]

    async def get(
        self, id: UUID | str, *, options: RequestOptions | None = None
    ) -> models.Subscription:
        """Retrieve a subscription: as `Subscriptions.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def delete(self, id: UUID | str, *, options: RequestOptions | None = None) -> Any:
        """Delete a subscription: as `Subscriptions.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    async def save(
        self,
        request: models.Subscription | inputs.SubscriptionDict | Unset = UNSET,
        *,
        id: UUID | str | Unset = UNSET,
        lifecycle: models.Lifecycle | inputs.LifecycleDict | Mapping[str, Any] | Unset = UNSET,
        application: UUID | str | Unset = UNSET,
        provider: models.FirebaseSubscriptionProvider
        | inputs.FirebaseSubscriptionProviderDict
        | Mapping[str, Any]
        | models.OtherSubscriptionProvider
        | inputs.OtherSubscriptionProviderDict
        | Unset = UNSET,
        contact: models.FootprintIdentity
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
    ) -> models.Subscription:
        """Create or update a subscription: as `Subscriptions.save`, to be awaited."""
        return await self._call(
            _SAVE,
            (),
            request,
            {
                "id": id,
                "lifecycle": lifecycle,
                "application": application,
                "provider": provider,
                "contact": contact,
            },
            options=options,
        )


class SubscriptionsViews(Views[V], owners=(Subscriptions, AsyncSubscriptions)):
    """The operations of `Subscriptions` in another way."""

    get = view(Subscriptions.get, AsyncSubscriptions.get)
    delete = view(Subscriptions.delete, AsyncSubscriptions.delete)
    save = view(Subscriptions.save, AsyncSubscriptions.save)
