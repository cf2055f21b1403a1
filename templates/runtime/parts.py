"""Parts of multipart bodies (RFC 2046, section 5.1), and how they are taken out of an answer; no
input or output.

Headers are read by `email`. A delimiter is one at the start of a line alone, followed by nothing
but blanks; lines may end in a line feed too. What stands before the first part and after the last
is left out. A body without its last delimiter is cut off. A part has at most 16 KiB of headers:
`email` takes long for many."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, cast, get_args, get_origin

import httpx2
from pydantic import ValidationError
from typing_extensions import TypeIs

from .errors import Problem
from .long_numbers import loaded
from .media_types import essence, is_json, is_text, parameters
from .operation import Media
from .plan import Codec, codec_of
from .problems import line, problems
from .reading import WRITTEN, exactly, is_no_json, salvage
from .response import charset_of

T_co = TypeVar("T_co", covariant=True)

_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 16_384  # bytes
_TEXT = "text/plain"  # of a part that does not say (RFC 2046, section 5.1)


@dataclass(frozen=True)
class Part(Generic[T_co]):
    """A part of a multipart body: what it holds, its media type, its other headers.

    One that is sent may have for its content a value of its type, bytes, a binary file, the path of
    one, or an iterable of bytes; its media type is that of the document unless it has one. Of one
    that was received, `headers` has all of them, under names in any case."""

    content: T_co = field(repr=False)
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def name(self) -> str | None:
        """Its name, where its `Content-Disposition` has one."""
        return self._said("name")

    @property
    def filename(self) -> str | None:
        """The name of the file that it holds, which is the sender's to choose: no safe path."""
        return self._said("filename")

    def _said(self, parameter: str) -> str | None:
        return _disposition(_Headers(self.headers.items()), parameter)


