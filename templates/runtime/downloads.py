"""A binary answer that is written to a file as it arrives.

What has arrived stands beside the file, under a name of its own, and takes its place in one step
once it is whole. Whatever ends it before that (a connection that breaks, a disk that is full,
Ctrl-C, a task that is cancelled), the file is as it was, or not there, and nothing is left beside
it; a process that is killed leaves a file named `.….part`."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    aclosing,
    contextmanager,
    suppress,
)
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

import httpx2

from .core import Call
from .errors import InvalidInputError, InvalidResponseError, Problem
from .operation import Operation, T_co
from .reading import documented_for, matching, refusal
from .response import AsyncStreamedResponse, Failure, RawResponse, StreamedResponse
from .response_body import UnreadableBody
from .views import AsyncT, View

T = TypeVar("T")
P = ParamSpec("P")
Q = ParamSpec("Q")
DownloadProgress: TypeAlias = bool | Callable[[int, int | None], object]
"""`True` keeps a line on stderr up to date; a function is called with the bytes so far, and how
many there will be where the server says so."""

_EVERY = 0.1, 10.0  # seconds between two states of the line on a terminal, or elsewhere


class _Arriving:
    """What both kinds of response know of their body."""

    _response: httpx2.Response
    _failure: Failure
    _call: Call[Any]

    def _total(self) -> int | None:
        """How many bytes the file will have, where the server says so."""
        headers = self._response.headers
        length = headers.get("content-length", "")
        if "content-encoding" in headers or not (length.isascii() and length.isdigit()):
            return None
        return int(length)

    def _check_label(self) -> None:
        """Raise where the body is none of what the document names, as the page of a proxy."""
        call, response = self._call, self._response
        label = response.headers.get("content-type", "")
        documented = documented_for(call.plan, response.status_code)
        media = matching(documented, label, ", ".join(call.headers.get_list("Accept")))
        what = refusal(documented, media, label, empty=False)
        if what is not None and not call.settings.lenient:
            message = f"the response to {call.operation.label} {what}"
            about = {"status_code": response.status_code, "headers": response.headers}
            raise InvalidResponseError(
                message, problems=(Problem("", what),), request=call.info(), **about
            )

    def _check_length(self, written: int) -> None:
        total = self._total()
        if total is not None and written != total:
            raise self._failure(UnreadableBody("is cut off", self._response))


class Download(_Arriving, StreamedResponse):
    """A streamed response whose body can be written to a file."""

    def __init__(self, response: httpx2.Response, failure: Failure, call: Call[Any]) -> None:
        super().__init__(response, failure)
        self._failure, self._call = failure, call

    def write_to(self, path: str | os.PathLike[str], *, progress: DownloadProgress = False) -> int:
        """Write the body to a file, whole or not at all; gives how many bytes it has.

        A file that is there is replaced, and keeps its mode. What `progress` raises ends it.

        Raises:
            InvalidInputError: There is something else than a file, such as a directory.
            InvalidResponseError: The body is cut off or damaged, or not what the document names.
            TransportError: The connection broke, or took longer than `timeout`.
            OSError: The file cannot be written; where its folder is missing, that is named."""
        self._check_label()
        with _file(path) as file, _told(progress, self._total()) as tell:
            written = 0
            for piece in self.iter_bytes():
                written += file(piece)
                tell(written)
            self._check_length(written)
        return written


class AsyncDownload(_Arriving, AsyncStreamedResponse):
    """As `Download`, for `await`. The file is written in a thread."""

    def __init__(self, response: httpx2.Response, failure: Failure, call: Call[Any]) -> None:
        super().__init__(response, failure)
        self._failure, self._call = failure, call

    async def write_to(
        self, path: str | os.PathLike[str], *, progress: DownloadProgress = False
    ) -> int:
        """As `Download.write_to`."""
        from anyio import to_thread

        self._check_label()
        with _file(path) as file, _told(progress, self._total()) as tell:
            written = 0
            async with aclosing(cast("Any", self.iter_bytes())) as pieces:
                async for piece in pieces:
                    written += await to_thread.run_sync(file, piece)
                    tell(written)
            self._check_length(written)
        return written


def _streamed(call: Call[Any], kind: type[Any]) -> Callable[..., Any]:
    return partial(Download if kind is StreamedResponse else AsyncDownload, call=call)


class DownloadOperation(Operation[T_co]):
    """An operation with a binary answer."""

    streamed: ClassVar[Callable[..., Any] | None] = staticmethod(_streamed)


@contextmanager
def _file(path: str | os.PathLike[str]) -> Generator[Callable[[bytes], int]]:
    """What writes to a file that takes the place of `path` at the end."""
    target = Path(os.path.realpath(path))  # a link stays one
    if target.exists() and not target.is_file():
        raise InvalidInputError(problems=[Problem("path", "is there, and no file")])
    if not target.parent.is_dir():  # whose error would name the part
        code = errno.ENOTDIR if target.parent.exists() else errno.ENOENT
        raise OSError(code, os.strerror(code), str(target.parent))
    part = target.with_name(f".{os.urandom(8).hex()}.part")
    try:
        with part.open("xb") as file:
            yield file.write
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def _told(progress: DownloadProgress, total: int | None) -> Generator[Callable[[int], object]]:
    if callable(progress):
        yield lambda done: progress(done, total)
    elif progress:
        line = _Line(total)
        try:
            yield line
        finally:
            line.close()
    else:
        yield bool


class _Line:
    """A line on stderr that is written anew; where that is no terminal, one from time to time."""

    def __init__(self, total: int | None) -> None:
        self._of = "" if total is None else f" of {total:,}"
        self._started, self._due, self._text = time.monotonic(), 0.0, ""

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        rate = done / max(now - self._started, 0.001) / 1e6
        self._text = f"{done:,}{self._of} bytes, {rate:.1f} MB/s"
        if now >= self._due:
            self._due = now + _EVERY[0 if sys.stderr.isatty() else 1]
            self._show()

    def _show(self) -> None:
        start, end = ("\r", "") if sys.stderr.isatty() else ("", "\n")
        print(f"{start}{self._text:<60}".rstrip(), end=end, file=sys.stderr, flush=True)

    def close(self) -> None:
        with suppress(OSError, ValueError):  # stderr is gone
            if self._text:
                self._show()
            if self._text and sys.stderr.isatty():
                print(file=sys.stderr, flush=True)


# --- what type checkers see ----------------------------------------------------------------------


def download_view(
    method: Callable[Concatenate[Any, P], T],
    async_method: Callable[Concatenate[Any, Q], Coroutine[Any, Any, AsyncT]],
) -> View[
    Callable[P, RawResponse[T]],
    Callable[P, AbstractContextManager[Download]],
    Callable[Q, Coroutine[Any, Any, RawResponse[AsyncT]]],
    Callable[Q, AbstractAsyncContextManager[AsyncDownload]],
]:
    """As `views.view`, of two methods with a binary answer."""
    return View(*cast("tuple[Any, Any, Any, Any]", (None,) * 4))


def downloaded_of(
    method: Callable[Concatenate[Any, P], object],
) -> Callable[P, AbstractContextManager[Download]]:
    """As `overloaded_views.streamed_of`, of a method with a binary answer."""
    return cast("Callable[P, AbstractContextManager[Download]]", method)


def async_downloaded_of(
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, object]],
) -> Callable[P, AbstractAsyncContextManager[AsyncDownload]]:
    """As `downloaded_of`, of an asynchronous method."""
    return cast("Callable[P, AbstractAsyncContextManager[AsyncDownload]]", method)
