"""From a response's bytes to the documented type.

The document's exact status comes before its range (`2XX`) and that before `default`; among its
media types, the response's own `Content-Type` decides: the most specific key that it falls under
(`media_types`), whether or not the call asked for that. JSON is accepted under any label that does
not say otherwise (`text/html` does), in any charset. Under a range the label says too what is JSON
and what text; octets are octets under any.

A success is one only if its body can be what the document says:

- Where a body is documented it has one, but for 204 and 205, which say that there is none, and
  HEAD; then the result is `None`.
- Where none is documented, a server may have added one: it is left unread.
- A page of HTML is what a proxy puts in front of a server to have its user log in, or to say that
  it is down. It is a success only where the document names HTML (`text/html`, `text/*`): not where
  JSON is documented, nor where nothing is, nor where all that is said of the body is `*/*`.
- What is labelled as JSON is JSON, even where nothing is documented of it.

A lenient call takes any of these as it is.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import httpx2
from pydantic import ValidationError

from .errors import InvalidResponseError, Problem, RequestInfo, listed
from .input_check import unchecked
from .media_types import closest, essence, is_json, is_range, is_text, is_xml, specificity
from .media_types import listed as ranges
from .model import Model, OpenModel
from .operation import Media
from .plan import Codec, Plan, codec_of, preferred
from .problems import problems
from .response import charset_of, encoding_of, text_of
from .response_body import UnreadableBody

logger = logging.getLogger(__name__.rpartition("._runtime.")[0] or __name__)

BOM = b"\xef\xbb\xbf"
# from so many bytes on a validator is built for reading alone: milliseconds, once for each type
_LARGE = 2**18
_FIGURES = bytes.maketrans(b"123456789.E+", b"0000000000e-")
_MANY = b"0" * 17  # of figures: there may be a number that no float holds
_FAR = re.compile(rb"0e-?000")
# how numbers look of which the decimals of a package have more than floats (see `decimals`)
WRITTEN: list[re.Pattern[bytes]] = []
_PAGES = ("text/html", "application/xhtml+xml")
_UNLABELLED = ("", "text/plain", "application/octet-stream", "text/json", "text/javascript")


def read_success(
    plan: Plan,
    response: httpx2.Response,
    request: Callable[[], RequestInfo],
    lenient: bool,
    accept: Callable[[], str],
) -> Any:
    """The body in its documented type, `None` where none is documented; raises
    `InvalidResponseError`.

    `accept` gives the call's own `Accept`."""
    documented = documented_for(plan, response.status_code)
    label = response.headers.get("content-type", "")
    media = _media_of(documented, label, accept)
    if len(documented) > 1 and media is not None and not lenient:
        _warn_of_unasked(plan, documented, media, accept())
    found: list[Problem] = []
    what = refusal(documented, media, label, empty=not response.content)
    if what is None:
        try:
            return None if media is None else _read(media, response, label, lenient)
        except ValidationError as error:
            found, what = problems(error), "does not fit the document"
            if is_no_json(error):
                found, what = [], "is not JSON"
        except UnicodeError:
            what = "is not JSON" if is_json(label) else f"is {essence(label)}, and no text"
        except RecursionError:
            what = "is nested too deeply"
        except ValueError:
            what = "is not JSON"
        if lenient:
            return None if media is None else _salvaged(media, response)
    if lenient:
        return _free(response) if response.content else None
    details = listed(found, "body")
    raise InvalidResponseError(
        f"the response to {plan.operation.label} {what}" + (f": {details}" if details else ""),
        payload=_free(response),
        problems=tuple(found) or (Problem("", what),),
        **facts(response, request()),
    )


def _media_of(documented: tuple[Media, ...], label: str, accept: Callable[[], str]) -> Media | None:
    """The documented media type that a body is of, by its label."""
    if documented and label == documented[0].content_type:
        return documented[0]
    return matching(documented, label, accept() if len(documented) > 1 else "")


def is_no_json(error: ValidationError) -> bool:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return first["type"] == "json_invalid"


def _warn_of_unasked(plan: Plan, documented: tuple[Media, ...], media: Media, accept: str) -> None:
    """Say so where a server gives a result of another type than that of what was asked for, which
    type checkers take it for.
    """
    named = ranges(accept)
    asked = [each for each in documented if closest(named, each.content_type)]
    asked = asked or [*preferred(documented)]
    if media.type() not in [each.type() for each in asked]:
        logger.warning(
            "%s gave %s, which it was not asked for: see accept=…",
            plan.operation.label,
            media.content_type,
        )


