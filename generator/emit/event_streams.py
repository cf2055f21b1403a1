"""Answers that are streams as the templates print them: what the runtime is told of each, and what
a method, or a view of it, gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import Operation, Stream, Type
from generator.api.names import Taken
from generator.api.streaming import ERRORS
from generator.emit.annotations import Scope, signature, thunk
from generator.emit.code import Code, called, identifier

_MODULE, _VIEWS = "_runtime.event_streams", "_runtime.stream_views"
_PARTS = "_runtime.part_streams"


class StreamMethod(NamedTuple):
    """The stream that a method gives, if `only` that, or a view of it. `about` is what the runtime
    is told, under the name `constant`; `made` and `async_made` make it there. `unasked` makes the
    arguments of a call of the method that of one which does not ask for the stream.
    """

    only: bool
    constant: Code
    annotation: Code
    about: Code
    result: Code
    async_result: Code
    made: Code
    async_made: Code
    untyped: bool
    unasked: Code | None


def stream_method(
    operation: Operation, stream: Stream, scope: Scope, annotations: Annotations, most_names: int
) -> StreamMethod:
    """The stream of the method of an operation; its type is written out where it has not more than
    `most_names` names.
    """
    item = signature(annotations.returned(stream.type), scope)
    if stream.items == "sse":
        item = Code(f"{scope.own(_MODULE, 'Event')}[{item.text}]")

    def own(name: str, module: str = _MODULE) -> str:
        """A name that the module itself uses: of a stream that is in a view, its type alone."""
        return "" if stream.plain else scope.own(module, name)

    module, kind = (_PARTS, "part_stream_of") if stream.items == "parts" else (_MODULE, "stream_of")
    cls = scope.own(_MODULE, "Stream")
    return StreamMethod(
        only=not stream.plain,
        constant=identifier(f"_{operation.function.upper()}_STREAM"),
        annotation=Code(f"{cls}[{item.text}]"),
        about=_about(operation, stream, cls, scope, annotations),
        result=Code(f"{own('EventStream')}[{item.text}]"),
        async_result=Code(f"{own('AsyncEventStream')}[{item.text}]"),
        made=Code(own(kind, module)),
        async_made=Code(own(f"async_{kind}", module)),
        untyped=annotations.names_in(stream.type) > most_names,
        unasked=Code(scope.own(_MODULE, "unasked")) if stream.plain and stream.condition else None,
    )


def _about(
    operation: Operation, stream: Stream, cls: str, scope: Scope, annotations: Annotations
) -> Code:
    """The `Stream(…)` of the runtime."""

    def typed(kind: Type) -> Code:
        return thunk(annotations.checked_body(kind), scope)

    names = [each.python for each in operation.parameters]
    has_own_errors = stream.items == "sse" and stream.errors != ERRORS
    return called(
        cls,
        stream.media_type,
        typed(stream.type),
        events={name: typed(kind) for name, kind in stream.events},
        errors=stream.errors if has_own_errors else None,
        terminator=stream.terminator,
        must_terminate=stream.must_terminate,
        condition=stream.condition,
        at=names.index(stream.parameter) if stream.parameter else None,
        required=stream.required and stream.plain,
    )


def result_of(operation: Operation, annotations: Annotations, scope: Scope) -> Code:
    """What the method returns, as an index of the surface says it."""
    if operation.returned_stream is None:
        return signature(annotations.result(operation), scope)
    return stream_result(operation.returned_stream, annotations, scope)


def stream_result(stream: Stream, annotations: Annotations, scope: Scope) -> Code:
    """What gives the items of a stream, as an index of the surface says it."""
    return Code(f"EventStream[{_item(stream, annotations, scope)}]")


def _item(stream: Stream, annotations: Annotations, scope: Scope) -> str:
    item = signature(annotations.returned(stream.type), scope).text
    return f"Event[{item}]" if stream.items == "sse" else item


def stream_entry(stream: Stream | None) -> dict[str, Any]:
    """The stream of an operation in `operations.json`."""
    if stream is None:
        return {}
    view = "with_streamed_events" if stream.plain else None
    entry = {"media_type": stream.media_type, "view": view, "items": stream.items}
    if stream.required and not stream.plain and stream.condition:
        entry["condition"] = stream.condition[0]  # which a body needs, and the method sets
    return {"stream": entry}


def with_names(
    streams: Sequence[StreamMethod | None], taken: Iterable[str]
) -> list[StreamMethod | None]:
    """The streams under names that nothing else in their module has."""
    used = Taken(taken)
    found: list[StreamMethod | None] = []
    for stream in streams:
        if stream is not None:
            name = identifier(used.take(stream.constant.text))
            stream = stream._replace(constant=name)  # noqa: PLW2901
        found.append(stream)
    return found


def view_names(streams: Iterable[StreamMethod | None]) -> Mapping[str, str]:
    """The names of the runtime that the views of these are printed with, and their modules:
    `{"stream_view": "_runtime.stream_views"}` of a stream that is the only answer.
    """
    names: dict[str, str] = {}
    for stream in streams:
        if stream is not None and stream.only:
            names["stream_view"] = _VIEWS
        elif stream is not None:
            used = ("EventViews", "EventView", "EventsViewed", "Events", "AsyncEvents")
            names |= dict.fromkeys(used, _VIEWS)
            if not stream.untyped:
                names |= dict.fromkeys(("events_of", "async_events_of"), _VIEWS)
    return names
