"""A document as text: block YAML that every YAML reader reads alike, without anchors, in the
document's own order; or JSON.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from yaml.cyaml import CEmitter  # type: ignore[import-untyped]  # nor does its binding of libyaml

if TYPE_CHECKING:
    from generator.document.bundle import Document

_PLAIN = re.compile(r"[A-Za-z_/$][A-Za-z0-9_./$\- ]*(?<! )")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])


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
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    stack: list[Iterator[Any]] = [iter((root,))]
    ends: list[Any] = []
    while stack:
        for node in stack[-1]:
            if isinstance(node, dict):
                flow = not node
                yield yaml.MappingStartEvent(None, None, True, flow_style=flow)
                stack.append(iter([part for item in node.items() for part in item]))
                ends.append(yaml.MappingEndEvent())
                break
            if isinstance(node, list):
                flow = not node
                yield yaml.SequenceStartEvent(None, None, True, flow_style=flow)
                stack.append(iter(node))
                ends.append(yaml.SequenceEndEvent())
                break
            yield _scalar(node)
        else:
            stack.pop()
            if ends:
                yield ends.pop()
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        if "\n" in value and not re.search(
            r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd]|[ \t]\n|^[ \n]|[ ]$", value
        ):
            style = "|"
        elif _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
            style = None
        else:
            style = '"'
        return yaml.ScalarEvent(None, None, (style is None, style is not None), value, style=style)
    if value is None:
        text = "null"
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float):
        text = repr(value) if math.isfinite(value) else str(value)
        if "e" in text and "." not in text:
            text = text.replace("e", ".0e")
    else:
        text = str(value)
    return yaml.ScalarEvent(None, None, (True, False), text)
