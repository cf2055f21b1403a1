"""Operations that answer with a stream: of which items it is, how it is asked for, how it ends.

The items are those of the document itself (`generator.document.sequences`); an event of server-sent
events may be described as the object of its fields (OpenAPI 3.2, "Special Considerations for
Server-Sent Events"), or by what its data holds. Where the document does not say it, extensions do:
`x-sdk.stream`, `x-fern-streaming`, `x-speakeasy-sse-sentinel`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from generator.api.hints import Hint
from generator.api.model import (
    Anything,
    Body,
    BodyKind,
    Bounded,
    Const,
    MediaType,
    Nullable,
    Response,
    Scalar,
    Stream,
    Type,
)
from generator.api.rules import EXTENSION
from generator.api.schema import kinds, merge
from generator.api.types import Types, union_of
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.pointer import escape
from generator.document.rules.streaming import FERN, said_of_stream, sentinel_of, stream_faults
from generator.document.schema.keywords import ALTERNATIVES
from generator.document.sequences import item_schema
from generator.document.specification import EVENT_STREAM, JSON
from templates.runtime.media_types import essence, is_json

DONE = "[DONE]"
"""What many APIs send as the data of their last event. It is no JSON, so where all data is JSON it
is no event of the document either."""
_FIELDS = frozenset({"data", "event", "id", "retry"})
_ERRORS = ("error",)
_FLAG = "stream"
_DEEPEST = 8  # alternatives in alternatives
_TEXT = Scalar("str")
_AS_IT_IS: dict[bool, tuple[BodyKind, Type]] = {
    True: ("text", _TEXT),
    False: ("binary", Scalar("bytes")),
}
"""How the whole of a stream is given, of server-sent events or not."""


class _Items(NamedTuple):
    """The items of a media type of a success: their schema, and where it stands; the data of the
    last event, where the media type says so.
    """

    content_type: str
    schema: Any
    pointer: str
    sentinel: str | None = None


class _Property(NamedTuple):
    """A property of an event, its keywords of all parts that hold together, each with its place."""

    schema: dict[str, Any]
    places: dict[str, str]
    pointer: str


_Event = dict[str, _Property]


@dataclass(slots=True)
class Streams:
    """Finds the streams of one document's operations."""

    document: Document
    types: Types
    diagnostics: list[Diagnostic]

    def of(
        self,
        node: dict[str, Any],
        at: str,
        hint: str,
        body: Body | None,
        responses: tuple[Response, ...],
    ) -> tuple[tuple[Response, ...], Stream | None]:
        """The stream that an operation may answer with, if any, and its responses, in which the
        media type of the stream stands.
        """
        for fault in stream_faults(node):
            self._report(fault.message, f"{at}{fault.where}")
        said = said_of_stream(node)
        found = list(self._documented(node, at))
        if "response-stream" in said or (said.get("format") and not found):
            found, responses = self._by_fern(said, node, at, found, responses, hint)
        if not found:
            return responses, None
        chosen = min(found, key=_precedence)
        sequences = {each.content_type for each in found}
        media = {item.content_type for each in successes(responses) for item in each.media_types}
        plain = bool(media - sequences) or "response-stream" in said
        return responses, self._stream(chosen, said, at, hint, body, plain=plain)

    # --- what the items are -----------------------------------------------------------------------

    def _documented(self, node: dict[str, Any], at: str) -> Iterator[_Items]:
        """Of the media types of successes those whose items are described."""
        for place, content in self._contents(node, at):
            for content_type, reference in content.items():
                media, elsewhere = self.document.resolve(reference)
                pointer = elsewhere or f"{place}/content/{escape(content_type)}"
                found = item_schema(self.document, content_type, mapping(media), pointer)
                if found is not None:
                    inner = self.document.resolve(found.schema)[0]
                    yield _Items(content_type, *found, sentinel_of(media, inner))

    def _contents(self, node: dict[str, Any], at: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each success of an operation: where it stands, and its `content`."""
        answers = mapping(node.get("responses"))
        good = [key for key in answers if key[:1] == "2"] or [k for k in answers if k == "default"]
        for status in good:
            target, moved = self.document.resolve(answers[status])
            place = moved or f"{at}/responses/{escape(status)}"
            yield place, mapping(mapping(target).get("content"))

    def _stream(
        self,
        items: _Items,
        said: Mapping[str, Any],
        at: str,
        hint: str,
        body: Body | None,
        *,
        plain: bool,
    ) -> Stream:
        is_sse = essence(items.content_type) == EVENT_STREAM
        errors = tuple(said.get("errors", _ERRORS)) if is_sse else ()
        events: dict[str, Type] = {}
        if is_sse:
            kind, events = self._events(items, hint, errors)
        else:
            kind = self.types.convert(items.schema, items.pointer, Hint(None, f"{hint} item"))
        sentinel = said.get("terminator") or items.sentinel
        is_of_json = is_sse and _TEXT not in (kind, *events.values())
        return Stream(
            media_type=items.content_type,
            items="sse" if is_sse else "json",
            type=kind,
            events=tuple(events.items()),
            errors=errors,
            terminator=sentinel or (DONE if is_of_json else None),
            must_terminate=bool(sentinel),
            condition=self._condition(said, at, body, plain=plain),
            plain=plain,
            pointer=items.pointer,
        )

    def _events(
        self, items: _Items, hint: str, errors: tuple[str, ...]
    ) -> tuple[Type, dict[str, Type]]:
        """The type of data, and those of the events that have a name of their own."""
        described = list(self._variants(items.schema, items.pointer))
        if not all("data" in each and each.keys() <= _FIELDS for each in described):
            kind = self.types.convert(items.schema, items.pointer, Hint(None, f"{hint} event"))
            return (kind if kind != Scalar("bytes") else _TEXT), {}
        events: dict[str, Type] = {}
        others: list[Type] = []
        for each in described:
            names = _names(each)
            kind = self._data(each["data"], " ".join((hint, *names[:1], "data")))
            events |= {
                name: union_of([events[name], kind], None) if name in events else kind
                for name in names
            }
            others += [] if names else [kind]
        given = [kind for name, kind in events.items() if name not in errors]
        every = union_of([*given, *others] or list(events.values()), None)
        return every, {name: kind for name, kind in events.items() if kind != every}

    def _data(self, data: _Property, hint: str) -> Type:
        """What the data of an event holds: text, unless the document says that it is JSON."""
        schema, naming = data.schema, Hint(None, hint)
        if is_json(text(schema.get("contentMediaType"))):
            if "contentSchema" not in schema:
                return Anything()
            place = f"{data.places['contentSchema']}/contentSchema"
            return self.types.convert(schema["contentSchema"], place, naming)
        resolved = mapping(self.document.resolve(schema)[0])
        if not schema or "string" in kinds(resolved):
            return _TEXT
        return self.types.convert(schema, data.pointer, naming)

    def _variants(self, schema: Any, pointer: str, depth: int = 0) -> Iterator[_Event]:
        """The properties of each object that an item may be."""
        whole = merge(self.document, mapping(schema), pointer)
        own = {
            name: _Property(
                mapping(value),
                dict.fromkeys(mapping(value), whole.properties[name]),
                whole.properties[name],
            )
            for name, value in mapping(whole.schema.get("properties")).items()
        }
        keyword = next((key for key in ALTERNATIVES if key in whole.schema), None)
        if keyword is None or depth > _DEEPEST:
            yield own
            return
        at = whole.keywords[keyword]
        for index, member in enumerate(sequence(whole.schema[keyword])):
            for variant in self._variants(member, f"{at}/{keyword}/{index}", depth + 1):
                yield own | {name: _joined(own.get(name), each) for name, each in variant.items()}

    # --- what extensions say ----------------------------------------------------------------------

    def _by_fern(
        self,
        said: Mapping[str, Any],
        node: dict[str, Any],
        at: str,
        found: list[_Items],
        responses: tuple[Response, ...],
        hint: str,
    ) -> tuple[list[_Items], tuple[Response, ...]]:
        """The items that `x-fern-streaming` names, which documents have under the label of JSON,
        and the responses with the media type that they come in.
        """
        answer = next(iter(successes(responses)), None)
        if answer is None:
            return found, responses
        plain = next((each for each in answer.media_types if each.kind == "json"), None)
        own = plain.content_type if plain is not None else JSON
        label = (
            found[0].content_type if found else EVENT_STREAM if said.get("format") == "sse" else own
        )
        streamed = MediaType(label, *_AS_IT_IS[label == EVENT_STREAM])
        place = f"{at}/{FERN}"
        if "response-stream" in said:
            items = _Items(label, said["response-stream"], f"{place}/response-stream")
            if "response" in said:
                kind = self.types.convert(
                    said["response"], f"{place}/response", Hint(None, f"{hint} response")
                )
                plain = MediaType(own, "json", kind)
            kept = [] if plain is None else [plain]
            others = [each for each in answer.media_types if each.content_type not in (own, label)]
            media = (*kept, *others, *([streamed] if label != own else []))
        else:
            described = self._json_of(node, at, own)
            if described is None:
                return found, responses
            items = described._replace(content_type=label)
            media = (streamed,)
        changed = replace(answer, media_types=media)
        return [items], tuple(changed if each is answer else each for each in responses)

    def _json_of(self, node: dict[str, Any], at: str, content_type: str) -> _Items | None:
        """The schema of the JSON that a success is documented with."""
        for place, content in self._contents(node, at):
            if content_type in content:
                media = mapping(self.document.resolve(content[content_type])[0])
                if "schema" in media:
                    pointer = f"{place}/content/{escape(content_type)}/schema"
                    return _Items(content_type, media["schema"], pointer)
        return None

    def _condition(
        self, said: Mapping[str, Any], at: str, body: Body | None, *, plain: bool
    ) -> tuple[str, bool] | None:
        """The field that asks for the stream, with its value: the one that an extension names; else
        a boolean `stream`, where there is another answer to ask for, or where it can only be true.
        """
        flags = {
            field.wire: field.type
            for media in (body.media_types if body else ())
            for field in self.types.fields_of(media.type) or ()
        }
        wanted = said.get("condition")
        if wanted in flags:
            return wanted, True
        if wanted is not None:
            what = f"`{wanted}`, which is to ask for the stream, is no field of the request"
            self._report(what, at)
            return None
        kind = flags.get(_FLAG)
        is_asked = _is_true(kind) or (plain and _is_boolean(kind))
        return (_FLAG, True) if is_asked else None

    def _report(self, message: str, pointer: str) -> None:
        self.diagnostics.append(EXTENSION.found(message, self.document.locate(pointer), pointer))


def successes(responses: tuple[Response, ...]) -> list[Response]:
    """The responses of a success: 2XX, or `default` where there is no other."""
    return [r for r in responses if r.status.startswith("2")] or [
        r for r in responses if r.status == "default"
    ]


def without_stream(responses: tuple[Response, ...], stream: Stream | None) -> tuple[Response, ...]:
    """The responses without the stream; none where there is no other answer."""
    if stream is None:
        return responses
    if not stream.plain:
        return ()
    return tuple(
        replace(
            each,
            media_types=tuple(
                media
                for media in each.media_types
                if media.content_type != stream.media_type or media.kind == "json"
            ),
        )
        for each in responses
    )


def _precedence(items: _Items) -> tuple[bool, str]:
    """Server-sent events before lines; no choice depends on the order of the document."""
    return essence(items.content_type) != EVENT_STREAM, items.content_type


def _joined(base: _Property | None, own: _Property) -> _Property:
    """A property as two parts have it that hold together."""
    if base is None:
        return own
    return _Property(base.schema | own.schema, base.places | own.places, own.pointer)


def _names(event: _Event) -> list[str]:
    """The names that an event may have, where the document fixes them."""
    schema = event["event"].schema if "event" in event else {}
    listed = [schema["const"]] if "const" in schema else sequence(schema.get("enum"))
    return [name for name in listed if isinstance(name, str)]


def _is_boolean(kind: Type | None) -> bool:
    match kind:
        case Nullable(inner) | Bounded(inner):
            return _is_boolean(inner)
        case Scalar("bool"):
            return True
        case Const(values):
            return True in values
        case _:
            return False


def _is_true(kind: Type | None) -> bool:
    return isinstance(kind, Const) and len(kind.values) == 1 and kind.values[0] is True
