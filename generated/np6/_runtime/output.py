"""What a program shows of an answer: its JSON as it came but for spaces, a table, or its bytes.

Nothing is lost: numbers keep their digits, a table has a column for every field of any row."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

from .programs import answer_json, is_list
from .response import RawResponse
from .values import is_object

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NARROWEST = 12  # characters of a column of a table in a terminal


def write(content: bytes) -> None:
    """`content` as a document of its own on stdout."""
    if sys.stdout is None:
        raise OSError("stdout is closed")
    left = memoryview(content if content.endswith(b"\n") or not content else content + b"\n")
    while left:  # an unbuffered stdout takes a part at a time
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def save(parts: Iterable[bytes], name: str | None) -> None:
    """Parts of an answer as they arrive: on stdout, or in a file that is there when it is whole."""
    if not name:
        for part in parts:
            write(part)
        return
    unfinished = Path(f"{name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(parts)
        unfinished.replace(name)
    finally:
        unfinished.unlink(missing_ok=True)


def shown(answer: RawResponse[Any], output: str) -> bytes:
    """The body of an answer in one of the forms; raises `ValueError` for what is no text."""
    if output == "raw":
        return answer.content
    text = answer_json(answer)
    return _table(json.loads(text)).encode() if output == "table" else indented(text).encode()


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


def _table(value: Any) -> str:
    """Rows of a list, or the fields of an object; a scalar as it is."""
    if is_object(value):
        value = [{"field": name, "value": each} for name, each in value.items()]
    if not is_list(value) or not value:
        return _cell(value)
    rows = [row if is_object(row) else {"value": row} for row in value]
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*(Column(Text(_cell(name)), overflow="fold") for name in names))
    for row in rows:
        table.add_row(*(Text(_cell(row[name]) if name in row else "") for name in names))
    return _printed(table, len(names))


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
    """A value on one line, without what a terminal would take for a command."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)
