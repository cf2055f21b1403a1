"""YAML as a person lays it out in `spec/`: no indent before a dash, short lists on one line, long
texts folded, comments.

What is printed is read back as the same data. A `Noted` value has lines of comment above its key, a
`Flow` mapping goes on one line where it fits."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from generator.records import record

WIDTH = 128

_START = r"(?:[A-Za-z_/$(]|\.\.?/|\dXX$|\d+[A-DF-Z][A-Z]|[0-9a-f]{8}-[0-9a-f]{4}-)"
_PLAIN = re.compile(
    rf"{_START}(?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff:#]|:(?=\S)|(?<=\S)#)*(?<! )"
)
_IN_FLOW = re.compile(r"[\[\]{},:]")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|^\s|[ \t]\n|\s$"
)


class Flow(dict[str, Any]):
    """A mapping that is written on one line where it fits."""


@record(frozen=True, slots=True)
class Noted:
    """A value with comments above it, one paragraph each."""

    value: Any
    notes: tuple[str, ...]


def items(entries: Mapping[str, Any]) -> str:
    """A mapping, a blank line between its entries."""
    return "\n".join(lines({key: value}) for key, value in entries.items())


def lines(entries: Mapping[str, Any], indent: int = 0) -> str:
    """A mapping, its entries without anything between them."""
    return "".join(f"{line}\n" for line in _mapping(entries, indent))


def entries(values: list[Any], indent: int = 0) -> str:
    """The items of a list."""
    return "".join(f"{line}\n" for line in _sequence(values, indent))


def flow(value: Any) -> str:
    """A value on one line, without its comments."""
    return _flow(plain(value))


def flows(value: dict[str, Any]) -> dict[str, Any]:
    """A mapping whose own mappings go on one line where they fit."""
    return {key: _flowing(part) for key, part in value.items()}


def _flowing(value: Any) -> Any:
    if isinstance(value, dict):
        return Flow({key: _flowing(part) for key, part in value.items()})
    return [_flowing(part) for part in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A value without its comments."""
    if isinstance(value, Noted):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def comment(text: str, indent: int = 0) -> str:
    return "".join(f"{line}\n" for line in _comment(text, indent))


def _comment(text: str, indent: int) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent + "# ",
        subsequent_indent=" " * indent + "# ",
        break_on_hyphens=False,
    )


def _mapping(entries: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, entry in entries.items():
        value, notes = _parted(entry)
        for note in notes:
            yield from _comment(note, indent)
        yield from _entry(" " * indent + scalar(key) + ":", value, indent)


def _sequence(entries: list[Any], indent: int) -> Iterator[str]:
    """The items of a list; a mapping that does not fit on the line begins beside its dash."""
    for entry in entries:
        value, notes = _parted(entry)
        for note in notes:
            yield from _comment(note, indent)
        if isinstance(value, dict) and not _fits(value, indent + 2):
            first, *rest = _mapping(value, indent + 2)
            yield " " * indent + "- " + first.lstrip()
            yield from rest
        else:
            yield from _entry(" " * indent + "-", value, indent)


def _parted(entry: Any) -> tuple[Any, tuple[str, ...]]:
    """A value and its comments."""
    return (entry.value, entry.notes) if isinstance(entry, Noted) else (entry, ())


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """`head`, which is a key or a dash, and its value: beside it where that fits, else below. Text
    of several lines is a literal block, whose header says whether a line break ends it (YAML 1.2.2,
    section 8.1.1.2), unless it has what a block cannot show."""
    match value:
        case dict() | list() if _fits(value, len(head) + 1):
            yield f"{head} {_flow(value)}"
        case dict():
            yield head
            yield from _mapping(value, indent + 2)
        case list():
            yield head
            yield from _sequence(value, indent + 2 if head.endswith("-") else indent)
        case str() if "\n" in value and not _UNPRINTABLE.search(value.removesuffix("\n")):
            yield f"{head} |" if value.endswith("\n") else f"{head} |-"
            for paragraph in value.removesuffix("\n").split("\n"):
                yield f"{' ' * (indent + 2)}{paragraph}" if paragraph else ""
        case _:
            yield from _text(head, value, indent)


def _text(head: str, value: Any, indent: int) -> Iterator[str]:
    """A scalar, folded where it is too long: a line break in it reads as a space (YAML 1.2.2,
    section 6.5), so that a text with two spaces in a row stays on one line."""
    shown = scalar(value)
    is_foldable = isinstance(value, str) and "  " not in value and not shown.startswith('"')
    if not is_foldable or len(head) + 1 + len(shown) <= WIDTH:
        yield f"{head} {shown}"
    else:
        yield from textwrap.wrap(
            shown,
            WIDTH,
            initial_indent=f"{head} ",
            subsequent_indent=" " * (indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )


def _fits(value: Any, column: int) -> bool:
    """Whether a value may and can be written on one line that it begins at `column`: of mappings
    those that are marked for it (`Flow`), of lists those without mappings, and whatever is empty.
    """
    match value:
        case Noted():
            return False
        case str():
            return "\n" not in value
        case Flow():
            parts = list(value.values())
        case list() if not _has_mappings(value):
            parts = value
        case dict() | list():
            return not value
        case _:
            return True
    return all(_fits(part, column) for part in parts) and column + len(_flow(value)) <= WIDTH


def _has_mappings(values: list[Any]) -> bool:
    return any(isinstance(value, dict) and value for value in values)


def _flow(value: Any) -> str:
    match value:
        case dict():
            entries = (f"{scalar(key, flow=True)}: {_flow(part)}" for key, part in value.items())
            return f"{{{', '.join(entries)}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
    return scalar(value, flow=True)


def scalar(value: Any, *, flow: bool = False) -> str:
    """A value that is neither a mapping nor a list, as it stands alone or on a line with others
    (`flow`): without quotes where it reads back as the same text, else in single quotes, which hold
    anything that can be printed, else in double quotes, whose escapes are those of JSON."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    ends_early = flow and _IN_FLOW.search(value)
    if _is_plain(value) and not ends_early:
        return value
    if "\n" in value or _has_unprintable(value):
        return json.dumps(value)
    return "'" + value.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotes: it is no `yes`, number, or date, and has no mark of YAML."""
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _WORDS


def _has_unprintable(text: str) -> bool:
    """Not so of a text whose blanks at its ends are all that a plain text could not have."""
    return _UNPRINTABLE.search(text) is not None and re.fullmatch(r"[ -~]*", text) is None
