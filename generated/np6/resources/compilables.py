from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from .. import models
from .._runtime.operation import Body, Media, Operation, Parameter, Success
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed

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


class Compilables(Resource):
    """Scripts that are compiled, checked for flaws and executed."""

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

        The reference shows the request completely and a part of the response, not the status of a
        success.

        Args:
            id: The identifier of the compilable.

        Returns:
            The copy.
        """
        return self._call(_DUPLICATE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> CompilablesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return CompilablesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CompilablesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return CompilablesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> CompilablesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return CompilablesWithStreamedItems(self)


class CompilablesWithRawResponse:
    """The operations of `Compilables`, returning raw responses."""

    def __init__(self, compilables: Compilables) -> None:
        self.execute = raw(compilables.execute)
        self.list_flaws = raw(compilables.list_flaws)
        self.duplicate = raw(compilables.duplicate)


class CompilablesWithStreamingResponse:
    """The operations of `Compilables`, as streams."""

    def __init__(self, compilables: Compilables) -> None:
        self.execute = streamed(compilables.execute)
        self.list_flaws = streamed(compilables.list_flaws)
        self.duplicate = streamed(compilables.duplicate)


class CompilablesWithStreamedItems:
    """What `Compilables` lists, item by item as it arrives."""

    def __init__(self, compilables: Compilables) -> None:
        from .._runtime.items import streamed_items

        self.list_flaws = streamed_items(compilables.list_flaws)


class AsyncCompilables(AsyncResource):
    """Scripts that are compiled, checked for flaws and executed."""

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

    @cached_property
    def with_raw_response(self) -> AsyncCompilablesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncCompilablesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCompilablesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncCompilablesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncCompilablesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncCompilablesWithStreamedItems(self)


class AsyncCompilablesWithRawResponse:
    def __init__(self, compilables: AsyncCompilables) -> None:
        self.execute = async_raw(compilables.execute)
        self.list_flaws = async_raw(compilables.list_flaws)
        self.duplicate = async_raw(compilables.duplicate)


class AsyncCompilablesWithStreamingResponse:
    def __init__(self, compilables: AsyncCompilables) -> None:
        self.execute = async_streamed(compilables.execute)
        self.list_flaws = async_streamed(compilables.list_flaws)
        self.duplicate = async_streamed(compilables.duplicate)


class AsyncCompilablesWithStreamedItems:
    def __init__(self, compilables: AsyncCompilables) -> None:
        from .._runtime.items import async_streamed_items

        self.list_flaws = async_streamed_items(compilables.list_flaws)
