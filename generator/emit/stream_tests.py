"""The emitted test of an operation that answers with a stream: the items that it is answered with,
and what it gives of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.api.model import (
    Array,
    JsonValue,
    MediaType,
    Operation,
    Scalar,
    Stream,
)
from generator.api.streaming import MESSAGE
from generator.emit.calls import Call, in_view, keywords, with_parameters
from generator.emit.code import Code, bytes_literal, identifier, literal
from generator.emit.expected_requests import ExpectedRequest, expected_request
from generator.emit.fits import Fits
from generator.emit.parts import (
    answer_content,
    class_of,
    first_model,
    label_with_boundary,
    written_parts,
)
from generator.emit.samples import Samples, UnmakeableError

_WIDE = 60  # bytes of a literal, which leaves room for those that are escaped
_LINES = re.compile(rb"[^\n]*\n+")


class StreamAnswer(NamedTuple):
    """The keywords of `httpx2.Response` for a stream of `length` items; `model` is the class of the
    first, or of its data, at `where`.
    """

    content: Code
    length: int
    model: Code | None
    where: Code


class StreamTest(NamedTuple):
    """What the test template prints of a view that gives the stream of an operation."""

    name: Code
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    sent: ExpectedRequest
    status: int
    answer: StreamAnswer


def stream_answer(stream: Stream, samples: Samples) -> StreamAnswer:
    """The example of a stream.

    Raises:
        UnmakeableError: no item is known that can be read.
    """
    types = dict(stream.events)
    fits = Fits(samples.models, sent=False)
    items = [
        (name, value)
        for name, value in stream.examples
        if fits(types.get(name, stream.type), value) and "\n" not in str(value)
    ]
    if not items:
        raise UnmakeableError("no item of the stream is known that its schema takes")
    if stream.items == "parts":
        return _parts_answer(stream, [value for _, value in items], samples)
    ending = stream.terminator if stream.must_terminate else None
    pieces = " ".join(_pieces(_content(stream, items, ending)))
    return StreamAnswer(
        _answer(Code(f"({pieces})"), stream.media_type),
        len(items),
        class_of(types.get(items[0][0], stream.type), samples.models),
        Code("result[0].data" if stream.items == "sse" else "result[0]"),
    )


def _answer(content: Code, label: str) -> Code:
    return literal({"content": content, "headers": {"content-type": label}})


def _parts_answer(stream: Stream, items: list[JsonValue], samples: Samples) -> StreamAnswer:
    media = MediaType(stream.media_type, "parts", Array(stream.type))
    content = bytes_literal(answer_content(written_parts(media, items, samples.models)))
    return StreamAnswer(
        _answer(content, label_with_boundary(stream.media_type)),
        len(items),
        first_model(media, samples.models),
        Code("result[0].content"),
    )


def _pieces(content: bytes) -> list[str]:
    """Literals that are the content together: an event each, and of a long one several."""
    return [
        bytes_literal(line[at : at + _WIDE]).text
        for line in _LINES.findall(content)
        for at in range(0, len(line), _WIDE)
    ]


def _content(stream: Stream, items: Sequence[tuple[str, JsonValue]], ending: str | None) -> bytes:
    """What the server sends: values on lines of their own (before each a record separator in a
    sequence of RFC 7464), or events. `ending` is the data of the last, `[DONE]`.
    """
    if stream.items == "json":
        start = "\x1e" if stream.media_type.endswith("json-seq") else ""
        lines = [json.dumps(value) for _, value in items]
        return "".join(f"{start}{line}\n" for line in filter(None, (*lines, ending))).encode()
    events = [_event(stream, name, value) for name, value in items]
    last = f"data: {ending}\n\n" if ending else ""
    return "".join([*events, last]).encode()


def _event(stream: Stream, name: str, value: JsonValue) -> str:
    """An event with its name, unless it is called as every event is that has none."""
    is_text = dict(stream.events).get(name, stream.type) == Scalar("str")
    data = value if is_text and isinstance(value, str) else json.dumps(value)
    named = "" if name == MESSAGE else f"event: {name}\n"
    return f"{named}data: {data}\n\n"


def stream_test(
    operation: Operation, call: Call, status: int, samples: Samples
) -> StreamTest | None:
    """The test of the view; `None` where there is none, or no item is known."""
    stream = operation.viewed_stream
    if stream is None:
        return None
    try:
        answer = stream_answer(stream, samples)
    except UnmakeableError:
        return None
    call = _asking(operation, stream, call)
    return StreamTest(
        name=identifier(f"{operation.function}_streamed"),
        method=in_view(call.method, "with_streamed_events"),
        arguments=keywords(call.arguments),
        deprecated=operation.deprecated,
        sent=expected_request(operation, call),
        status=status,
        answer=answer,
    )


def _asking(operation: Operation, stream: Stream, call: Call) -> Call:
    """The call that asks for the stream, by a parameter or by a field of its body. The view sets
    either, so that arguments have it only where it is required.
    """
    if stream.condition is None:
        return call
    name, value = stream.condition
    if stream.parameter:
        return _asking_by(stream.parameter, value, operation, call)
    is_json = call.media is not None and call.media.kind == "json"
    if not is_json or not isinstance(call.payload, dict):
        return call
    payload = call.payload | {name: value}
    arguments = dict(call.arguments)
    if stream.required and operation.body and operation.body.python in arguments:
        arguments[operation.body.python] = literal(payload)
    return call._replace(arguments=arguments, payload=payload)


def _asking_by(parameter: str, value: JsonValue, operation: Operation, call: Call) -> Call:
    """The call with a parameter, by its name in Python, that asks for the stream: the request has
    it always, `?stream=true`, the arguments of the view where it is required.
    """
    arguments = {name: code for name, code in call.arguments.items() if name != parameter}
    call = with_parameters(call, operation, {parameter: True})
    if parameter in {each.python for each, _ in call.parameters if each.required}:
        arguments[parameter] = literal(value)
    return call._replace(arguments=arguments)
