"""`multipart/form-data` whose parts have headers that a caller chooses (Encoding Object,
`headers`): a property may be a `Part`, with its value as the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

from .forms import multipart, name_of
from .input_check import plain
from .model import Model
from .operation import Encoding, Media
from .parts import Part, is_part
from .plan import BodyError
from .values import is_array, is_object

_OCTETS = (bytes, bytearray, memoryview)


def with_headers(required: Mapping[str, Sequence[str]]) -> Callable[[Media, Any], tuple[Any, str]]:
    """As `forms.multipart`, where the parts of these names must have these headers."""
    return partial(_multipart, required)


def _multipart(required: Mapping[str, Sequence[str]], media: Media, value: Any) -> tuple[Any, str]:
    """Raises `BodyError` for want of a header that a part must have."""
    if isinstance(value, Model):
        value = plain(value)
    if not is_object(value):
        return multipart(media, value)
    encodings = {encoding.wire: encoding for encoding in media.encodings}
    given: dict[str, Any] = {}
    for name, item in value.items():
        encoding = encodings.get(name) or Encoding(name)
        _check(encoding, required.get(name, ()), item)
        given[name], encodings[name] = _unwrapped(encoding, item)
    return multipart(media._replace(encodings=tuple(encodings.values())), given)


def _unwrapped(encoding: Encoding, item: Any) -> tuple[Any, Encoding]:
    """A value that `multipart` takes, and how it is sent."""
    if is_array(item):
        return [_file(each) if is_part(each) else each for each in item], encoding
    if not is_part(item):
        return item, encoding
    if _is_octets(item.content):
        return _file(item), encoding
    headers = {**dict(encoding.headers), **item.headers}
    changed = encoding._replace(headers=tuple(headers.items()))
    kind = item.content_type
    return item.content, changed if kind is None else changed._replace(content_type=kind)


def _file(part: Part[Any]) -> Any:
    """A part as a file."""
    if not _is_octets(part.content):
        raise BodyError("has a list of parts that are no files")
    return (part.filename or name_of(part.content), part.content, part.content_type, part.headers)


def _is_octets(value: Any) -> bool:
    return isinstance(value, _OCTETS) or hasattr(value, "read") or hasattr(value, "__fspath__")


def _check(encoding: Encoding, required: Sequence[str], item: Any) -> None:
    fixed = {name.lower() for name, _ in encoding.headers}
    for headers in _headers(item):
        known = fixed.union(name.lower() for name in headers)
        missing = [name for name in required if name.lower() not in known]
        if missing:
            raise BodyError(
                f"has a part, {encoding.wire}, that must have the header {missing[0]}: "
                "give a Part with it"
            )


def _headers(item: Any) -> Iterator[Mapping[str, str]]:
    """The headers that the caller gives with each part that a value becomes."""
    if is_array(item):
        for each in item:
            yield from _headers(each)
    elif is_part(item):
        yield item.headers
    else:
        is_whole = isinstance(item, tuple) and len(cast("Any", item)) == 4
        yield item[3] if is_whole else {}
