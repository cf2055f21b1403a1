"""Operations that answer with a stream: the types of its items, how it is asked for, how it ends.

What the document says of it is read in `generator.document.sequences` and `streams`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain
from typing import Any, Literal, NamedTuple

from generator.api.composed_types import union_of
from generator.api.drafts import DraftField
from generator.api.hints import Hint
from generator.api.model import (
    Body,
    BodyKind,
    Const,
    JsonValue,
    MediaType,
    Parameter,
    Part,
    Response,
    Scalar,
    Stream,
    Type,
)
from generator.api.rules import EXTENSION
from generator.api.shown_values import is_too_deep
from generator.api.type_walk import unwrapped
from generator.api.types import Types
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.examples import Examples
from generator.document.instances import Instances
from generator.document.media_types import is_multipart
from generator.document.sequences import EventSchema, ItemSchema, event_schemas
from generator.document.specification import EVENT_STREAM, JSON
from generator.document.streams import (
    FERN,
    Streamed,
    is_never_true,
    said_of_stream,
    stream_faults,
    streamed,
)
from generator.records import record
from templates.runtime.media_types import essence

DONE = "[DONE]"
"""What many APIs send as the data of their last event. It is no JSON, so where all data is JSON it
is no event of the document either."""
MESSAGE = "message"
"""The name of an event that is sent without one."""
ERRORS = ("error",)
"""The names of events that say that the stream failed, unless the document has others."""
_FLAG = "stream"
_BESIDE_SCHEMA = ("/itemSchema", "/response-stream")
_TEXT = Scalar("str")


@record(frozen=True, slots=True)
class Streams:
    """Finds the streams of one document's operations. Without `examples` theirs have none.

    `expressed` is filled with the pointers of what types are made of: the media types, and the
    schemas of what data holds; `typed` with those of media types whose `schema` types events."""

    document: Document
    types: Types
    diagnostics: list[Diagnostic]
    expressed: set[str]
    examples: Examples | None
    typed: set[str] = field(default_factory=set)

    def of(
        self,
        node: dict[str, Any],
        at: str,
        hint: str,
        parameters: Sequence[Parameter],
        body: Body | None,
        responses: tuple[Response, ...],
    ) -> tuple[tuple[Response, ...], Stream | None]:
        """The stream that an operation may answer with, if any; and its responses, among whose
        media types it is. Of several, server-sent events are it.

        Where there is another answer as well, the method gives that, and a view the stream."""
        for fault in stream_faults(node):
            self._report(fault.message, f"{at}{fault.where}")
        found = streamed(self.document, node, at)
        if not found:
            return responses, None
        said, chosen = said_of_stream(node), min(found, key=_precedence)
        self.expressed.add(chosen.pointer)
        if "format" in said or "response-stream" in said:
            responses = self._labelled(responses, chosen, said, at, hint)
        sequences = {each.media_type for each in found}
        media = {each.content_type for each in media_types(successes(responses))}
        plain = bool(media - sequences) or "response-stream" in said
        query = [each for each in parameters if each.location == "query"]
        forbidden = self._forbidden(said, node)
        condition = self._condition(said, at, query, body, forbidden, plain=plain)
        return responses, self._stream(chosen, said, hint, condition, plain=plain)

    def _stream(
        self,
        chosen: Streamed,
        said: Mapping[str, Any],
        hint: str,
        condition: _Condition,
        *,
        plain: bool,
    ) -> Stream:
        """The stream of the media type `chosen`; `said` is what an extension says of it besides."""
        items, errors = _items(chosen), ()
        events: dict[str, Type] = {}
        examples: list[tuple[str, JsonValue]] = []
        if items == "sse":
            errors = tuple(said.get("errors", ERRORS))
            described = event_schemas(self.document, chosen.item)
            if _types_events(chosen.item, described):
                self.typed.add(chosen.pointer)
            kind, events = self._events(described, hint, errors)
            examples = list(self._example_events(described, errors))
        else:
            item = chosen.item
            what = "part" if items == "parts" else "item"
            kind = self.types.convert(item.schema, item.pointer, Hint(None, f"{hint} {what}"))
            examples = [(MESSAGE, value) for value in self._made(item.schema)]
        sentinel = said.get("terminator") or chosen.sentinel
        is_of_json = items == "sse" and _TEXT not in (kind, *events.values())
        return Stream(
            media_type=chosen.media_type,
            items=items,
            type=Part(kind) if items == "parts" else kind,
            events=tuple(events.items()),
            errors=errors,
            terminator=sentinel or (DONE if is_of_json else None),
            must_terminate=bool(sentinel),
            condition=condition.asking,
            parameter=condition.parameter,
            required=condition.required,
            plain=plain,
            pointer=chosen.pointer,
            examples=tuple(examples),
        )

    # --- the items --------------------------------------------------------------------------------

    def _events(
        self, described: list[EventSchema], hint: str, errors: tuple[str, ...]
    ) -> tuple[Type, dict[str, Type]]:
        """The type of data, and of those events that have data of another one, by their names.

        Of `token` with a `Token`, `done` with a `Usage` and `error` with a `Fault` they are
        `Token | Usage`, and each of the three: what fails is raised, so data is no `Fault`, unless
        nothing else is described."""
        named = defaultdict[str, list[Type]](list)
        others: list[Type] = []
        for each in described:
            words = _words_of_data(each, is_only=len(described) == 1)
            kind = self._data(each, " ".join((hint, *words)))
            for name in each.names:
                named[name].append(kind)
            if not each.names:
                others.append(kind)
        events = {name: union_of(kinds, None) for name, kinds in named.items()}
        given = [kind for name, kind in events.items() if name not in errors]
        every = union_of([*given, *others] or list(events.values()), None)
        return every, {name: kind for name, kind in events.items() if kind != every}

    def _data(self, event: EventSchema, hint: str) -> Type:
        if event.is_text:
            return _TEXT
        self.expressed.add(event.pointer)
        return self.types.convert(event.schema, event.pointer, Hint(None, hint))

    def _example_events(
        self, described: list[EventSchema], errors: tuple[str, ...]
    ) -> Iterator[tuple[str, JsonValue]]:
        for each in described:
            name = next(iter(each.names), MESSAGE)
            if name not in errors:
                yield from ((name, value) for value in self._made(each.schema))

    def _made(self, schema: Any) -> list[JsonValue]:
        if self.examples is None:
            return []
        made = self.examples.of_schema(schema)
        return [] if is_too_deep(made) else [made]

    # --- what extensions say ----------------------------------------------------------------------

    def _labelled(
        self,
        responses: tuple[Response, ...],
        chosen: Streamed,
        said: Mapping[str, Any],
        at: str,
        hint: str,
    ) -> tuple[Response, ...]:
        """The responses of an operation of which `x-fern-streaming` says that the answer is a
        stream, or one of two.
        """
        answer = successes(responses)[0]
        media = {each.content_type: each for each in answer.media_types}
        own = next((each.content_type for each in answer.media_types if each.kind == "json"), JSON)
        if "response" in said:
            place = f"{at}/{FERN}/response"
            kind = self.types.convert(said["response"], place, Hint(None, f"{hint} response"))
            media[own] = MediaType(own, "json", kind, (), tuple(self._made(said["response"])))
        elif "response-stream" not in said:
            media = {}
        whole = _WHOLE[_items(chosen) == "sse"]
        media.setdefault(chosen.media_type, MediaType(chosen.media_type, *whole))
        changed = replace(answer, media_types=tuple(media.values()))
        return tuple(changed if each is answer else each for each in responses)

    def _condition(
        self,
        said: Mapping[str, Any],
        at: str,
        query: Sequence[Parameter],
        body: Body | None,
        forbidden: bool,
        *,
        plain: bool,
    ) -> _Condition:
        """The field or parameter that asks for the stream, with its value: the one that an
        extension names; else a boolean `stream`, where there is another answer to ask for, or where
        it can only be true. One that is `forbidden` never asks.
        """
        wanted = said.get("condition")
        name, is_named = wanted or _FLAG, wanted is not None
        if forbidden:
            what = f"`{wanted}`, which is to ask for the stream, must not be true by its schema"
            self._report(what, at)
            return _Condition()
        flags = self._fields_called(name, body)
        # a field that an extension names is taken at its word, whatever its type
        if flags and (is_named or _asks(flags[-1].type, plain=plain)):
            return _Condition((name, True), required=_is_required(flags, plain=plain))
        parameters = [each for each in query if each.wire == name]
        asking = [each for each in parameters if _asks(each.type, plain=plain or is_named)]
        if asking:
            return _Condition((name, True), asking[0].python)
        if is_named:
            what = f"the parameter `{wanted}`" if parameters else f"`{wanted}`"
            why = "is no boolean" if parameters else "is no field of the request"
            self._report(f"{what}, which is to ask for the stream, {why}", at)
        return _Condition()

    def _fields_called(self, name: str, body: Body | None) -> list[DraftField]:
        """The fields of that name of what the body may be in any of its media types."""
        types = [media.type for media in body.media_types] if body else []
        fields = chain.from_iterable(map(self.types.fields_of, types))
        return [field for field in fields if field.wire == name]

    def _forbidden(self, said: Mapping[str, Any], node: dict[str, Any]) -> bool:
        """Whether the schema of the field that an extension names refuses to be true."""
        wanted, instances = said.get("condition"), self.document.once(Instances)
        return wanted is not None and is_never_true(self.document, instances, node, wanted)

    def _report(self, message: str, pointer: str) -> None:
        self.diagnostics.append(self.document.found(EXTENSION, message, pointer))


class _Condition(NamedTuple):
    """What asks for a stream, with its value, and the Python name of the query parameter that it
    is, if it is one; whether it is a field that the body needs.
    """

    asking: tuple[str, bool] | None = None
    parameter: str | None = None
    required: bool = False


def _words_of_data(event: EventSchema, *, is_only: bool) -> tuple[str, ...]:
    """What the data of events is called by, `token data` of those of one name, `event` of those of
    any. Where only these are described, that of several names is not called by the first of them.
    """
    if not is_only:
        return (*event.names[:1], "data")
    return (*(event.names if len(event.names) == 1 else ()), "event")


def _asks(kind: Type, *, plain: bool) -> bool:
    """Whether a value of the type can ask for the stream and for nothing else; `plain`, where there
    is something else to ask for.
    """
    return kind == Const((True,)) or (plain and _is_boolean(kind))


def _is_required(flags: Sequence[DraftField], *, plain: bool) -> bool:
    """Whether the body of a request has to have the field that asks for the stream. Where there is
    a `plain` answer, it is false for that: one that is always true is only there for the stream.
    """
    takes_both = not plain or _is_boolean(flags[-1].type, False)
    return takes_both and any(flag.required for flag in flags)


_WHOLE: dict[bool, tuple[BodyKind, Type]] = {
    True: ("text", _TEXT),
    False: ("binary", Scalar("bytes")),
}
"""How the whole of a stream is given, of server-sent events or not."""


def successes(responses: tuple[Response, ...]) -> list[Response]:
    """The responses of a success: 2XX, or `default` where there is no other."""
    stated = [each for each in responses if each.status.startswith("2")]
    return stated or [each for each in responses if each.status == "default"]


def media_types(responses: Iterable[Response]) -> list[MediaType]:
    """Those of several responses."""
    return [*chain.from_iterable(response.media_types for response in responses)]


def without_stream(responses: tuple[Response, ...], stream: Stream | None) -> tuple[Response, ...]:
    """The responses without the stream; none where there is no other answer. Fern's documents have
    the stream and the other answer under one label of JSON, which stays.
    """
    if stream is None:
        return responses
    if not stream.plain:
        return ()

    def kept(media: MediaType) -> bool:
        return media.content_type != stream.media_type or media.kind == "json"

    return tuple(
        replace(each, media_types=tuple(filter(kept, each.media_types))) for each in responses
    )


def _types_events(item: ItemSchema, described: Sequence[EventSchema]) -> bool:
    """Whether it is the `schema` of a media type that says what events are, and not just text."""
    is_told = any(each.pointer != item.pointer or not each.is_text for each in described)
    return is_told and not item.pointer.endswith(_BESIDE_SCHEMA)


def without_condition(body: Body | None, stream: Stream | None) -> Body | None:
    """The body whose fields are keywords of the method, without the one that asks for the stream
    of a view: whoever gave it there would be answered with what the method does not return.
    """
    match body, stream:
        case Body(fields=tuple(fields)), Stream(plain=True, condition=(name, _), parameter=None):
            kept = tuple(each for each in fields if each.wire != name)
            return replace(body, fields=kept or None)
        case _:
            return body


def _precedence(found: Streamed) -> tuple[bool, str]:
    """Server-sent events before lines; no choice depends on the order of the document."""
    return _items(found) != "sse", found.media_type


def _items(found: Streamed) -> Literal["sse", "json", "parts"]:
    """What a stream is made of: server-sent events, values of JSON, or parts."""
    if essence(found.media_type) == EVENT_STREAM:
        return "sse"
    return "parts" if is_multipart(found.media_type) else "json"


def _is_boolean(kind: Type, value: bool = True) -> bool:
    """Whether the type is of booleans, and takes this one."""
    match unwrapped(kind):
        case Scalar("bool"):
            return True
        case Const(values):
            return any(each is value for each in values)
        case _:
            return False
