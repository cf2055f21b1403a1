"""What a program shows of an answer: its JSON as it came but for spaces, a table, or its bytes.

Nothing is lost: numbers keep their digits, a table has a column for every field of any row."""

from __future__ import annotations

import json
import os.path
import re
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

from .command_values import WrongError
from .media_types import essence, is_form, is_json, is_text
from .programs import answer_json, at, is_list, place_of_items
from .response import RawResponse
from .values import is_object

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_OCTETS = (
    *("image/", "audio/", "video/", "font/", "model/"),
    *("application/octet-stream", "application/pdf", "application/vnd.", "application/gzip"),
    *("application/zip", "application/x-", "application/zstd", "application/msword"),
)
"""How labels of octets start, some of which may happen to be text."""
_NARROWEST = 12  # characters of a column of a table in a terminal


def write(content: bytes) -> None:
    """`content` on stdout, and nothing besides."""
    if sys.stdout is None:
        raise OSError("stdout is closed")
    left = memoryview(content)
    while left:  # an unbuffered stdout takes a part at a time
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def save(parts: Iterable[bytes], name: str | None, option: str = "--to") -> None:
    """Parts of an answer as they arrive: on stdout, or in a file that is there when it is whole.

    A link goes on leading to its file, and a device or a pipe stays what it is. Raises `WrongError`
    for what cannot be written, before the first part is asked for.
    """
    if not name or name == "-":
        for part in parts:
            write(part)
        return
    try:
        is_special = os.path.exists(name) and not os.path.isfile(name)  # noqa: PTH110, PTH113
        whole = Path(name) if is_special else Path(name).resolve()
        unfinished = whole if is_special else whole.with_name(f"{whole.name}.part")
        file = unfinished.open("wb")  # closed below
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise WrongError(option, f"cannot be written ({why})") from None
    try:
        with file:
            file.writelines(parts)
        if not is_special:
            unfinished.replace(whole)
    finally:
        if not is_special:
            unfinished.unlink(missing_ok=True)


def shown(
    answer: RawResponse[Any],
    output: str,
    place: str = "",
    options: tuple[str, str] = ("--to", "--output"),
) -> bytes:
    """The body of an answer in one of the forms, nothing where it has none; raises `ValueError` for
    what is no text by its label or as it is, with the `options` that take it. `place` is that of
    the items in a page.
    """
    if output == "raw" or not answer.content:
        return answer.content
    label = essence(answer.headers.get("content-type", ""))
    instead = "which {} FILE writes to a file, and {} raw as they are".format(*options)
    if label.startswith(_OCTETS) and not (is_json(label) or is_text(label) or is_form(label)):
        raise ValueError(f"the answer has {len(answer.content)} bytes of {label}, {instead}")
    try:
        text = answer_json(answer)
    except ValueError as error:
        raise ValueError(f"{error}, {instead}") from None
    told = table(loaded(text), place) if output == "table" else indented(text)
    return (told if told.endswith("\n") else f"{told}\n").encode()


def indented(text: str) -> str:
    """JSON text with a line for each value; every token of it stays as it is."""
    pieces: list[str] = []
    depth, before = 0, ""
    for token in _TOKEN.findall(text):
        is_end = token in ("]", "}")
        depth -= is_end
        is_next = not is_end if before in ("[", "{") else is_end or before == ","
        pieces.append("\n" + "  " * depth if is_next else "")
        pieces.append(": " if token == ":" else token)
        depth += token in ("[", "{")
        before = token
    return "".join(pieces)


class _Digits(str):
    """A number with a fraction, as it was written."""

    __slots__ = ()


def loaded(text: str) -> Any:
    """JSON for a table."""
    return json.loads(text, parse_float=_Digits, parse_constant=_Digits)


def table(value: Any, place: str = "") -> str:
    """Rows of a list, or of the items of a page, with its other fields below; the fields of any
    other object; a scalar as it is. A page has its items at `place`, or only one list of objects.
    """
    names = place_of_items(value, place)
    if names:
        items = at(value, names)
        rest = _without(value, names).items()
        return "".join([_rows(items), *(f"{_cell(name)}: {_cell(each)}\n" for name, each in rest)])
    if is_object(value):
        return _rows([{"field": name, "value": each} for name, each in value.items()])
    return _rows(value) if is_list(value) else _cell(value)


def _without(value: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """An object without what is at `names`, nor what is empty then."""
    first, *others = names
    inner = _without(value[first], others) if others else {}
    return {
        name: inner if name == first else each
        for name, each in value.items()
        if name != first or inner
    }


def _rows(value: list[Any]) -> str:
    if not value:
        return "[]\n"
    rows = [row if is_object(row) else {"value": row} for row in value]
    names = list(dict.fromkeys(name for row in rows for name in row))
    made = Table(*(Column(Text(_cell(name)), overflow="fold") for name in names))
    for row in rows:
        made.add_row(*(Text(_cell(row[name]) if name in row else "") for name in names))
    return _printed(made, len(names))


def _printed(table: Table, columns: int) -> str:
    """The table in the width of the terminal, where its columns have room; else in its own."""
    terminal = Console()
    wide = Console(width=10**6, file=StringIO())
    own = Measurement.get(wide, wide.options, table).maximum
    fits = terminal.is_terminal and columns * _NARROWEST <= terminal.width
    console = Console(width=min(terminal.width, own) if fits else own, file=StringIO())
    console.print(table)
    return cast("StringIO", console.file).getvalue()


def _cell(value: Any) -> str:
    """A value on one line."""
    try:
        text = value if isinstance(value, str) else _json(value)
    except RecursionError:  # which json reads three times as deep
        text = json.dumps(value, ensure_ascii=False)
    return visible(text)


def visible(line: str) -> str:
    """A line without what a terminal would take for a command."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], line)


def _json(value: Any) -> str:
    """What `loaded` gave, as JSON on one line."""
    if is_object(value):
        pairs = (f"{_json(name)}: {_json(each)}" for name, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if is_list(value):
        return f"[{', '.join(map(_json, value))}]"
    return value if isinstance(value, _Digits) else json.dumps(value, ensure_ascii=False)
