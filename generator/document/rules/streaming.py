"""What extensions say of an answer that is a stream: `x-sdk.stream`, `x-fern-streaming`,
`x-speakeasy-stream-request-field`, `x-speakeasy-sse-sentinel`.

    x-sdk: {stream: {condition: stream, terminator: "[DONE]", errors: [error]}}
    x-fern-streaming: {format: sse, stream-condition: $request.stream, terminator: "[DONE]",
                       response: {…}, response-stream: {…}}

`condition` is the field of the request that asks for the stream, `terminator` the data of its last
event, `errors` are the names of events that say that it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator.document.access import mapping, text
from generator.document.pointer import escape
from generator.document.rules.survey import Survey
from generator.document.rules.table import Finding, quoted

FERN, REQUEST_FIELD, SENTINEL = (
    "x-fern-streaming",
    "x-speakeasy-stream-request-field",
    "x-speakeasy-sse-sentinel",
)
OF_REQUEST = "$request."


class StreamFault(NamedTuple):
    """What is wrong with what an operation says of its stream, and where below the operation."""

    message: str
    where: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict)


_TEXT = ("a text", _is_text)
_SCHEMA = ("a schema", _is_schema)
_OWN: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "condition": ("the name of a field of the request", _is_text),
    "terminator": _TEXT,
    "errors": (
        "a list of names of events",
        lambda value: isinstance(value, list) and all(map(_is_text, value)),
    ),
}
_FERN: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "format": ("`sse` or `json`", lambda value: value in ("sse", "json")),
    "stream-condition": (
        f"`{OF_REQUEST}` and the name of a field of the request",
        lambda value: _is_text(value) and _is_text(value.removeprefix(OF_REQUEST)),
    ),
    "terminator": _TEXT,
    "stream-description": _TEXT,
    "response": _SCHEMA,
    "response-stream": _SCHEMA,
    "resumable": ("true or false", lambda value: isinstance(value, bool)),
}


def stream_faults(operation: dict[str, Any]) -> Iterator[StreamFault]:
    """What is wrong with the form of what an operation says of its stream."""
    sdk = mapping(operation.get("x-sdk"))
    if "stream" in sdk:
        yield from _malformed(sdk["stream"], "`stream` of `x-sdk`", "/x-sdk/stream", _OWN)
    if operation.get(FERN, True) not in (True, False):
        yield from _malformed(operation[FERN], f"`{FERN}`", f"/{FERN}", _FERN)
    for key in (REQUEST_FIELD, SENTINEL):
        if key in operation and not _is_text(operation[key]):
            yield StreamFault(f"`{key}` is not a text", f"/{key}")


def malformed_streams(survey: Survey) -> Iterator[Finding]:
    for operation in survey.of("operation"):
        for fault in stream_faults(operation.node):
            yield Finding(f"{operation.pointer}{fault.where}", fault.message)


def said_of_stream(operation: dict[str, Any]) -> dict[str, Any]:
    """What an operation says of its stream where that has the form it needs, by the keys of
    `x-sdk.stream`; and of Fern's the rest by its own. The first of the extensions counts.
    """
    wrong = {fault.where.split("/")[1] for fault in stream_faults(operation)}
    fern = {} if FERN in wrong else operation.get(FERN)
    found = {"format": "json"} if fern is True else dict(mapping(fern))
    if "stream-condition" in found:
        found["condition"] = found.pop("stream-condition").removeprefix(OF_REQUEST)
    if REQUEST_FIELD in operation and REQUEST_FIELD not in wrong:
        found.setdefault("condition", operation[REQUEST_FIELD])
    if SENTINEL in operation and SENTINEL not in wrong:
        found.setdefault("terminator", operation[SENTINEL])
    own = {} if "x-sdk" in wrong else mapping(mapping(operation.get("x-sdk")).get("stream"))
    return found | own


def _malformed(
    value: Any, called: str, where: str, forms: dict[str, tuple[str, Callable[[Any], bool]]]
) -> Iterator[StreamFault]:
    if not isinstance(value, dict):
        yield StreamFault(f"{called} is not an object", where)
        return
    for key, entry in value.items():
        if key not in forms:
            known = quoted(list(forms), len(forms))
            yield StreamFault(
                f"{called} has no key `{key}`; it has {known}", f"{where}/{escape(key)}"
            )
        elif not forms[key][1](entry):
            yield StreamFault(f"`{key}` of {called} is not {forms[key][0]}", f"{where}/{key}")


def sentinel_of(*holders: Any) -> str | None:
    """The sentinel that a Media Type Object or its schema names."""
    named = (text(mapping(holder).get(SENTINEL)) for holder in holders)
    return next(filter(None, named), None)