def _read(media: Media, response: httpx2.Response, label: str, lenient: bool) -> Any:
    """The body as its kind, and under a range its label, has it; raises what validators do."""
    if media.kind == "json" and (
        label == media.content_type or is_json(label) or not is_range(media.content_type)
    ):
        return _read_json(media, _utf8(response, label))
    if media.kind == "any":
        return _labelled(response, essence(label))
    if media.kind not in ("json", "text"):
        return response.content if media.decode is None else media.decode(media, response, lenient)
    if media.kind == "json" and label and not is_text(label):
        response.content.decode(encoding_of(response))  # which is to be text all the same
    return _read_text(codec_of(media.type), text_of(response))


def _read_text(codec: Codec, text: str) -> Any:
    """Text, or a value of another type that is written in it: as JSON, else as the type has it."""
    if codec.type is str:
        return text
    try:
        json_text = text.removeprefix("\ufeff").encode()
        return exactly(codec.validate_json(json_text), json_text)
    except ValidationError as error:
        refused = error
    try:
        return codec.validate(text.strip())
    except ValidationError:
        raise refused from None


def _read_json(media: Media, text: bytes) -> Any:
    if len(text) < _LARGE:
        result = codec_of(media.type).validate_json(text)
    else:
        from .large_json import read_large

        result = read_large(media.type, text)
    return exactly(result, text)


def exactly(result: Any, text: bytes | bytearray) -> Any:
    """What was read from JSON text, its numbers to the last digit, decimals as they are written."""
    as_written = any(each.search(text) for each in WRITTEN)
    figures = text.translate(_FIGURES)
    is_far = figures.rfind(b"0e") >= 0 and _FAR.search(figures)  # `find` is faster than `in`
    if as_written or is_far or (figures.find(_MANY) >= 0 and _has_long_fraction(figures, text)):
        from .long_numbers import with_digits

        return with_digits(result, text, as_written=as_written)
    return result


def _has_long_fraction(figures: bytes | bytearray, text: bytes | bytearray) -> bool:
    """Whether some of the many figures in a row are no integer, which is read with all digits."""
    before, *pieces = figures.split(_MANY)
    start = len(before)
    for piece in pieces:
        rest = piece.lstrip(b"0")
        end = start + len(_MANY) + len(piece) - len(rest)
        if text.find(b".", start, end) >= 0 or rest.startswith(b"e"):
            return True
        start = end + len(rest)
    return False


def documented_for(plan: Plan, status: int) -> tuple[Media, ...]:
    """The media types that the body of a success may have; none where it has no body."""
    if status in (204, 205) or plan.operation.method == "HEAD":
        return ()
    documented = plan.responses(status)
    return plan.successes if documented is None else documented


def refusal(
    documented: tuple[Media, ...], media: Media | None, label: str, *, empty: bool
) -> str | None:
    """Why a body so labelled is no success, ending a sentence; it fits `media` of `documented`."""
    if empty:
        is_needed = documented and (media is None or media.kind == "json")
        return "is empty, a body is documented" if is_needed else None
    name = essence(label)
    if documented and media is None:
        expected = " or ".join(each.content_type for each in documented)
        return f"is {name or 'of no stated type'}, not {expected}"
    if name in _PAGES and (
        media is None or (media.kind in ("any", "json") and essence(media.content_type) == "*/*")
    ):
        return f"is {name}, which the document does not name"
    return None


def _labelled(response: httpx2.Response, name: str) -> Any:
    """An undocumented body as its label says: JSON (or `ValueError`), text, bytes, or `None`."""
    if not response.content:
        return None
    if not name:
        return _free(response)
    if is_json(name):
        return json.loads(_utf8(response, response.headers["content-type"]))
    return text_of(response) if is_text(name) else response.content


def facts(response: httpx2.Response, request: RequestInfo) -> dict[str, Any]:
    """What every error about a response says of it."""
    return {
        "status_code": response.status_code,
        "headers": response.headers,
        "raw": response.content,
        "request": request,
    }


def unreadable(error: UnreadableBody, name: str, request: RequestInfo) -> InvalidResponseError:
    """What the caller gets for a body that could not be read, of a response to the call `name`."""
    return InvalidResponseError(
        f"the body of the response to {name} {error.what}",
        problems=(Problem("", error.what),),
        status_code=error.response.status_code,
        headers=error.response.headers,
        raw=error.raw,
        request=request,
    )


