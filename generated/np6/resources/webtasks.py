from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from .. import inputs, models
from .._runtime.model import Int32
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed

_UPDATE: Operation[models.Webtask] = Operation(
    id="updateWebtask",
    method="PATCH",
    path="/scripting/webtasks/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.WebtaskUpdate),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Webtask),)},
)


class Webtasks(Resource):
    """Scripts that run as web tasks."""

    def update(
        self,
        id: int,
        request: models.Webtask
        | inputs.WebtaskDict
        | Mapping[str, Any]
        | Sequence[models.Webtask | inputs.WebtaskDict | Mapping[str, Any]],
        *,
        options: RequestOptions | None = None,
    ) -> models.Webtask:
        """Update a web task

        Changes a web task and returns it. The reference shows the body in two forms: it declares a
        list of objects, and its sample is one object. Both can be given here; which of them the
        server takes is not known.

        The reference shows a part of request and response, not the status of a success.

        Args:
            id: The number of the web task.
            request: What to change in the web task.

        Returns:
            The web task as it is now.
        """
        return self._call(_UPDATE, (id,), request, options=options)

    @cached_property
    def with_raw_response(self) -> WebtasksWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return WebtasksWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> WebtasksWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return WebtasksWithStreamingResponse(self)


class WebtasksWithRawResponse:
    """The operations of `Webtasks`, returning raw responses."""

    def __init__(self, webtasks: Webtasks) -> None:
        self.update = raw(webtasks.update)


class WebtasksWithStreamingResponse:
    """The operations of `Webtasks`, as streams."""

    def __init__(self, webtasks: Webtasks) -> None:
        self.update = streamed(webtasks.update)


class AsyncWebtasks(AsyncResource):
    """Scripts that run as web tasks."""

    async def update(
        self,
        id: int,
        request: models.Webtask
        | inputs.WebtaskDict
        | Mapping[str, Any]
        | Sequence[models.Webtask | inputs.WebtaskDict | Mapping[str, Any]],
        *,
        options: RequestOptions | None = None,
    ) -> models.Webtask:
        """Update a web task: as `Webtasks.update`, to be awaited."""
        return await self._call(_UPDATE, (id,), request, options=options)

    @cached_property
    def with_raw_response(self) -> AsyncWebtasksWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncWebtasksWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncWebtasksWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncWebtasksWithStreamingResponse(self)


class AsyncWebtasksWithRawResponse:
    def __init__(self, webtasks: AsyncWebtasks) -> None:
        self.update = async_raw(webtasks.update)


class AsyncWebtasksWithStreamingResponse:
    def __init__(self, webtasks: AsyncWebtasks) -> None:
        self.update = async_streamed(webtasks.update)