class _Headers(dict[str, str]):
    """Headers under names in any case; of several with one name, all in one line (RFC 9110, section
    5.3).
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for name, text in pairs:
            known = self._spelled(name)
            self[known] = f"{self[known]}, {text}" if known in self.keys() else text

    def _spelled(self, name: object) -> Any:
        lower = str(name).lower()
        return next((each for each in self.keys() if each.lower() == lower), name)

    def __getitem__(self, name: str, /) -> str:
        return super().__getitem__(self._spelled(name))

    def __contains__(self, name: object, /) -> bool:
        return super().__contains__(self._spelled(name))

    def get(self, name: str, default: Any = None, /) -> Any:
        return super().get(self._spelled(name), default)


def is_part(value: object) -> TypeIs[Part[Any]]:
    return isinstance(value, Part)


def _disposition(headers: Mapping[str, str], parameter: str) -> str | None:
    """A parameter of `Content-Disposition`, its encoded form (RFC 2231) read too."""
    message = Message()
    message["Content-Disposition"] = headers.get("content-disposition", "")
    try:
        found: Any = message.get_param(parameter, None, "content-disposition")
    except TypeError:  # a whole and a continued one
        return None
    if isinstance(found, tuple):
        charset, _, text = cast("tuple[str | None, str | None, str]", found)
        return _text(text.encode("latin-1", "replace"), f"{_TEXT}; charset={charset or 'utf-8'}")
    return None if found is None else str(found)


class PartsError(ValueError):
    """A multipart body that cannot be taken apart, or has a part that does not fit: `what` ends a
    sentence about it.
    """

    def __init__(self, what: str, found: Sequence[Problem] = ()) -> None:
        super().__init__(what)
        self.what, self.problems = what, list(found)


class RawPart(NamedTuple):
    """A part as it arrived."""

    headers: Mapping[str, str]
    content: bytes


class PartDecoder:
    """Each part of a body, which arrives in pieces, cut anywhere. What is kept is one part that is
    not complete yet. Raises `PartsError`.
    """

    def __init__(self, label: str) -> None:
        boundary = parameters(label).get("boundary")
        if not boundary:
            raise PartsError("has no boundary in its Content-Type")
        mark = re.escape(boundary.encode("latin-1", "replace"))
        self._delimiter = re.compile(rb"\r?\n--" + mark + rb"(--|[ \t]*\r?\n)")
        self._longest = len(boundary) + 80  # of a delimiter that is not whole yet
        self._kept, self._seen = bytearray(b"\n"), 0
        self._begun = self.is_over = False

    def __len__(self) -> int:
        """How many bytes are kept."""
        return len(self._kept)

    def feed(self, piece: bytes) -> Iterator[RawPart]:
        """The parts that `piece` completes; to be exhausted before the next call."""
        self._kept += b"" if self.is_over else piece
        while found := self._delimiter.search(self._kept, self._seen):
            raw, self._seen = bytes(self._kept[: found.start()]), 0
            self.is_over = found[1] == b"--"
            # the line end stays: the next delimiter may follow at once
            del self._kept[: None if self.is_over else found.end() - 1]
            is_part, self._begun = self._begun, True
            if is_part:
                yield _part(raw)
        if not self._begun:
            del self._kept[: -self._longest]
        self._seen = max(0, len(self._kept) - self._longest)

    def rest(self) -> bytes | None:
        """What is left at the end of a body that is cut off, else `None`."""
        return None if self.is_over else bytes(self._kept)


def _part(raw: bytes) -> RawPart:
    """A part out of what stands between delimiters, its line end before it."""
    if raw in (b"", b"\n") or raw.startswith((b"\n\n", b"\n\r\n")):  # without headers
        return RawPart({}, raw.removeprefix(b"\n").removeprefix(b"\r").removeprefix(b"\n"))
    end = _HEAD_ENDS.search(raw)
    head, content = (raw, b"") if end is None else (raw[: end.start()], raw[end.end() :])
    if len(head) > _MOST_HEAD:
        raise PartsError(f"has a part with headers of more than {_MOST_HEAD} bytes")
    read = HeaderParser().parsestr(head[1:].decode("utf-8", "replace"))
    if read.defects or read.get_payload() or not read:
        raise PartsError("has a part whose headers cannot be read")
    headers = _Headers((name, str(line)) for name, line in read.items())
    return RawPart(headers, _decoded(headers, content))


def _decoded(headers: Mapping[str, str], content: bytes) -> bytes:
    """A content without its `Content-Transfer-Encoding`, which few have but mail (RFC 7578, section
    4.7).
    """
    match headers.get("content-transfer-encoding", "").strip().lower():
        case "base64":
            try:
                return binascii.a2b_base64(content)
            except binascii.Error:
                raise PartsError("has a part that is not base64") from None
        case "quoted-printable":
            return quopri.decodestring(content)
        case _:
            return content


# --- what a part holds ----------------------------------------------------------------------------


class PartCodec(NamedTuple):
    """What parts hold: a value, octets, or either; and what the parts of a part do."""

    value: Codec | None
    octets: bool
    inner: PartCodec | None = None


@lru_cache(maxsize=4096)
def codec_of_parts(thunk: Callable[[], Any]) -> PartCodec:
    """Of the type of a part, or of a list of them."""
    kind = thunk()
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    inner = get_args(kind)[0]
    return _codec_of(get_args(inner)[0] if get_origin(kind) is list else inner)


def _codec_of(held: Any) -> PartCodec:
    kind, parts = _without_parts(held)
    value = bytes if kind is None else _without_octets(kind)
    inner = _codec_of(Union[tuple(parts)]) if parts else None  # noqa: UP007
    return PartCodec(None if value is bytes else Codec(value), takes_octets(kind), inner)


def _without_parts(held: Any) -> tuple[Any, list[Any]]:
    """What parts hold but parts, if there is anything, and what these hold."""
    if (part := _listed_part(held)) is not None:
        return None, [part]
    if get_origin(held) is Annotated:
        kind, *about = get_args(held)
        left, parts = _without_parts(kind)
        is_same = not parts or get_origin(left) in (Union, UnionType)
        return (Annotated[(left, *about)] if is_same else left), parts
    if get_origin(held) not in (Union, UnionType):
        return held, []
    found = [(each, _listed_part(each)) for each in get_args(held)]
    others = tuple(each for each, part in found if part is None)
    parts = [part for _, part in found if part is not None]
    return (Union[others] if others else None), parts  # noqa: UP007


def _listed_part(kind: Any) -> Any:
    """What the parts hold of which a type is a list; `None` for any other."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    arguments = get_args(kind)
    is_list = get_origin(kind) is list and get_origin(arguments[0]) is Part
    return get_args(arguments[0])[0] if is_list else None


def takes_octets(kind: Any) -> bool:
    return kind is bytes or any(map(takes_octets, get_args(kind)))


