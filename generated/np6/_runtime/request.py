"""Requests that the document does not describe: what `client.request("GET", "/path")` sends.

A path is relative to the base URL and never leads out of it. Credentials, retries, pace, redirects
and errors are those of any other call; only the checks against the document are missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast
from urllib.parse import parse_qsl, quote

import httpx2

from .errors import InvalidInputError, Problem, cut
from .operation import Body, Media, Operation
from .plan import codec_of, has_dot_segment
from .unset import UNSET, Unset

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PATH_SAFE = "/-._~!$&'()*+,;=:@%"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?", re.ASCII)
_JSON = "application/json"
_LONGEST_NAME = 200  # of a path, as a name in messages


def arguments(
    base: httpx2.URL | None,
    security: tuple[tuple[str, ...], ...],
    method: object,
    path: object,
    cast_to: Any,
    *,
    query: object = None,
    body: object = UNSET,
    content_type: object = None,
    headers: object = None,
    retry: object = None,
    options: object = None,
) -> tuple[Any, ...]:
    """The arguments of `core.prepare` from `operation` to `options`; raises `InvalidInputError`.
    Nothing was checked before.
    """
    found: list[Problem] = []
    verb = method.upper() if isinstance(method, str) else ""
    if verb not in _METHODS:
        found.append(Problem("method", f"must be one of {', '.join(_METHODS)}"))
    if not isinstance(retry, bool | None):
        found.append(Problem("retry", "must be True, False or None"))
    where, asked = _place(path, base, found)
    content = _octets(body)
    whole = body if content is None else content
    sent = None if isinstance(body, Unset) else _body(whole, content_type, found)
    read = _result(cast_to, found)
    given = _added(options, headers, {**asked, **_mapping("query", query, found)}, found)
    if found:
        raise InvalidInputError(problems=found)
    if retry is not None:  # before that of a client's view
        given.setdefault("retry", "safe" if retry else "unsafe")
    name = cut(where, _LONGEST_NAME)
    operation = Operation[Any](
        name, verb, where, body=sent, responses={"2XX": (read,)}, security=security
    )
    return operation, (), whole, None, given


def _octets(body: object) -> bytes | None:
    return bytes(cast("bytes", body)) if isinstance(body, (bytes, bytearray, memoryview)) else None


def _place(
    path: object, base: httpx2.URL | None, found: list[Problem]
) -> tuple[str, dict[str, list[str]]]:
    """The escaped path below the base URL, and the query that came with it."""
    try:
        if not isinstance(path, str):
            raise TypeError
        below = _below(path, base)
        where, _, query = (below or "").partition("?")
        where = f"/{where.removeprefix('/')}"
        escaped = quote(_STRAY_PERCENT.sub("%25", where), safe=_PATH_SAFE)
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict")
    except (ValueError, TypeError, httpx2.InvalidURL):
        found.append(Problem("path", "must be text that a URL can hold"))
        return "", {}
    if below is None or where.startswith(("//", "/\\")):
        found.append(Problem("path", "leads to another place than the base URL"))
    elif "#" in path:
        found.append(Problem("path", "must not have a fragment"))
    elif has_dot_segment(where):
        found.append(Problem("path", "must not have a dot segment"))
    return escaped, {name: [value for other, value in pairs if other == name] for name, _ in pairs}


def _below(path: str, base: httpx2.URL | None) -> str | None:
    """A path as it is, a URL below the base URL without that, `None` for one of another place."""
    if not _URL.match(path):
        return path
    url = httpx2.URL(path)
    if (
        base is None
        or url.userinfo
        or (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port)
    ):
        return None
    target, prefix = url.raw_path.decode("ascii"), base.raw_path.decode("ascii").rstrip("/")
    return target.removeprefix(prefix) if target.startswith(f"{prefix}/") else None


def _body(body: object, content_type: object, found: list[Problem]) -> Body | None:
    """A body of JSON, or text or bytes of another media type."""
    if content_type is None and isinstance(body, bytes):
        found.append(Problem("content_type", "is required for bytes"))
        return None
    label = _JSON if content_type is None else content_type
    if not isinstance(label, str) or not _MEDIA_TYPE.fullmatch(label):
        found.append(Problem("content_type", "must be a media type (RFC 9110, section 8.3.1)"))
    elif label.partition(";")[0].strip().lower().endswith(("/json", "+json")):
        return Body((Media(label, "json", _thunk(Any)),), python="body")
    elif isinstance(body, (bytes, str)):
        return Body((Media(label, "text", _thunk(str)),), python="body")
    else:
        found.append(Problem("body", "must be text or bytes, for a media type that is not JSON"))
    return None


def _result(cast_to: Any, found: list[Problem]) -> Media:
    """How a success is read: as bytes or text, as a type from JSON, or by its own label."""
    if cast_to is None or cast_to is bytes:
        return Media("*/*", "any" if cast_to is None else "binary", _thunk(Any))
    if cast_to is str:
        return Media("*/*", "text", _thunk(str))
    try:
        read = Media(_JSON, "json", _thunk(cast_to))
        codec_of(read.type)
    except Exception:  # noqa: BLE001  # pydantic, and the hooks of a caller's type, may raise anything
        found.append(Problem("cast_to", "must be a type that pydantic can validate"))
        return Media("*/*", "any", _thunk(Any))
    return read


@lru_cache(maxsize=1024)
def _thunk(type_: Any) -> Callable[[], Any]:
    """The same function each time, since what is derived from a type is kept by it."""
    return lambda: type_


def _added(
    options: object, headers: object, query: Mapping[str, Any], found: list[Problem]
) -> dict[str, Any]:
    """The options of the call, with its own headers and query among them. Raises `TypeError`, as
    `core.prepare` does.

    They are never empty, so that what a client remembers of its operations does not grow with every
    path."""
    if not isinstance(options, Mapping | None):
        raise TypeError(f"options must be a mapping, not {type(options).__name__}")
    others = cast("Mapping[str, Any]", options or {})
    return {
        **others,
        "query": {**query, **_mapping("query", others.get("query"), found)},
        "headers": {
            **_mapping("headers", headers, found),
            **_mapping("headers", others.get("headers"), found),
        },
    }


def _mapping(name: str, value: object, found: list[Problem]) -> Mapping[str, Any]:
    if value is None or isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value or {})
    found.append(Problem(name, "must be a mapping of names to values"))
    return {}
