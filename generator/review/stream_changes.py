"""What became of the stream that a method gives, or a view of it: whether there is one, and of what
form; how it ends. What its items are is compared as any result is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.api.model import Operation, Stream

_ITEMS = {
    "sse": ("events", "Read `event.data`."),
    "json": ("items", "Read the item itself."),
    "parts": ("items", "Read the item itself."),
}
"""What a stream of a form gives, and how it is read."""


class StreamChange(NamedTuple):
    """A rule with what it says of a call, and both sides in words."""

    rule: str
    call: str
    what: str
    before: str | None
    after: str | None
    remedy: str | None = None


def returns_stream(operation: Operation) -> bool:
    """Whether the method itself gives the stream."""
    return operation.returned_stream is not None


def stream_call(name: str, operation: Operation) -> str:
    """The call of a method `name` that gives the stream."""
    owner, _, function = name.rpartition(".")
    return name if returns_stream(operation) else f"{owner}.with_streamed_events.{function}"


def are_alike(before: Operation, after: Operation) -> bool:
    """Whether the items of both can be compared: both are streams of one form, by the same call."""
    old, new = before.stream, after.stream
    if old is None or new is None:
        return False
    return (old.plain, old.items) == (new.plain, new.items)


def stream_changes(name: str, before: Operation, after: Operation) -> Iterator[StreamChange]:
    """The changes of the stream of a method that is called `name` now."""
    if returns_stream(before) != returns_stream(after):
        yield _result_change(name, after)
    match _has_view(before), _has_view(after):
        case False, True:
            yield _view_added(stream_call(name, after))
        case True, False:
            yield _view_removed(name, stream_call(name, before))
        case _ if before.stream is not None and after.stream is not None:
            yield from _stream_change(stream_call(name, after), before.stream, after.stream)


def _has_view(operation: Operation) -> bool:
    """Whether a view of the method gives the stream, and the method itself a result."""
    return operation.viewed_stream is not None


def _result_change(name: str, after: Operation) -> StreamChange:
    was, now, remedy = (
        ("a result", "a stream", "Loop over what the method returns.")
        if returns_stream(after)
        else ("a stream", "a result", None)
    )
    what = f"`{name}` returns {now} instead of {was}"
    return StreamChange("stream-changed", name, what, was, now, remedy)


def _view_added(call: str) -> StreamChange:
    return StreamChange("stream-added", call, f"`{call}` is new", None, f"{call}(…)")


def _view_removed(name: str, call: str) -> StreamChange:
    remedy = f"Write `{name}(…)` instead of `{call}(…)`."
    return StreamChange("stream-removed", call, f"`{call}` is gone", f"{call}(…)", None, remedy)


def _stream_change(call: str, old: Stream, new: Stream) -> Iterator[StreamChange]:
    """What became of a stream that is given by the same call: of another form it is another one,
    else how it is asked for, and how it ends.
    """
    if old.items != new.items:
        (was, _), (now, remedy) = _ITEMS[old.items], _ITEMS[new.items]
        what = f"`{call}` gives {now} instead of {was}"
        yield StreamChange("stream-changed", call, what, was, now, remedy)
        return
    if old.condition != new.condition:
        former, present = _asked_by(old), _asked_by(new)
        what = f"`{call}` asks for the stream by {f'`{present}`' if present else 'no field'}"
        advice = None if present else "Send what asks for the stream yourself."
        yield StreamChange("stream-condition-changed", call, what, former, present, advice)
    if _ending(old) != _ending(new):
        what = f"`{call}` ends in another way"
        yield StreamChange("stream-end-changed", call, what, _ending(old), _ending(new))


def _asked_by(stream: Stream) -> str | None:
    """The field of the request that asks for the stream, if one has to."""
    return None if stream.condition is None else stream.condition[0]


def _ending(stream: Stream) -> str:
    """How a stream ends, in words, where the document says so."""
    errors = ", ".join(f"`{name}`" for name in sorted(stream.errors))
    failing = f"by an error at {errors}" if errors else ""
    data = f"at the data `{stream.terminator}`" if stream.must_terminate else ""
    return ", ".join(filter(None, (data, failing))) or "with its connection"
