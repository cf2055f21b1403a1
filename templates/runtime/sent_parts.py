"""Multipart bodies whose parts have no names: `multipart/mixed`, `multipart/related` (RFC 2046,
section 5.1; RFC 2387).

Parts in a list are checked before anything is sent, and a file among them is read while it is sent.
Any other iterable of parts is gone through once, and what each part is written as kept in a
temporary file where it is long (`sent_lines`), so that memory does not grow with it."""

from __future__ import annotations

import secrets
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, ValidationError

from .errors import InvalidInputError, Problem
from .forms import File, is_line, label_of, name_of
from .media_types import essence, is_json, is_text, label_within, listed
from .operation import Encoding, Media
from .parts import Part, PartCodec, codec_of_parts, is_part
from .plan import BodyError
from .problems import details, line, names, problems, sentence
from .sent_lines import CheckedItems
from .streams import BodyPart, MeasuredBody, Pieces

_ANY = "*"  # the name of the encoding of every part that has none of its own
_OCTETS = (bytes, bytearray, memoryview)
_MINE = frozenset({"content-type", "content-length", "content-transfer-encoding"})
_UNENCODABLE = (RecursionError, TypeError, ValueError, LookupError, AttributeError)
_Row = list[bytes | BodyPart]


class Inside(NamedTuple):
    """What a part that has parts holds, which headers these need, and what those of them hold that
    have parts, each by its place.
    """

    media: Media
    required: Mapping[str, Sequence[str]] = MappingProxyType({})
    inside: Mapping[str, Inside] = MappingProxyType({})


def containing(
    required: Mapping[str, Sequence[str]], inside: Mapping[str, Inside]
) -> Callable[[Media, Any], tuple[Any, str]]:
    """As `requiring`, where parts in these places have parts."""
    return partial(parts, required=required, inside=inside)


def requiring(required: Mapping[str, Sequence[str]]) -> Callable[[Media, Any], tuple[Any, str]]:
    """As `parts`, where parts in these places must have these headers."""
    return partial(parts, required=required)


def parts(
    media: Media,
    value: Any,
    required: Mapping[str, Sequence[str]] = MappingProxyType({}),
    inside: Mapping[str, Inside] = MappingProxyType({}),
) -> tuple[Any, str]:
    """The body of any iterable of parts, asynchronous ones included: each a `Part`, or what one
    holds.
    """
    if isinstance(value, _OCTETS) or hasattr(value, "read") or hasattr(value, "__fspath__"):
        raise BodyError("must be given part by part: a multipart body has a boundary of its own")
    if isinstance(value, (str, Mapping, BaseModel, Part)) or not isinstance(
        value, (Iterable, AsyncIterable)
    ):
        raise BodyError("must be an iterable of parts")
    given = cast("Any", value)
    about = Inside(media, required, inside)
    writer = _Writer(about)
    if isinstance(given, (list, tuple)):
        rows = [writer.row(each) for each in cast("Sequence[Any]", given)]
        rows.append([writer.ending()])
        return _measured([each for row in rows for each in row]), writer.label()
    if isinstance(value, AsyncIterable):
        return MeasuredBody([CheckedItems(_AsyncPieces(writer, given))]), writer.label()
    items = iter(given)
    first, others = _first(items)
    label = _Writer(about, writer.boundary)
    for each in first:
        label.start(each)
    rest = chain(first, others)
    return MeasuredBody([CheckedItems(_Pieces(writer, rest))]), label.label()


def _first(items: Iterator[Any]) -> tuple[list[Any], Iterator[Any]]:
    """The first part, and what gives the others. Where a caller's own code fails to give it, the
    body does so when it is read, as with any other part.
    """
    try:
        return [next(items)], items
    except StopIteration:
        return [], items
    except Exception as error:  # noqa: BLE001  # a caller's iterator may raise anything
        return [], _failing(error)


def _failing(error: Exception) -> Iterator[Any]:
    raise error
    yield


