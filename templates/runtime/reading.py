"""From a response's bytes to the documented type.

The document's exact status comes before its range (`2XX`) and that before `default`; among its media types, the response's own
`Content-Type` decides. JSON is accepted under any label that does not say otherwise (`text/html` does), in any charset.
"""

from __future__ import annotations

import json
from typing import Any

import httpx2
from pydantic import ValidationError

from .errors import InvalidResponseError, RequestInfo
from .lenient import salvage
from .model import problems
from .operation import Media
from .plan import Plan, codec

_BOM = b"\xef\xbb\xbf"
_UNLABELLED = ("", "text/plain", "application/octet-stream", "text/json", "text/javascript")


def read_success(plan: Plan, response: httpx2.Response, info: RequestInfo, lenient: bool) -> Any:
    """The body in its documented type, `None` where none is documented; raises `InvalidResponseError`."""
    documented = plan.responses(response.status_code)
    if documented is None:
        documented = plan.successes
    if not documented or plan.operation.method == "HEAD":
        return None
    content = response.content
    label = response.headers.get("content-type", "")
    media = documented[0] if label == documented[0].content_type else _matching(documented, label)
    if not content and (media is None or media.kind == "json"):
        if lenient:
            return None
        raise _misfit(response, info, "is empty, a body is documented")
    if media is None:
        if lenient:
            return _free(response)
        expected = " or ".join(each.content_type for each in documented)
        raise _misfit(response, info, f"is {_essence(label) or 'of no stated type'}, not {expected}")
    if media.kind not in ("json", "text"):
        return content
    misfit = None
    type_ = media.type()
    try:
        return codec(type_).validate_json(_utf8(response)) if media.kind == "json" else codec(type_).validate(response.text)
    except ValidationError as error:
        misfit = error
    payload = _free(response)
    if lenient:
        return salvage(type_, payload)
    found = problems(misfit)
    broken = misfit.errors(include_input=False, include_url=False, include_context=False)[0]["type"] == "json_invalid"
    what = "is not JSON" if broken else "does not fit the document"
    del misfit
    raise _misfit(response, info, what, payload, () if broken else found)


def read_error(plan: Plan, response: httpx2.Response) -> Any:
    """The body of an error: the documented type where it fits, else JSON, else text; `None` for no body. Raises nothing."""
    if not response.content:
        return None
    media = _matching(plan.responses(response.status_code) or (), response.headers.get("content-type", ""))
    if media is not None and media.kind == "json":
        try:
            return codec(media.type()).validate_json(_utf8(response))
        except ValidationError:
            pass
    return _free(response)


def _misfit(
    response: httpx2.Response, info: RequestInfo, what: str, payload: Any = None, found: Any = ()
) -> InvalidResponseError:
    details = "; ".join(f"{problem.path or 'body'}: {problem.message}" for problem in found)
    return InvalidResponseError(
        f"the response to {info.method} {info.operation} {what}" + (f": {details}" if details else ""),
        payload=_free(response) if payload is None else payload,
        problems=found,
        status_code=response.status_code,
        headers=response.headers,
        raw=response.content,
        request=info,
    )


def _matching(documented: tuple[Media, ...], label: str) -> Media | None:
    essence = _essence(label)
    for media in documented:
        if _essence(media.content_type) == essence:
            return media
    for media in documented:
        pattern = _essence(media.content_type)
        if pattern == "*/*" or (pattern.endswith("/*") and essence.startswith(pattern[:-1])):
            return media
    if essence in _UNLABELLED or essence.endswith(("/json", "+json")):
        return next(
            (media for media in documented if media.kind == "json"), documented[0] if documented and not essence else None
        )
    return None


def _essence(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _utf8(response: httpx2.Response) -> bytes:
    """The content in UTF-8, which is JSON's own charset, whatever the response declares."""
    content = response.content
    charset = (response.charset_encoding or "utf-8").lower() if ";" in response.headers.get("content-type", "") else "utf-8"
    if charset in ("utf-8", "utf8", "us-ascii", "ascii"):
        return content.removeprefix(_BOM)
    try:
        return content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content


def _free(response: httpx2.Response) -> Any:
    """The body as JSON, else as text."""
    try:
        return json.loads(_utf8(response))
    except (ValueError, RecursionError):
        return response.text
