# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import Any, BinaryIO

from typing_extensions import Unpack, deprecated

from .. import inputs, models
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.polling import Polls, WaitOptions, async_wait, wait
from .._runtime.resource import AsyncResource, Resource
from .._runtime.streams import binary
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

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


class Imports(Resource, ItemsViewed):
    """Definitions of imports, their files and their runs."""

    with_raw_response: ImportsViews[Raw]
    with_streaming_response: ImportsViews[Streaming]
    with_streamed_items: ImportsViews[Items]

    def list(self, *, options: RequestOptions | None = None) -> _list[models.ImportDefinition]:
        """List the import definitions

        Returns all the import definitions of the account.
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

        The reference names it by its title only: see `api.md`.

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

    @deprecated("client.imports.wait_for_last_execution is deprecated")
    def wait_for_last_execution(
        self, id: int, **waiting: Unpack[WaitOptions]
    ) -> models.ImportExecution:
        """Ask `get_last_execution` until its `state` is `1`; see `WaitOptions`.

        Deprecated.

        Raises:
            PollingFailedError: The state is `2`.
            PollingTimeoutError: It was not done within `timeout`.
        """
        _result: models.ImportExecution = wait(
            self._client,
            _GET_LAST_EXECUTION,
            (id,),
            Polls(("state",), (1,), failed=(2,)),
            **waiting,
        )
        return _result

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

        The reference names it by its title only: see `api.md`.

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


class AsyncImports(AsyncResource, ItemsViewed):
    """Definitions of imports, their files and their runs."""

    with_raw_response: ImportsViews[AsyncRaw]
    with_streaming_response: ImportsViews[AsyncStreaming]
    with_streamed_items: ImportsViews[AsyncItems]

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

    @deprecated("client.imports.wait_for_last_execution is deprecated")
    async def wait_for_last_execution(
        self, id: int, **waiting: Unpack[WaitOptions]
    ) -> models.ImportExecution:
        """As `Imports.wait_for_last_execution`, to be awaited."""
        _result: models.ImportExecution = await async_wait(
            self._client,
            _GET_LAST_EXECUTION,
            (id,),
            Polls(("state",), (1,), failed=(2,)),
            **waiting,
        )
        return _result

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


class ImportsViews(Views[V], owners=(Imports, AsyncImports)):
    """The operations of `Imports` in another way."""

    list = item_view(Imports.list, AsyncImports.list)
    create = view(Imports.create, AsyncImports.create)
    get = view(Imports.get, AsyncImports.get)
    update = view(Imports.update, AsyncImports.update)
    delete = view(Imports.delete, AsyncImports.delete)
    upload_source = view(Imports.upload_source, AsyncImports.upload_source)
    get_last_execution = view(Imports.get_last_execution, AsyncImports.get_last_execution)
    start_execution = view(Imports.start_execution, AsyncImports.start_execution)