def _measured(row: _Row) -> Any:
    whole = [each for each in row if isinstance(each, bytes)]
    return b"".join(whole) if len(whole) == len(row) else MeasuredBody(row)


class _Writer:
    """Checks and writes one part after the other."""

    def __init__(self, about: Inside, boundary: str | None = None) -> None:
        media, self._required, self._inside = about
        self.boundary = boundary or secrets.token_hex(16)
        self._media, self._codec = media, codec_of_parts(media.type)
        self._count: int = 0
        self._limits = _limits(media.type())
        self._encodings = {encoding.wire: encoding for encoding in media.encodings}
        self._is_related = essence(media.content_type) == "multipart/related"
        self._root = label_within(listed(self._encoding().content_type or ""), "application/json")
        self._start = self._own_id()

    def label(self) -> str:
        """The media type of the body. That of a related one says which part is its root, and what
        that is (RFC 2387, section 3).
        """
        plain = f"{essence(self._media.content_type)}; boundary={self.boundary}"
        if not self._is_related:
            return plain
        root = essence(self._root or "application/octet-stream")
        return f'{plain}; type="{root}"; start="{self._start}"'

    def ending(self) -> bytes:
        least = self._limits[0]
        if not self._count:
            raise BodyError("must have a part at least (RFC 2046, section 5.1)")
        if self._count < least:
            raise BodyError(f"must have at least {least} parts")
        return f"--{self.boundary}--\r\n".encode("ascii")

    def start(self, item: Any) -> None:
        """Look at the first part, for the label of the body."""
        self.row(item)

    def row(self, item: Any) -> _Row:
        """A part as it is sent. Raises `ValidationError` with its place."""
        place = self._count
        try:
            return self._row(item)
        except ValidationError as error:
            found = [((place, *names(each["loc"])), sentence(each)) for each in details(error)]
        except BodyError as error:
            found = [((place,), str(error))]
        except _UNENCODABLE:
            found = [((place,), "cannot be encoded")]
        raise ValidationError.from_exception_data(
            "parts", [line(*each) for each in found], hide_input=True
        )

    def _row(self, item: Any) -> _Row:
        most = self._limits[1]
        if most is not None and self._count == most:
            raise BodyError(f"is one too many: there may be {most} parts")
        part = item if is_part(item) else Part[Any](item)
        encoding = self._encoding()
        content, label = self._content(part, encoding)
        own = {name.lower() for name in part.headers}
        fixed = {name: text for name, text in encoding.headers if name.lower() not in own}
        headers = fixed | {name: str(text) for name, text in part.headers.items()}
        lower = {name.lower(): text for name, text in headers.items()}
        needed = self._required.get(str(self._count), self._required.get(_ANY, ()))
        missing = [name for name in needed if name.lower() not in lower]
        if missing:
            raise BodyError(f"must have the header {missing[0]}: give a Part with it")
        if self._is_related and "content-id" not in lower:
            headers["Content-ID"] = self._own_id()
        if self._count == 0:
            self._root, self._start = label, lower.get("content-id") or self._own_id()
            if not self._start.isascii() or '"' in self._start:
                raise BodyError("has a Content-ID that is none (RFC 2045, section 7)")
        head = self._head(label, headers)
        self._count += 1
        return [head, *content, b"\r\n"]

    def _content(self, part: Part[Any], encoding: Encoding) -> tuple[_Row, str]:
        inside = self._inside.get(str(self._count), self._inside.get(_ANY))
        if inside is None or _is_octets(part.content):
            content, label = _written(self._codec, part, encoding)
            return [content], label
        items = cast("Sequence[Any]", part.content)
        if not isinstance(items, (list, tuple)):
            raise BodyError("has parts itself: it must be a list of them")
        if part.content_type is not None:
            label_of(encoding, File("", None, part.content_type))
            media = inside.media._replace(content_type=part.content_type)
            inside = inside._replace(media=media)
        writer = _Writer(inside)
        row = [each for item in items for each in writer.row(item)]
        return [*row, writer.ending()], writer.label()

    def _head(self, label: str, headers: Mapping[str, str]) -> bytes:
        lines = [f"--{self.boundary}", f"Content-Type: {label}"]
        for name, text in headers.items():
            if name.lower() in _MINE or not is_line(name, text):
                raise BodyError("has a header that cannot be set, or is none (RFC 9110, section 5)")
            lines.append(f"{name}: {text}")
        return "\r\n".join([*lines, "", ""]).encode()

    def _encoding(self) -> Encoding:
        own = self._encodings.get(str(self._count)) or self._encodings.get(_ANY)
        return (own or Encoding(_ANY))._replace(wire="it")

    def _own_id(self) -> str:
        return f"<{self._count + 1}.{self.boundary}@parts.invalid>"


