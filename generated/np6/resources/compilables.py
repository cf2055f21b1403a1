from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from .. import models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter, Success
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_EXECUTE: Operation[models.CompilableResult] = Operation(
    id="executeCompilable",
    method="POST",
    path="/scripting/compilables/{id}/execution",
    parameters=(Parameter("id", "path", lambda: UUID, required=True),),
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.CompilableResult),)},
    success=Success("type", ("success",)),
)
_LIST_FLAWS: Operation[list[models.CompilableFlaw]] = Operation(
    id="listCompilableFlaws",
    method="GET",
    path="/scripting/compilables/{id}/flaws",
    parameters=(Parameter("id", "path", lambda: UUID, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.CompilableFlaw]),)},
)
_DUPLICATE: Operation[models.Compilable] = Operation(
    id="duplicateCompilable",
    method="POST",
    path="/scripting/compilables/{id}/duplication",
    parameters=(Parameter("id", "path", lambda: UUID, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Compilable),)},
)


class Compilables(Resource, ItemsViewed):
    """Scripts that are compiled, checked for flaws and executed."""

    with_raw_response: CompilablesViews[Raw]
    with_streaming_response: CompilablesViews[Streaming]
    with_streamed_items: CompilablesViews[Items]

    def execute(
        self, id: UUID | str, request: Mapping[str, Any], *, options: RequestOptions | None = None
    ) -> models.CompilableResult:
        """Execute a compilable

        Runs a compilable with the arguments of the body and returns what came out. Which arguments
        there are depends on the compilable.

        A repeated call runs it again, with whatever effects it has.

        Args:
            id: The identifier of the compilable.
            request: The arguments, by their names.

        Returns:
            What came of the run.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_EXECUTE, (id,), request, options=options)

    def list_flaws(
        self, id: UUID | str, *, options: RequestOptions | None = None
    ) -> list[models.CompilableFlaw]:
        """List the flaws of a compilable

        Checks a compilable and returns the flaws that were found.

        Args:
            id: The identifier of the compilable.
        """
        return self._call(_LIST_FLAWS, (id,), options=options)

    def duplicate(
        self, id: UUID | str, *, options: RequestOptions | None = None
    ) -> models.Compilable:
        """Duplicate a compilable

        Makes a copy of a compilable and returns the copy. The call has no body.

        A repeated call may create a second copy.

        Args:
            id: The identifier of the compilable.

        Returns:
            The copy.
        """
        return self._call(_DUPLICATE, (id,), options=options)


class AsyncCompilables(AsyncResource, ItemsViewed):
    """Scripts that are compiled, checked for flaws and executed."""

    with_raw_response: CompilablesViews[AsyncRaw]
    with_streaming_response: CompilablesViews[AsyncStreaming]
    with_streamed_items: CompilablesViews[AsyncItems]

    async def execute(
        self, id: UUID | str, request: Mapping[str, Any], *, options: RequestOptions | None = None
    ) -> models.CompilableResult:
        """Execute a compilable: as `Compilables.execute`, to be awaited."""
        return await self._call(_EXECUTE, (id,), request, options=options)

    async def list_flaws(
        self, id: UUID | str, *, options: RequestOptions | None = None
    ) -> list[models.CompilableFlaw]:
        """List the flaws of a compilable: as `Compilables.list_flaws`, to be awaited."""
        return await self._call(_LIST_FLAWS, (id,), options=options)

    async def duplicate(
        self, id: UUID | str, *, options: RequestOptions | None = None
    ) -> models.Compilable:
        """Duplicate a compilable: as `Compilables.duplicate`, to be awaited."""
        return await self._call(_DUPLICATE, (id,), options=options)


class CompilablesViews(Views[V], owners=(Compilables, AsyncCompilables)):
    """The operations of `Compilables` in another way."""

    execute = view(Compilables.execute, AsyncCompilables.execute)
    list_flaws = item_view(Compilables.list_flaws, AsyncCompilables.list_flaws)
    duplicate = view(Compilables.duplicate, AsyncCompilables.duplicate)