def read_error(plan: Plan, response: httpx2.Response) -> Any:
    """The body of an error: documented, else JSON, else text; `None` for none. Raises nothing."""
    if not response.content:
        return None
    label = response.headers.get("content-type", "")
    media = matching(plan.responses(response.status_code) or (), label)
    if media is not None and media.kind == "binary":
        return response.content if media.decode is None else media.decode(media, response, True)
    with suppress(ValidationError):
        if media is not None and media.kind == "json":
            return _read_json(media, _utf8(response, label))
        if media is not None and media.kind == "text":
            return _read_text(codec_of(media.type), text_of(response))
    return _free(response)


def matching(documented: tuple[Media, ...], label: str, accept: str = "") -> Media | None:
    """The media type of `documented` that a body so labelled falls under.

    JSON and XML go by other names too. A label that says little (`text/plain`, or none) says
    nothing against JSON, nor against what the call's `accept` asked for."""
    best, closeness = None, 0
    for media in documented:
        found = specificity(media.content_type, label)
        if found > closeness:
            best, closeness = media, found
    if best is not None or not documented:
        return best
    name, likely = essence(label), documented
    if is_xml(name) and name not in _PAGES:
        return next((media for media in documented if is_xml(media.content_type)), None)
    if name in _UNLABELLED and accept:
        likely = tuple(media for media in documented if closest(ranges(accept), media.content_type))
    json_ = next((media for media in likely if media.kind == "json"), None)
    if name in _UNLABELLED:
        return json_ or (likely[0] if likely and (accept or not name) else None)
    return json_ if is_json(name) else None


def _utf8(response: httpx2.Response, label: str) -> bytes:
    """The content in UTF-8, which is JSON's own charset, whatever its label declares."""
    content = response.content
    is_named = ";" in label and not label.lower().endswith("charset=utf-8")
    charset = charset_of(response) if is_named else None
    if charset not in (None, "utf-8", "ascii"):
        try:
            return content.decode(charset).encode()
        except ValueError:
            return content
    return content.removeprefix(BOM)


def _free(response: httpx2.Response) -> Any:
    """The body as JSON, else as text."""
    try:
        return json.loads(_utf8(response, response.headers.get("content-type", "")))
    except (ValueError, RecursionError):
        return text_of(response)


def _salvaged(media: Media, response: httpx2.Response) -> Any:
    result = salvage(media.type(), _free(response))
    with suppress(ValueError):  # of what is no JSON
        result = exactly(result, _utf8(response, response.headers.get("content-type", "")))
    return result


def salvage(type_: Any, value: Any) -> Any:
    """JSON data as `type_` where it fits, and as it is elsewhere; a missing field is `None`."""
    try:
        return Codec(type_).validate(value)
    except ValidationError:
        return _salvage_parts(getattr(type_, "__value__", type_), value)


def _salvage_parts(type_: Any, value: Any) -> Any:
    """Likewise of a value that does not fit as a whole."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        named = next((each.named(value) for each in arguments[1:] if hasattr(each, "named")), None)
        return _salvage_parts(arguments[0], value) if named is None else salvage(named, value)
    if origin in (Union, UnionType):
        members = [member for member in arguments if member is not NoneType]
        if len(members) == 1:
            return salvage(members[0], value)
        return OpenModel.model_validate(value) if isinstance(value, dict) else value
    if origin is list and isinstance(value, list):
        return [salvage(arguments[0], item) for item in cast("Any", value)]
    if origin is dict and isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return {key: salvage(arguments[1], item) for key, item in named.items()}
    if isinstance(type_, type) and issubclass(type_, Model) and isinstance(value, dict):
        return _salvage_fields(type_, cast("dict[str, Any]", value))
    return value


def _salvage_fields(kind: type[Model], fields: dict[str, Any]) -> Model:
    """An object as a model of which some fields may be missing, or hold what does not fit."""
    made = dict(fields)
    for name, info in kind.model_fields.items():
        wire = info.alias or name
        if wire in fields:
            type_, more = info.annotation, info.metadata
            annotation = Annotated[type_, *more] if more else type_
            made[wire] = salvage(annotation, fields[wire])
    return unchecked(kind, made)
