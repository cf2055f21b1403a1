# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from os import PathLike
from typing import Any, BinaryIO

from typing_extensions import deprecated

from .. import inputs, models
from .._runtime.model import Int32
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.streams import binary
from .._runtime.unset import UNSET, Unset

_LIST: Operation[_list[models.ImportDefinition]] = Operation(
    id="listImports",
    method="GET",
    path="/imports",
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json",
                "json",
                lambda: _list[models.ImportDefinition],
            ),
        )
    },
)
_CREATE: Operation[models.ImportDefinition] = Operation(
    id="createImport",
    method="POST",
    path="/imports",
    body=Body((Media("application/json", "json", lambda: models.ImportDefinition),), required=True),
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json", "json", lambda: models.ImportDefinition
            ),
        )
    },
)
_GET: Operation[models.ImportDefinition] = Operation(
    id="getImport",
    method="GET",
    path="/imports/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json", "json", lambda: models.ImportDefinition
            ),
        )
    },
)
_UPDATE: Operation[models.ImportDefinition] = Operation(
    id="updateImport",
    method="PUT",
    path="/imports/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.ImportDefinition),), required=True),
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json", "json", lambda: models.ImportDefinition
            ),
        )
    },
)
_DELETE: Operation[None] = Operation(
    id="deleteImport",
    method="DELETE",
    path="/imports/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": ()},
)
_UPLOAD_SOURCE: Operation[models.ImportSource] = Operation(
    id="uploadImportSource",
    method="PUT",
    path="/imports/{id}/source",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body(
        (Media("application/octet-stream", "binary", lambda: bytes, encode=binary),), required=True
    ),
    responses={
        "2XX": (
            Media("application/vnd.mperf.v8.import.v1+json", "json", lambda: models.ImportSource),
        )
    },
)
_GET_LAST_EXECUTION: Operation[models.ImportExecution] = Operation(
    id="getLastImportExecution",
    method="GET",
    path="/imports/{id}/executions",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json", "json", lambda: models.ImportExecution
            ),
        )
    },
)
_START_EXECUTION: Operation[models.StartedImportExecution] = Operation(
    id="startImportExecution",
    method="POST",
    path="/imports/{id}/executions",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.ImportDefinition),)),
    responses={
        "2XX": (
            Media(
                "application/vnd.mperf.v8.import.v1+json",
                "json",
                lambda: models.StartedImportExecution,
            ),
        )
    },
)