def _limits(kind: Any) -> tuple[int, int | None]:
    """How many parts there must be, and may be."""
    found = [each for each in getattr(kind, "__metadata__", ()) if hasattr(each, "max_items")]
    return (found[0].min_items or 0, found[0].max_items) if found else (0, None)


def _written(held: PartCodec, part: Part[Any], encoding: Encoding) -> tuple[bytes | BodyPart, str]:
    """The content of a part, and its label."""
    codec, value, labels = held.value, part.content, listed(encoding.content_type or "")
    if _is_octets(value):
        label = label_of(encoding, File(name_of(value), None, part.content_type))
        if not labels and part.content_type is None and codec is not None:
            raise BodyError("must say of what media type it is: give a Part with it")
        whole = isinstance(value, _OCTETS)
        return (bytes(cast("bytes", value)) if whole else BodyPart(value)), label
    if codec is None:
        raise BodyError("must be bytes, a binary file, the path of one, or an iterable of bytes")
    wishes = ("text/plain", "application/json") if isinstance(value, str) else ("application/json",)
    label = label_within(labels, *wishes) or "" if labels else wishes[0]
    if part.content_type is not None:
        label = label_of(encoding, File("", None, part.content_type))
    if isinstance(value, str) and is_text(label):
        codec.check(value)
        return value.encode(), label if ";" in label else f"{label}; charset=utf-8"
    if is_json(label):
        return codec.encode(value), label
    written = essence(label) or " or ".join(labels)
    raise BodyError(f"is not written as {written}: give it as bytes or as a file")


def _is_octets(value: Any) -> bool:
    """Whether it is sent as it is: bytes, a file, or what gives bytes."""
    if isinstance(value, _OCTETS) or hasattr(value, "read") or hasattr(value, "__fspath__"):
        return True
    is_value = isinstance(value, (str, Mapping, BaseModel, list, tuple))
    return isinstance(value, (Iterable, AsyncIterable)) and not is_value


class _Pieces:
    def __init__(self, writer: _Writer, items: Iterable[Any]) -> None:
        self._writer, self._items = writer, items

    def __iter__(self) -> Iterator[bytes]:
        for item in self._items:
            for each in _checked(self._writer, item):
                yield from [each] if isinstance(each, bytes) else Pieces(each.pieces)
        yield _ending(self._writer)


class _AsyncPieces:
    def __init__(self, writer: _Writer, items: AsyncIterable[Any]) -> None:
        self._writer, self._items = writer, items

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        async for item in self._items:
            for each in _checked(self._writer, item):
                if isinstance(each, bytes):
                    yield each
                else:
                    async for piece in Pieces(each.pieces):
                        yield piece
        yield _ending(self._writer)


def _checked(writer: _Writer, item: Any) -> _Row:
    """As `_Writer.row`; raises `InvalidInputError`, for what is found while the body is made."""
    try:
        return writer.row(item)
    except ValidationError as error:
        found = problems(error, "body")
    raise InvalidInputError(problems=found)


def _ending(writer: _Writer) -> bytes:
    try:
        return writer.ending()
    except BodyError as error:
        found = [Problem("body", str(error))]
    raise InvalidInputError(problems=found)
