# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Iterable
from typing import Annotated

from typing_extensions import Unpack, deprecated

from .._runtime.batch_options import BatchOptions
from .._runtime.bounds import Bounds
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[str]] = Operation(
    id="listSegmentTargets",
    method="GET",
    path="/segments/{id}/targets",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: _list[str]),)},
)
_ADD: Operation[int] = Operation(
    id="addSegmentTargets",
    method="PUT",
    path="/segments/{id}/targets",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body(
        (Media("application/json", "json", lambda: Annotated[_list[str], Bounds(max_items=50)]),),
        required=True,
        max_items=50,
    ),
    responses={"2XX": (Media("application/json", "json", lambda: Int32),)},
)
_REMOVE_ALL: Operation[None] = Operation(
    id="removeSegmentTargets",
    method="DELETE",
    path="/segments/{id}/targets",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": ()},
)


class SegmentsTargets(Resource, ItemsViewed):
    """Segments of contacts, static and dynamic."""

    with_raw_response: SegmentsTargetsViews[Raw]
    with_streaming_response: SegmentsTargetsViews[Streaming]
    with_streamed_items: SegmentsTargetsViews[Items]

    @deprecated("client.segments.targets.list is deprecated")
    def list(self, id: int, *, options: RequestOptions | None = None) -> _list[str]:
        """List the contacts of a segment

        Deprecated.

        Returns the identifiers of all the contacts in a segment.

        Args:
            id: The number of the segment.
        """
        return self._call(_LIST, (id,), options=options)

    @deprecated("client.segments.targets.add is deprecated")
    def add(self, id: int, request: Iterable[str], *, options: RequestOptions | None = None) -> int:
        """Add contacts to a static segment

        Deprecated.

        Adds up to 50 contacts to a static segment and returns how many were added. Contacts are
        given by their identifiers or by their unicity; on an account with several unicity criteria,
        the values of one contact are joined into one string.

        Args:
            id: The number of the segment.
            request: The contacts to add, 50 at most.

        Returns:
            How many contacts were added.

        Raises:
            BadRequestError: The request was not understood: its JSON is malformed, a field is
                missing, or a value has another shape.
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: What the request asks for does not go with the present state, or the user
                of the key lacks the right to it. The answer never had a body, so only a read of
                what the request names tells which.
        """
        return self._call(_ADD, (id,), request, options=options)

    @deprecated("client.segments.targets.remove_all is deprecated")
    def remove_all(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Remove all contacts from a segment

        Deprecated.

        Empties a segment.

        Args:
            id: The number of the segment.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_REMOVE_ALL, (id,), options=options)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> SegmentsTargetsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return SegmentsTargetsInBatches(self, size, options)


class SegmentsTargetsInBatches:
    """What `SegmentsTargets` sends as a list, cut into several calls."""

    def __init__(self, targets: SegmentsTargets, size: int | None, options: BatchOptions) -> None:
        from .._runtime.batches import Batching, batched

        batching = Batching(size, **options)
        self.add = batched(targets.add, batching)


class AsyncSegmentsTargets(AsyncResource, ItemsViewed):
    """Segments of contacts, static and dynamic."""

    with_raw_response: SegmentsTargetsViews[AsyncRaw]
    with_streaming_response: SegmentsTargetsViews[AsyncStreaming]
    with_streamed_items: SegmentsTargetsViews[AsyncItems]

    @deprecated("client.segments.targets.list is deprecated")
    async def list(self, id: int, *, options: RequestOptions | None = None) -> _list[str]:
        """List the contacts of a segment: as `SegmentsTargets.list`, to be awaited."""
        return await self._call(_LIST, (id,), options=options)

    @deprecated("client.segments.targets.add is deprecated")
    async def add(
        self, id: int, request: Iterable[str], *, options: RequestOptions | None = None
    ) -> int:
        """Add contacts to a static segment: as `SegmentsTargets.add`, to be awaited."""
        return await self._call(_ADD, (id,), request, options=options)

    @deprecated("client.segments.targets.remove_all is deprecated")
    async def remove_all(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Remove all contacts from a segment: as `SegmentsTargets.remove_all`, to be awaited."""
        return await self._call(_REMOVE_ALL, (id,), options=options)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> AsyncSegmentsTargetsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return AsyncSegmentsTargetsInBatches(self, size, options)


class AsyncSegmentsTargetsInBatches:
    def __init__(
        self, targets: AsyncSegmentsTargets, size: int | None, options: BatchOptions
    ) -> None:
        from .._runtime.batches import Batching, async_batched

        batching = Batching(size, **options)
        self.add = async_batched(targets.add, batching)


class SegmentsTargetsViews(Views[V], owners=(SegmentsTargets, AsyncSegmentsTargets)):
    """The operations of `SegmentsTargets` in another way."""

    list = item_view(SegmentsTargets.list, AsyncSegmentsTargets.list)
    add = view(SegmentsTargets.add, AsyncSegmentsTargets.add)
    remove_all = view(SegmentsTargets.remove_all, AsyncSegmentsTargets.remove_all)