def _without_octets(kind: Any) -> Any:
    """A type without the octets that it may be, which a value never is: pydantic takes text for
    them.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[(_without_octets(arguments[0]), *arguments[1:])]
    if origin not in (Union, UnionType) or not takes_octets(kind):
        return kind
    left = tuple(each for each in map(_without_octets, arguments) if each is not bytes)
    return Union[left] if left else bytes  # noqa: UP007


def part_of(codec: PartCodec, raw: RawPart, place: int, *, lenient: bool) -> Part[Any]:
    """A part with its content as its label, and the document, have it. Raises `PartsError` for one
    that does not fit.
    """
    label = raw.headers.get("content-type")
    try:
        if codec.inner is not None and essence(label or "").startswith("multipart/"):
            content: Any = _inner_parts(codec.inner, raw.content, label or "", lenient=lenient)
        else:
            content = _content(codec, raw.content, essence(label or ""), label or _TEXT)
    except (ValueError, RecursionError) as error:
        failure = _misfit(error, place)
    else:
        return Part(content, label, raw.headers)
    if not lenient:
        raise failure
    return Part(_as_it_is(raw.content, label or _TEXT), label, raw.headers)


def _inner_parts(codec: PartCodec, content: bytes, label: str, *, lenient: bool) -> list[Part[Any]]:
    """The parts of a part. Raises `PartsError`."""
    decoder, made = PartDecoder(label), list[Part[Any]]()
    for raw in decoder.feed(content):
        made.append(part_of(codec, raw, len(made), lenient=lenient))
    if decoder.rest() is not None and not lenient:
        raise PartsError(f"has a part that is cut off after {len(made)} parts of its own")
    return made


def _misfit(error: Exception, place: int) -> PartsError:
    if isinstance(error, PartsError):
        return error
    if not isinstance(error, ValidationError) or is_no_json(error):
        return PartsError(f"has a part that is not JSON, after {place}")
    return PartsError("does not fit the document", problems(error, str(place)))


def _content(held: PartCodec, content: bytes, name: str, label: str) -> Any:
    codec = held.value
    if codec is None:
        return content
    if is_json(name):
        return exactly(codec.validate_json(content), content)
    if codec.type is Any or (name and held.octets and not is_text(name)):
        return _as_it_is(content, label)
    if name and not is_text(name):
        raise PartsError(f"has a part of {name}, for which the document has another type")
    text = _text(content, label)
    try:
        return text if codec.type is str else codec.validate(text)
    except ValidationError as error:
        refused = error
    try:
        return exactly(codec.validate_json(text), text.encode())
    except ValidationError:
        if held.octets:  # which may be labelled in any way
            return content
        raise refused from None


def _as_it_is(content: bytes, label: str) -> Any:
    """As JSON, text or octets, by its label."""
    if is_json(label):
        try:
            return _loaded(content)
        except (ValueError, RecursionError):
            return content
    return _text(content, label) if is_text(label) else content


def _loaded(text: str | bytes) -> Any:
    """JSON with all digits of its numbers, as `reading.exactly` has them."""
    return loaded(text, [], as_written=bool(WRITTEN))


def _text(content: bytes, label: str) -> str:
    """In its charset; in UTF-8, with replacements, where it is not in that charset."""
    labelled = [(b"Content-Type", label.encode("utf-8", "replace"))] if ";" in label else []
    charset = charset_of(httpx2.Response(200, headers=labelled)) or "utf-8"
    try:
        return content.decode(charset)
    except (ValueError, LookupError):
        return content.decode("utf-8", "replace")


# --- whole answers --------------------------------------------------------------------------------


def listed_parts(media: Media, response: httpx2.Response, lenient: bool) -> Any:
    """The parts of an answer, in their order. Raises `ValidationError`; a lenient call is given the
    octets of a body that cannot be taken apart.
    """
    codec, made = codec_of_parts(media.type), list[Part[Any]]()
    try:
        for raw in _taken(response, lenient=lenient):
            made.append(part_of(codec, raw, len(made), lenient=lenient))
    except PartsError as error:
        failure = error
    else:
        return made
    return _refused(failure, response, lenient=lenient)


def named_parts(media: Media, response: httpx2.Response, lenient: bool) -> Any:
    """The parts of an answer as the object whose properties they are, by their names; those of one
    name are a list. Raises `ValidationError`.
    """
    codec = codec_of(media.type)
    fields: Mapping[str, Any] = {
        info.alias or name: info.annotation
        for name, info in getattr(codec.type, "model_fields", {}).items()
    }
    value: dict[str, Any] = {}
    try:
        for raw in _taken(response, lenient=lenient):
            name = _disposition(raw.headers, "name")
            if name is not None:
                _add(value, name, fields.get(name, Any), raw)
    except PartsError as error:
        return _refused(error, response, lenient=lenient)
    return salvage(codec.type, value) if lenient else codec.validate(value)


def _taken(response: httpx2.Response, *, lenient: bool) -> list[RawPart]:
    decoder = PartDecoder(response.headers.get("content-type", ""))
    found = list(decoder.feed(response.content))
    if decoder.rest() is not None and not lenient:
        raise PartsError(f"is cut off after {len(found)} parts")
    return found


def _refused(error: PartsError, response: httpx2.Response, *, lenient: bool) -> bytes:
    """The octets of a body that cannot be taken apart, for a lenient call."""
    if lenient:
        return response.content
    lines = [line(tuple(each.path.split(".")), each.message) for each in error.problems]
    raise ValidationError.from_exception_data(
        "parts", lines or [line((), error.what)], hide_input=True
    )


def _add(value: dict[str, Any], name: str, kind: Any, raw: RawPart) -> None:
    label = raw.headers.get("content-type", "")
    if essence(label).startswith("multipart/") and _is_list(kind):
        decoder = PartDecoder(label)
        for inner in list(decoder.feed(raw.content)):
            _add(value, name, kind, inner)
        if decoder.rest() is not None:
            raise PartsError(f"has a part that is cut off, {name}")
        return
    item = _property(kind, raw)
    is_list = _is_list(kind) and not isinstance(item, list)
    value[name] = [*value.get(name, []), item] if is_list else item


def _property(kind: Any, raw: RawPart) -> Any:
    label = raw.headers.get("content-type", _TEXT)
    if takes_octets(kind) and not is_json(label):
        return raw.content
    value = _as_it_is(raw.content, label)
    if isinstance(value, str) and not is_json(label) and not _is_of_text(kind):
        try:
            return _loaded(value)
        except (ValueError, RecursionError):
            return value
    return value


def _is_of_text(kind: Any) -> bool:
    return kind is str or any(map(_is_of_text, get_args(kind)))


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is list or any(map(_is_list, get_args(kind)))
