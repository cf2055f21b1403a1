# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from typing_extensions import deprecated

from .. import inputs, models, resources
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[models.Segment]] = Operation(
    id="listSegments",
    method="GET",
    path="/segments",
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Segment]),)},
)
_CREATE: Operation[models.Segment] = Operation(
    id="createSegment",
    method="POST",
    path="/segments",
    body=Body((Media("application/json", "json", lambda: models.NewSegment),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Segment),)},
)
_GET: Operation[models.Segment] = Operation(
    id="getSegment",
    method="GET",
    path="/segments/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Segment),)},
)
_UPDATE: Operation[models.Segment] = Operation(
    id="updateSegment",
    method="PUT",
    path="/segments/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Segment),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Segment),)},
)
_DELETE: Operation[None] = Operation(
    id="deleteSegment",
    method="DELETE",
    path="/segments/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": ()},
)


class Segments(Resource, ItemsViewed):
    """Segments of contacts, static and dynamic."""

    with_raw_response: SegmentsViews[Raw]
    with_streaming_response: SegmentsViews[Streaming]
    with_streamed_items: SegmentsViews[Items]

    def list(self, *, options: RequestOptions | None = None) -> _list[models.Segment]:
        """List the segments

        Returns all the segments of the account, static and dynamic.
        """
        return self._call(_LIST, options=options)

    def create(
        self,
        request: models.NewSegment | inputs.NewSegmentDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        is_test: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Segment:
        """Create a segment

        Creates a segment and returns it. Static segments were seen; whether dynamic ones can be
        created is not documented. In the reference's sample no expiration is sent, and the segment
        comes back with one a year after its creation. By older documentation a name that is taken
        is refused with 409.

        Args:
            request: The segment to create. Whole, instead of field by field.
            type: The kind of segment.
            name: The name of the segment.
            description: What the segment is for, in words.
            is_test: Whether actions can be tested on the segment.

        Returns:
            The segment that was created.

        Raises:
            ConflictError: The name is taken. There is no body.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {"type": type, "name": name, "description": description, "isTest": is_test},
            options=options,
        )

    def get(self, id: int, *, options: RequestOptions | None = None) -> models.Segment:
        """Retrieve a segment

        Returns one segment. The reference's pages do not show this operation; older documentation
        does.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The number of the segment.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET, (id,), options=options)

    @deprecated("client.segments.update is deprecated")
    def update(
        self,
        id: int,
        request: models.Segment | inputs.SegmentDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        creation: datetime | Unset | None = UNSET,
        expiration: datetime | Unset | None = UNSET,
        is_test: bool | Unset | None = UNSET,
        targets_count: int | Unset | None = UNSET,
        parent_id: int | Unset | None = UNSET,
        search_id: int | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Segment:
        """Update a segment

        Deprecated.

        Gives a segment the state in the body, and returns it. What happens to fields that the body
        leaves out is not documented.

        Args:
            id: The number of the segment.
            request: The new state of the segment. Whole, instead of field by field.
            type: The kind of segment.
            body_id: The number of the segment.
            name: The name of the segment.
            description: What the segment is for, in words.
            creation: When the segment was created.
            expiration: When the segment expires.
            is_test: Whether actions can be tested on the segment.
            targets_count: About how many contacts the segment has.
            parent_id: The number of the parent segment; in the samples only a dynamic segment has
                one.
            search_id: The number of a search.

        Returns:
            The segment as it is now.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: The name is taken. There is no body.
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
                "creation": creation,
                "expiration": expiration,
                "isTest": is_test,
                "targetsCount": targets_count,
                "parentId": parent_id,
                "searchId": search_id,
            },
            options=options,
        )

    def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a segment

        Deletes a segment. It may be refused while an action is linked to the segment.

        Args:
            id: The number of the segment.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_DELETE, (id,), options=options)

    @cached_property
    def targets(self) -> resources.SegmentsTargets:
        """Segments of contacts, static and dynamic."""
        return resources.SegmentsTargets(self._client)


class AsyncSegments(AsyncResource, ItemsViewed):
    """Segments of contacts, static and dynamic."""

    with_raw_response: SegmentsViews[AsyncRaw]
    with_streaming_response: SegmentsViews[AsyncStreaming]
    with_streamed_items: SegmentsViews[AsyncItems]

    async def list(self, *, options: RequestOptions | None = None) -> _list[models.Segment]:
        """List the segments: as `Segments.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    async def create(
        self,
        request: models.NewSegment | inputs.NewSegmentDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        is_test: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Segment:
        """Create a segment: as `Segments.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {"type": type, "name": name, "description": description, "isTest": is_test},
            options=options,
        )

    async def get(self, id: int, *, options: RequestOptions | None = None) -> models.Segment:
        """Retrieve a segment: as `Segments.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    @deprecated("client.segments.update is deprecated")
    async def update(
        self,
        id: int,
        request: models.Segment | inputs.SegmentDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        creation: datetime | Unset | None = UNSET,
        expiration: datetime | Unset | None = UNSET,
        is_test: bool | Unset | None = UNSET,
        targets_count: int | Unset | None = UNSET,
        parent_id: int | Unset | None = UNSET,
        search_id: int | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Segment:
        """Update a segment: as `Segments.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {
                "type": type,
                "id": body_id,
                "name": name,
                "description": description,
                "creation": creation,
                "expiration": expiration,
                "isTest": is_test,
                "targetsCount": targets_count,
                "parentId": parent_id,
                "searchId": search_id,
            },
            options=options,
        )

    async def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a segment: as `Segments.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    @cached_property
    def targets(self) -> resources.AsyncSegmentsTargets:
        """Segments of contacts, static and dynamic."""
        return resources.AsyncSegmentsTargets(self._client)


class SegmentsViews(Views[V], owners=(Segments, AsyncSegments)):
    """The operations of `Segments` in another way."""

    list = item_view(Segments.list, AsyncSegments.list)
    create = view(Segments.create, AsyncSegments.create)
    get = view(Segments.get, AsyncSegments.get)
    update = view(Segments.update, AsyncSegments.update)
    delete = view(Segments.delete, AsyncSegments.delete)
