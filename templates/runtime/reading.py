"""From a response's bytes to the documented type.

The document's exact status comes before its range (`2XX`) and that before `default`; among its media types, the response's own
`Content-Type` decides. JSON is accepted under any label that does not say otherwise (`text/html` does), in any charset.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import httpx2
from pydantic import ValidationError

from .errors import InvalidResponseError, Problem, RequestInfo, listed
from .model import Model, OpenModel, problems
from .operation import Media
from .plan import Codec, Plan, codec_of
from .response import text_of

_BOM = b"\xef\xbb\xbf"
_UNLABELLED = ("", "text/plain", "application/octet-stream", "text/json", "text/javascript")


def read_success(plan: Plan, response: httpx2.Response, request: Callable[[], RequestInfo], lenient: bool) -> Any:
    """The body in its documented type, `None` where none is documented; raises `InvalidResponseError`."""
    documented = plan.responses(response.status_code)
    if documented is None:
        documented = plan.successes
    if not documented or plan.operation.method == "HEAD":
        return None
    label = response.headers.get("content-type", "")
    media = documented[0] if label == documented[0].content_type else _matching(documented, label)
    if media is not None and media.kind == "any":
        return _labelled(response, _essence(label))
    found: list[Problem] = []
    if not response.content and (media is None or media.kind == "json"):
        what, kept = "is empty, a body is documented", None
    elif media is None:
        expected = " or ".join(each.content_type for each in documented)
        what, kept = f"is {_essence(label) or 'of no stated type'}, not {expected}", _free(response)
    elif media.kind not in ("json", "text"):
        return response.content
    else:
        try:
            if media.kind == "json":
                return codec_of(media.type).validate_json(_utf8(response, label))
            return codec_of(media.type).validate(text_of(response))
        except ValidationError as error:
            found, what = problems(error), "does not fit the document"
            if error.errors(include_input=False, include_url=False, include_context=False)[0]["type"] == "json_invalid":
                found, what = [], "is not JSON"
        kept = _salvage(media.type(), _free(response)) if lenient else None
    if lenient:
        return kept
    details = listed(found, "body")
    info = request()
    raise InvalidResponseError(
        f"the response to {info.method} {info.operation} {what}" + (f": {details}" if details else ""),
        payload=_free(response),
        problems=tuple(found),
        **facts(response, info),
    )


def _labelled(response: httpx2.Response, essence: str) -> Any:
    """A body of which nothing is documented, as its label says: JSON, text or bytes, `None` for no body."""
    if not response.content:
        return None
    if not essence or essence.endswith(("/json", "+json")):
        return _free(response)
    return text_of(response) if essence.startswith("text/") else response.content


def facts(response: httpx2.Response, request: RequestInfo) -> dict[str, Any]:
    """What every error about a response says of it."""
    return {"status_code": response.status_code, "headers": response.headers, "raw": response.content, "request": request}


def read_error(plan: Plan, response: httpx2.Response) -> Any:
    """The body of an error: the documented type where it fits, else JSON, else text; `None` for no body. Raises nothing."""
    if not response.content:
        return None
    label = response.headers.get("content-type", "")
    media = _matching(plan.responses(response.status_code) or (), label)
    if media is not None and media.kind == "json":
        try:
            return codec_of(media.type).validate_json(_utf8(response, label))
        except ValidationError:
            pass
    return _free(response)


def _matching(documented: tuple[Media, ...], label: str) -> Media | None:
    essence = _essence(label)
    known, family = [(_essence(media.content_type), media) for media in documented], essence.partition("/")[0]
    fits = [media for name, media in known if name == essence] or [m for name, m in known if name in ("*/*", f"{family}/*")]
    if fits:
        return fits[0]
    if essence in _UNLABELLED or essence.endswith(("/json", "+json")):
        unlabelled = documented[0] if documented and not essence else None
        return next((media for media in documented if media.kind == "json"), unlabelled)
    return None


def _essence(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _utf8(response: httpx2.Response, label: str) -> bytes:
    """The content in UTF-8, which is JSON's own charset, whatever its label declares."""
    content = response.content
    charset = response.charset_encoding if ";" in label and not label.lower().endswith("charset=utf-8") else None
    if charset not in (None, "utf-8", "utf8", "us-ascii", "ascii"):
        try:
            return content.decode(charset).encode()
        except (LookupError, ValueError):
            return content
    return content.removeprefix(_BOM)


def _free(response: httpx2.Response) -> Any:
    """The body as JSON, else as text."""
    try:
        return json.loads(_utf8(response, response.headers.get("content-type", "")))
    except (ValueError, RecursionError):
        return text_of(response)


def _salvage(type_: Any, value: Any) -> Any:
    """`value` (JSON data) as `type_` wherever it fits, and as it is wherever it does not; a missing field is `None`."""
    try:
        return Codec(type_).validate(value)
    except ValidationError:
        pass
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _salvage(arguments[0], value)
    if origin in (Union, UnionType):
        members = [member for member in arguments if member is not NoneType]
        if len(members) == 1:
            return _salvage(members[0], value)
        return OpenModel.model_validate(value) if isinstance(value, dict) else value
    if origin is list and isinstance(value, list):
        return [_salvage(arguments[0], item) for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: _salvage(arguments[1], item) for key, item in value.items()}
    if isinstance(type_, type) and issubclass(type_, Model) and isinstance(value, dict):
        rest, known = dict(value), {}
        fields = {name: (info, info.alias or name) for name, info in type_.model_fields.items()}
        for name, (info, wire) in fields.items():
            if wire in rest:
                annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
                known[name] = _salvage(annotation, rest.pop(wire))
        absent = {name: None for name, (info, _) in fields.items() if name not in known and info.is_required()}
        made = type_.model_construct(set(known), **known, **absent)
        if made.__pydantic_extra__ is not None:
            made.__pydantic_extra__.update(rest)
        return made
    return value