class Imports(Resource):
    """Definitions of imports, their files and their runs."""

    def list(self, *, options: RequestOptions | None = None) -> _list[models.ImportDefinition]:
        """List the import definitions

        Returns all the import definitions of the account.

        The reference shows a sample of request and response, not the status of a success.
        """
        return self._call(_LIST, options=options)

    @deprecated("client.imports.create is deprecated")
    def create(
        self,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ImportDefinition:
        """Create an import definition

        Deprecated.

        Creates an import definition and returns it: which file is read, what is done with its
        contacts, and when.

        A repeated call may create a second definition.

        The reference shows a part of the request and no response body, not the status of a success.
        Observed in older, with medium confidence: request, answer, behaviour.

        Args:
            request: The import definition to create. Whole, instead of field by field.
            id: The number of the import definition; null in the sample of a new one.
            name: The name of the import definition.
            creation_date: When the import definition was created.
            update_date: When the import definition was last changed.
            binding: The number of the import format, which says which column of the file goes to
                which field.
            features: What the import does.
            source: Where the contacts come from.
            scheduler: When the import runs.

        Returns:
            The import definition that was created.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    def get(self, id: int, *, options: RequestOptions | None = None) -> models.ImportDefinition:
        """Retrieve an import definition

        Returns one import definition.

        The reference shows a sample of request and response, not the status of a success.

        Args:
            id: The number of the import definition.
        """
        return self._call(_GET, (id,), options=options)

    def update(
        self,
        id: int,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        body_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ImportDefinition:
        """Update an import definition

        Changes an import definition and returns it. The reference does not name the fields of the
        body; it describes four of them in the words that it uses for `binding`, `features`,
        `source` and `scheduler` of a new definition. What happens to what the body leaves out is
        not documented.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: answer, behaviour.

        Args:
            id: The number of the import definition.
            request: The new state of the import definition. Whole, instead of field by field.
            body_id: The number of the import definition; null in the sample of a new one.
            name: The name of the import definition.
            creation_date: When the import definition was created.
            update_date: When the import definition was last changed.
            binding: The number of the import format, which says which column of the file goes to
                which field.
            features: What the import does.
            source: Where the contacts come from.
            scheduler: When the import runs.

        Returns:
            The import definition as it is now.
        """
        return self._call(
            _UPDATE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    @deprecated("client.imports.delete is deprecated")
    def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete an import definition

        Deprecated.

        Deletes an import definition. What becomes of an import that is running is not documented.

        Args:
            id: The number of the import definition.
        """
        return self._call(_DELETE, (id,), options=options)

    @deprecated("client.imports.upload_source is deprecated")
    def upload_source(
        self,
        id: int,
        request: bytes | BinaryIO | PathLike[str] | Iterable[bytes],
        *,
        options: RequestOptions | None = None,
    ) -> models.ImportSource:
        """Upload the file of an import

        Deprecated.

        Gives an import definition a new file, sent as it is. Whether the upload also starts the
        import is not documented.

        The reference shows the request completely and a part of the response, not the status of a
        success. Observed in older, with medium confidence: request, answer, behaviour.

        Args:
            id: The number of the import definition.
            request: The content of the file.

        Returns:
            The source that the file is now in.
        """
        return self._call(_UPLOAD_SOURCE, (id,), request, options=options)

    @deprecated("client.imports.get_last_execution is deprecated")
    def get_last_execution(
        self, id: int, *, options: RequestOptions | None = None
    ) -> models.ImportExecution:
        """Retrieve the last run of an import

        Deprecated.

        Returns where the last run of an import stands.

        Args:
            id: The number of the import definition.
        """
        return self._call(_GET_LAST_EXECUTION, (id,), options=options)

    @deprecated("client.imports.start_execution is deprecated")
    def start_execution(
        self,
        id: int,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        body_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.StartedImportExecution:
        """Start an import

        Deprecated.

        Starts a run of an import. By its title it can also change the import definition, with what
        the body gives.

        A repeated call may start a second run.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: request, answer, behaviour.

        Args:
            id: The number of the import definition.
            request: The import definition, where it is to be changed. Whole, instead of field by
                field.
            body_id: The number of the import definition; null in the sample of a new one.
            name: The name of the import definition.
            creation_date: When the import definition was created.
            update_date: When the import definition was last changed.
            binding: The number of the import format, which says which column of the file goes to
                which field.
            features: What the import does.
            source: Where the contacts come from.
            scheduler: When the import runs.

        Returns:
            The run that was started.
        """
        return self._call(
            _START_EXECUTION,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    @cached_property
    def with_raw_response(self) -> ImportsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return ImportsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ImportsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return ImportsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> ImportsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return ImportsWithStreamedItems(self)


class ImportsWithRawResponse:
    """The operations of `Imports`, returning raw responses."""

    def __init__(self, imports: Imports) -> None:
        self.list = raw(imports.list)
        self.create = raw(imports.create)
        self.get = raw(imports.get)
        self.update = raw(imports.update)
        self.delete = raw(imports.delete)
        self.upload_source = raw(imports.upload_source)
        self.get_last_execution = raw(imports.get_last_execution)
        self.start_execution = raw(imports.start_execution)


class ImportsWithStreamingResponse:
    """The operations of `Imports`, as streams."""

    def __init__(self, imports: Imports) -> None:
        self.list = streamed(imports.list)
        self.create = streamed(imports.create)
        self.get = streamed(imports.get)
        self.update = streamed(imports.update)
        self.delete = streamed(imports.delete)
        self.upload_source = streamed(imports.upload_source)
        self.get_last_execution = streamed(imports.get_last_execution)
        self.start_execution = streamed(imports.start_execution)


class ImportsWithStreamedItems:
    """What `Imports` lists, item by item as it arrives."""

    def __init__(self, imports: Imports) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(imports.list)


class AsyncImports(AsyncResource):
    """Definitions of imports, their files and their runs."""

    async def list(
        self, *, options: RequestOptions | None = None
    ) -> _list[models.ImportDefinition]:
        """List the import definitions: as `Imports.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    @deprecated("client.imports.create is deprecated")
    async def create(
        self,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ImportDefinition:
        """Create an import definition: as `Imports.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    async def get(
        self, id: int, *, options: RequestOptions | None = None
    ) -> models.ImportDefinition:
        """Retrieve an import definition: as `Imports.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(
        self,
        id: int,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        body_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ImportDefinition:
        """Update an import definition: as `Imports.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    @deprecated("client.imports.delete is deprecated")
    async def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete an import definition: as `Imports.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    @deprecated("client.imports.upload_source is deprecated")
    async def upload_source(
        self,
        id: int,
        request: bytes | BinaryIO | PathLike[str] | AsyncIterable[bytes],
        *,
        options: RequestOptions | None = None,
    ) -> models.ImportSource:
        """Upload the file of an import: as `Imports.upload_source`, to be awaited."""
        return await self._call(_UPLOAD_SOURCE, (id,), request, options=options)

    @deprecated("client.imports.get_last_execution is deprecated")
    async def get_last_execution(
        self, id: int, *, options: RequestOptions | None = None
    ) -> models.ImportExecution:
        """Retrieve the last run of an import: as `Imports.get_last_execution`, to be awaited."""
        return await self._call(_GET_LAST_EXECUTION, (id,), options=options)

    @deprecated("client.imports.start_execution is deprecated")
    async def start_execution(
        self,
        id: int,
        request: models.ImportDefinition
        | inputs.ImportDefinitionDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        body_id: int | Unset | None = UNSET,
        name: str | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset | None = UNSET,
        binding: int | Unset | None = UNSET,
        features: Sequence[
            models.ReportFeature
            | inputs.ReportFeatureDict
            | Mapping[str, Any]
            | models.DatabaseFeature
            | inputs.DatabaseFeatureDict
            | models.DuplicateFeature
            | inputs.DuplicateFeatureDict
            | models.SegmentationFeature
            | inputs.SegmentationFeatureDict
            | models.NormalizationFeature
            | inputs.NormalizationFeatureDict
            | models.RedlistFeature
            | inputs.RedlistFeatureDict
            | models.OtherFeature
            | inputs.OtherFeatureDict
        ]
        | Unset = UNSET,
        source: models.ImportSource | inputs.ImportSourceDict | Mapping[str, Any] | Unset = UNSET,
        scheduler: models.ImportScheduler
        | inputs.ImportSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.StartedImportExecution:
        """Start an import: as `Imports.start_execution`, to be awaited."""
        return await self._call(
            _START_EXECUTION,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "creationDate": creation_date,
                "updateDate": update_date,
                "binding": binding,
                "features": features,
                "source": source,
                "scheduler": scheduler,
            },
            options=options,
        )

    @cached_property
    def with_raw_response(self) -> AsyncImportsWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncImportsWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncImportsWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncImportsWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncImportsWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncImportsWithStreamedItems(self)


class AsyncImportsWithRawResponse:
    def __init__(self, imports: AsyncImports) -> None:
        self.list = async_raw(imports.list)
        self.create = async_raw(imports.create)
        self.get = async_raw(imports.get)
        self.update = async_raw(imports.update)
        self.delete = async_raw(imports.delete)
        self.upload_source = async_raw(imports.upload_source)
        self.get_last_execution = async_raw(imports.get_last_execution)
        self.start_execution = async_raw(imports.start_execution)


class AsyncImportsWithStreamingResponse:
    def __init__(self, imports: AsyncImports) -> None:
        self.list = async_streamed(imports.list)
        self.create = async_streamed(imports.create)
        self.get = async_streamed(imports.get)
        self.update = async_streamed(imports.update)
        self.delete = async_streamed(imports.delete)
        self.upload_source = async_streamed(imports.upload_source)
        self.get_last_execution = async_streamed(imports.get_last_execution)
        self.start_execution = async_streamed(imports.start_execution)


class AsyncImportsWithStreamedItems:
    def __init__(self, imports: AsyncImports) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(imports.list)
