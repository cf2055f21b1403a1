"""What became of the stream that a method gives, or a view of it: whether there is one, and of what
form; how it ends. What its items are is compared as any result is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.api.model import Operation, Stream


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
    return operation.stream is not None and not operation.stream.plain


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
    old, new = before.stream, after.stream
    if returns_stream(before) != returns_stream(after):
        was, now = ("a stream" if returns_stream(each) else "a result" for each in (before, after))
        what = f"`{name}` returns {now} instead of {was}"
        loop = "Loop over what the method returns." if returns_stream(after) else None
        yield StreamChange("stream-changed", name, what, was, now, loop)
        if not (old and old.plain) and not (new and new.plain):
            return
    if bool(old and old.plain) != bool(new and new.plain):
        has = bool(new and new.plain)
        call = stream_call(name, after if has else before)
        what = f"`{call}` is {'new' if has else 'gone'}"
        former, present = (f"{call}(…)" if each else None for each in (not has, has))
        remedy = None if has else f"Write `{name}(…)` instead of `{call}(…)`."
        yield StreamChange(
            f"stream-{'added' if has else 'removed'}", call, what, former, present, remedy
        )
        return
    if old is None or new is None:
        return
    call = stream_call(name, after)
    if old.items != new.items:
        was, now = ("events" if each.items == "sse" else "items" for each in (old, new))
        what = f"`{call}` gives {now} instead of {was}"
        remedy = "Read `event.data`." if new.items == "sse" else "Read the item itself."
        yield StreamChange("stream-changed", call, what, was, now, remedy)
        return
    if old.condition != new.condition:
        former, present = (each.condition[0] if each.condition else None for each in (old, new))
        what = f"`{call}` asks for the stream by {f'`{present}`' if present else 'no field'}"
        remedy = None if present else "Send what asks for the stream yourself."
        yield StreamChange("stream-condition-changed", call, what, former, present, remedy)
    if _ending(old) != _ending(new):
        what = f"`{call}` ends in another way"
        yield StreamChange("stream-end-changed", call, what, _ending(old), _ending(new))


def _ending(stream: Stream) -> str:
    """How a stream ends, in words, where the document says so."""
    errors = ", ".join(f"`{name}`" for name in sorted(stream.errors))
    failing = f"by an error at {errors}" if errors else ""
    data = f"at the data `{stream.terminator}`" if stream.must_terminate else ""
    return ", ".join(filter(None, (data, failing))) or "with its connection"
