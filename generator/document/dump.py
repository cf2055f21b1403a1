"""A document as text: block YAML that every YAML reader reads alike, without anchors, in the
document's own order; or JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from yaml.cyaml import CEmitter  # type: ignore[import-untyped]  # nor does its binding of libyaml

if TYPE_CHECKING:
    from generator.document.bundle import Document

_PLAIN = re.compile(r"[A-Za-z_/$][A-Za-z0-9_./$\- ]*(?<! )")
_NO_BLOCK = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd]|[ \t]\n|^[ \n]|[ ]$")
"""What a block scalar cannot say, or not for every reader: characters that need an escape, spaces
at the end of a line or of the text, and a text that begins with a space or an empty line."""
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""Booleans and null, of YAML 1.1 too."""


def dump(document: Document, *, as_json: bool = False) -> str:
    """The document's tree as YAML, or as JSON."""
    if as_json:
        return json.dumps(document.root, ensure_ascii=False, indent=2) + "\n"
    stream = StringIO()
    emitter = CEmitter(stream, allow_unicode=True, width=120, line_break="\n")
    for event in _events(document.root):
        emitter.emit(event)
    return stream.getvalue()


def _events(root: Any) -> Iterator[Any]:
    """What libyaml's emitter takes: the start and the end of each mapping and list, and scalars
    between them, a key before its value. What is empty is `{}` or `[]`, which block style has no
    form for.
    """
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    stack: list[Iterator[Any]] = [iter((root,))]
    ends: list[Any] = []
    while stack:
        for node in stack[-1]:
            if isinstance(node, dict):
                yield yaml.MappingStartEvent(None, None, True, flow_style=not node)
                stack.append(iter([part for item in node.items() for part in item]))
                ends.append(yaml.MappingEndEvent())
                break
            if isinstance(node, list):
                yield yaml.SequenceStartEvent(None, None, True, flow_style=not node)
                stack.append(iter(node))
                ends.append(yaml.SequenceEndEvent())
                break
            yield _scalar(node)
        else:
            stack.pop()
            if ends:  # the first of the stack is no container: it has the root in it
                yield ends.pop()
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _scalar(value: Any) -> Any:
    """A scalar in the plainest style that no reader takes for something else: text of several lines
    as a block, and in quotes what may be no text (`no`, `1.10`, `2025-01-01`) or looks like syntax.
    """
    text, style = str(value), None
    match value:
        case str() if "\n" in value and not _NO_BLOCK.search(value):
            style = "|"
        case str() if not _PLAIN.fullmatch(value) or value.lower() in _WORDS:
            style = '"'
        case None:
            text = "null"
        case bool():
            text = text.lower()
        case float() if "." not in text:  # without a point YAML 1.1 takes `1e+16` for a text
            text = text.replace("e", ".0e")
    return yaml.ScalarEvent(None, None, (style is None, style is not None), text, style=style)
