from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import inputs, models
from .._runtime.integers import Int32
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Viewed, Views, view

_UPDATE: Operation[models.Webtask] = Operation(
    id="updateWebtask",
    method="PATCH",
    path="/scripting/webtasks/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.WebtaskUpdate),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Webtask),)},
)


class Webtasks(Resource, Viewed):
    """Scripts that run as web tasks."""

    with_raw_response: WebtasksViews[Raw]
    with_streaming_response: WebtasksViews[Streaming]

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

        Args:
            id: The number of the web task.
            request: What to change in the web task.

        Returns:
            The web task as it is now.
        """
        return self._call(_UPDATE, (id,), request, options=options)


class AsyncWebtasks(AsyncResource, Viewed):
    """Scripts that run as web tasks."""

    with_raw_response: WebtasksViews[AsyncRaw]
    with_streaming_response: WebtasksViews[AsyncStreaming]

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


class WebtasksViews(Views[V], owners=(Webtasks, AsyncWebtasks)):
    """The operations of `Webtasks` in another way."""

    update = view(Webtasks.update, AsyncWebtasks.update)
