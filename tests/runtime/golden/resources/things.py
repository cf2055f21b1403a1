"""A resource in the shape that the generator emits; its operations have one of everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import models
from .._runtime.downloads import DownloadOperation, download_view
from .._runtime.forms import form, multipart
from .._runtime.integers import Int32
from .._runtime.operation import Body, Encoding, Media, Operation, Parameter
from .._runtime.resource import AsyncResource, Resource
from .._runtime.several_media import SeveralMedia
from .._runtime.streams import binary
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Viewed, Views, view

if TYPE_CHECKING:
    from .._runtime.options import RequestOptions
    from ..models import Colour, Made, Thing

_FAILURE = (Media("application/json", "json", lambda: models.Failure),)
_MADE = (Media("application/json", "json", lambda: models.Made),)

_MAKE: Operation[Made] = Operation(
    id="makeThing",
    method="POST",
    path="/things/{id}/make",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Thing),), required=True),
    responses={"2XX": _MADE, "404": _FAILURE, "4XX": (), "204": ()},
    security=(("apiKey",),),
)
_READ: Operation[Made] = Operation(
    id="readThing",
    method="GET",
    path="/things/{name}",
    parameters=(
        Parameter("name", "path", lambda: str, required=True),
        Parameter("colour", "query", lambda: models.Colour),
        Parameter("flag", "query", lambda: bool),
        Parameter("X-Trace", "header", lambda: str, python="x_trace"),
    ),
    responses={"200": _MADE, "default": _FAILURE},
    retry=True,
    security=(("apiKey",),),
)
_UPLOAD: Operation[None] = Operation(
    id="upload",
    method="PUT",
    path="/upload",
    body=Body(
        (
            Media("application/x-www-form-urlencoded", "form", lambda: dict[str, Any], encode=form),
            Media(
                "multipart/form-data",
                "multipart",
                lambda: dict[str, Any],
                encode=multipart,
                encodings=(Encoding("meta", content_type="application/json"),),
            ),
            Media("application/octet-stream", "binary", lambda: bytes, encode=binary),
            Media("text/plain", "text", lambda: str),
        ),
        several=SeveralMedia,
    ),
    responses={"204": ()},
    retry=True,
)
_TEXT: Operation[str] = Operation(
    id="text",
    method="GET",
    path="/text",
    responses={"200": (Media("text/plain", "text", lambda: str),)},
)
_FILE: Operation[bytes] = DownloadOperation(
    id="file",
    method="GET",
    path="/file",
    responses={"200": (Media("application/pdf", "binary", lambda: bytes),)},
)


class Things(Resource, Viewed):
    with_raw_response: ThingsViews[Raw]
    with_streaming_response: ThingsViews[Streaming]

    def make(
        self,
        id: int,
        request: Thing | Mapping[str, Any] | bytes | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        colour: Colour | str | Unset = UNSET,
        note: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Made:
        """Makes a thing."""
        return self._call(
            _MAKE, (id,), request, {"name": name, "colour": colour, "note": note}, options
        )

    def read(
        self,
        name: str,
        *,
        colour: Colour | str | Unset = UNSET,
        flag: bool | Unset = UNSET,
        x_trace: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Made:
        """Reads a thing."""
        return self._call(_READ, (name, colour, flag, x_trace), options=options)

    def upload(
        self,
        request: Any = UNSET,
        *,
        content_type: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Uploads."""
        return self._call(_UPLOAD, (), request, None, options, content_type)

    def text(self) -> str:
        """Text."""
        return self._call(_TEXT)

    def file(self, *, options: RequestOptions | None = None) -> bytes:
        """A file."""
        return self._call(_FILE, options=options)


class AsyncThings(AsyncResource, Viewed):
    with_raw_response: ThingsViews[AsyncRaw]
    with_streaming_response: ThingsViews[AsyncStreaming]

    async def make(
        self,
        id: int,
        request: Thing | Mapping[str, Any] | bytes | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        colour: Colour | str | Unset = UNSET,
        note: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> Made:
        """Makes a thing."""
        return await self._call(
            _MAKE, (id,), request, {"name": name, "colour": colour, "note": note}, options
        )

    async def read(self, name: str, *, options: RequestOptions | None = None) -> Made:
        """Reads a thing."""
        return await self._call(_READ, (name, UNSET, UNSET, UNSET), options=options)

    async def upload(self, request: Any = UNSET, *, content_type: str | Unset = UNSET) -> None:
        """Uploads."""
        return await self._call(_UPLOAD, (), request, None, None, content_type)

    async def file(self, *, options: RequestOptions | None = None) -> bytes:
        """A file."""
        return await self._call(_FILE, options=options)


class ThingsViews(Views[V], owners=(Things, AsyncThings)):
    make = view(Things.make, AsyncThings.make)
    read = view(Things.read, AsyncThings.read)
    file = download_view(Things.file, AsyncThings.file)
