"""Bodies that are sequences: server-sent events, JSON Lines, JSON text sequences.

An answer has the items of a documented example, else one that is made for each kind of event, but
for those that say that the stream failed; and the terminator, where the document names one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.document.bundle import Document
from generator.document.examples import Examples, JsonValue
from generator.document.instances import Instances
from generator.document.sequences import event_schemas
from generator.document.specification import EVENT_STREAM
from generator.document.streams import Streamed, said_of_stream, streamed
from templates.runtime.media_types import essence, is_json

_ERRORS = ("error",)
_END = re.compile("\r\n|\r|\n")  # of a line of an event, and no other that Python knows
_Event = Mapping[str, JsonValue]


class Sequences:
    """Writes the streams that a document's operations answer with."""

    def __init__(self, document: Document, examples: Examples, instances: Instances) -> None:
        self._document, self._examples, self._instances = document, examples, instances

    def content(
        self, operation: Mapping[str, Any], content: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The `content` of a success, with the stream that an extension alone says there is.

        `x-fern-streaming: {format: sse}` makes a stream of the JSON that the document has; with a
        `response-stream` the stream is beside it.
        """
        said = said_of_stream(operation)
        if not said.keys() & {"format", "response-stream"}:
            return content
        streams = streamed(self._document, operation, "")
        found: dict[str, Any] = {each.media_type: {} for each in streams}
        return {**found, **content} if "response-stream" in said else found or content

    def body(
        self, operation: Mapping[str, Any], key: str, media: Mapping[str, Any]
    ) -> bytes | None:
        """The stream in the media type of a key of `content`; `None` where that is none.

        An example that is text is sent as it is, else the items of one, or made ones; a terminator
        such as `[DONE]` is the data of the last event, or the last line.
        """
        said = said_of_stream(operation)
        stream = self._stream(operation, said, key)
        if stream is None:
            return None
        shown = self._shown(stream, media)
        if isinstance(shown, str):
            return shown.encode()
        ending = said.get("terminator") or stream.sentinel
        endings = [ending] if ending else []
        if essence(key) == EVENT_STREAM:
            events = [_as_event(item) for item in shown] or [*self._made(stream, said)]
            return b"".join(map(event_bytes, [*events, *({"data": each} for each in endings)]))
        items = shown or [self._examples.of_schema(stream.item.schema)]
        return json_lines(key, [*map(json_bytes, items), *map(str.encode, endings)])

    def _stream(
        self, operation: Mapping[str, Any], said: Mapping[str, Any], key: str
    ) -> Streamed | None:
        """The stream in a media type. Beside a `response-stream` of Fern, JSON is the answer that
        comes at once.
        """
        if "response-stream" in said and is_json(key):
            return None
        found = streamed(self._document, operation, "")
        return {each.media_type: each for each in found}.get(key)

    def _shown(self, stream: Streamed, media: Mapping[str, Any]) -> str | list[JsonValue]:
        """The items of the first documented example whose items are valid, or the text of one that
        is a text; none where there is none.
        """
        for _, value in self._examples.documented(media):
            if isinstance(value, str):
                return value
            items = items_of(value)
            if all(self._instances.valid(stream.item.schema, item, "response") for item in items):
                return items
        return []

    def _made(self, stream: Streamed, said: Mapping[str, Any]) -> Iterator[_Event]:
        failing = said.get("errors", _ERRORS)
        for each in event_schemas(self._document, stream.item):
            name = next(iter(each.names), "")
            value = self._examples.of_schema(each.schema)
            if name not in failing:
                yield {**({"event": name} if name else {}), "data": value}


def items_of(value: JsonValue) -> list[JsonValue]:
    """Those of a list; a value that is none is the only one."""
    return value if isinstance(value, list) else [value]


def _as_event(item: JsonValue) -> _Event:
    """An item that is not the object of an event's fields is what its data holds."""
    return item if isinstance(item, dict) and "data" in item else {"data": item}


def json_lines(label: str, lines: Iterable[bytes]) -> bytes:
    """Values of JSON as lines, or as a text sequence (RFC 7464)."""
    start = b"\x1e" if essence(label).endswith("json-seq") else b""
    return b"".join(start + line + b"\n" for line in lines)


def event_bytes(event: _Event) -> bytes:
    lines = [
        f"{name}: {text_of(event[name])}" for name in ("event", "id", "retry") if name in event
    ]
    data = [f"data: {line}" for line in _END.split(text_of(event["data"]))]
    return "\n".join([*lines, *data, "", ""]).encode()


def text_of(value: JsonValue) -> str:
    return value if isinstance(value, str) else json_bytes(value).decode()


def json_bytes(value: JsonValue) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
