"""Answers in the reference: the document's example of a success, as JSON, of a long one the
beginning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.api.bodies import preferred
from generator.api.model import JsonValue, Operation
from generator.emit.code import Code
from generator.emit.docstrings import plain_success

_WIDTH = 88
_MOST = 36  # lines of an answer, besides those that close it
_LONGEST = 200  # characters of a text in one
_FEW = 8  # entries that may stand on one line
_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Answer(NamedTuple):
    """`text` is JSON; where it is `shortened`, comments stand for what is left out."""

    text: Code
    shortened: bool


def answer(operation: Operation) -> Answer | None:
    """The document's example of a success, or of an item of a stream; `None` where it has none in
    JSON.
    """
    values = _examples(operation)
    if not values:
        return None
    printer = _Printer()
    text = "\n".join(printer.lines(values[0], "", "", ""))
    return Answer(Code(text), printer.shortened)


def _examples(operation: Operation) -> list[JsonValue]:
    """The examples of what the method gives: of a stream those of its items, else those of the
    representation that a call asks for.
    """
    if operation.returned_stream is not None:
        return [value for _, value in operation.returned_stream.examples]
    success = plain_success(operation)
    usual = preferred(success.media_types)[:1] if success else ()
    return [value for each in usual if each.kind == "json" for value in each.examples]


class _Printer:
    """Prints JSON, what fits on a line on one, until there are as many lines as anybody reads."""

    def __init__(self) -> None:
        self._room = _MOST
        self.shortened = False

    def lines(self, value: JsonValue, margin: str, before: str, behind: str) -> Iterator[str]:
        """The lines of a value, between `before` and `behind`, as `"name": ` and a comma: one where
        it has room on one.
        """
        self._room -= 1
        if isinstance(value, str) and len(value) > _LONGEST:
            self.shortened = True
            value = f"{value[:_LONGEST]}…"
        line = _on_one_line(value, len(margin) + len(before))
        if line is not None or not isinstance(value, dict | list):
            yield f"{margin}{before}{line}{behind}"
            return
        brackets = "{}" if isinstance(value, dict) else "[]"
        yield f"{margin}{before}{brackets[0]}"
        yield from self._entries(_entries_of(value), len(value), f"{margin}  ")
        yield f"{margin}{brackets[1]}{behind}"

    def _entries(
        self, entries: Iterable[tuple[str, JsonValue]], count: int, margin: str
    ) -> Iterator[str]:
        for at, (before, value) in enumerate(entries):
            if self._room <= 0 and at:
                self.shortened = True
                yield f"{margin}// {count - at} more"
                return
            yield from self.lines(value, margin, before, "," if at < count - 1 else "")


def _entries_of(
    value: dict[str, JsonValue] | list[JsonValue],
) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict):
        yield from ((f"{_json(key)}: ", item) for key, item in value.items())
    else:
        yield from (("", item) for item in value)


def _on_one_line(value: JsonValue, before: int) -> str | None:
    """A value on one line; `None` where a list or an object has no room there."""
    if not isinstance(value, dict | list):
        return _json(value)
    text = _json(value) if len(value) <= _FEW else None
    return text if text is not None and before + len(text) <= _WIDTH else None


def _json(value: JsonValue) -> str:
    """JSON on one line, in which nothing is invisible."""
    text = _JSON(value)
    if text.isprintable():
        return text
    return json.dumps(value).replace("\x7f", "\\u007f")
