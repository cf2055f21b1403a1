"""Edits of a YAML file that leave every line alone that they do not concern: comments, blank lines
and quotes stay as they are.

A `YamlFile` is the text of a file and where its nodes stand in it; an edit gives the text of the
next. Lines are found by the marks that PyYAML's composer puts on nodes, so that no library is
needed which writes YAML: one would print the whole file in its own layout. What cannot be edited
without a guess raises `UnsafeEditError`: aliases, and line breaks that YAML knows and no editor
shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from generator.document import pointer as pointers
from generator.document.source import parse
from generator.records import record
from generator.vendor_docs import yaml_printer
from generator.vendor_docs.yaml_printer import Flow, Noted

_ODD_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_BLOCKS = ("|", ">")
"""Styles of scalars on lines of their own."""


class UnsafeEditError(Exception):
    """An edit that cannot be made without a guess, and why."""


@record(frozen=True, slots=True)
class _NodePosition:
    """A node, the node that holds it, the node of its key (`None` in a list), and which of its
    entries it is.
    """

    node: Any
    holder: Any
    key: Any
    index: int


def _check_lines(text: str, name: str) -> None:
    """Refuses a text whose lines are not those of an editor: edits go by lines and their indent."""
    if text.lstrip().startswith("{"):
        raise UnsafeEditError(f"{name} is JSON, or written as if it were")
    if _ODD_BREAKS.search(text):
        raise UnsafeEditError(f"{name} has line breaks that are none to an editor")


class YamlFile:
    """A file's text, which has no byte order mark; `name` stands in messages."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        _check_lines(text, name)
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            if any(isinstance(event, yaml.AliasEvent) for event in events):
                raise UnsafeEditError(f"{name} has aliases, so that one place stands for several")
            self.root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise UnsafeEditError(f"{name} cannot be read: {error}") from error
        self._read: Any = None
        self._break = "\r\n" if "\r\n" in text else "\n"

    # --- looking ----------------------------------------------------------------------------------

    def has(self, pointer: str) -> bool:
        return self._find(pointer) is not None

    def value(self, pointer: str) -> Any:
        """The data at `pointer`. KeyError if there is none."""
        if self._read is None:
            self._read = parse(self.text.encode(), Path(self.name), self.name).data
        return pointers.follow(self._read, pointers.split(pointer))

    def keys(self, pointer: str) -> list[str]:
        """The keys of the mapping at `pointer`; none of anything else, or where nothing is."""
        spot = self._find(pointer)
        if spot is None or not isinstance(spot.node, yaml.MappingNode):
            return []
        return [key.value for key, _ in spot.node.value]

    def _find(self, pointer: str) -> _NodePosition | None:
        spot = _NodePosition(self.root, None, None, 0)
        for token in pointers.split(pointer):
            found = _child(spot.node, token)
            if found is None:
                return None
            spot = found
        return spot

    def _spot(self, pointer: str) -> _NodePosition:
        spot = self._find(pointer)
        if spot is None or spot.node is None:
            raise UnsafeEditError(f"{self.name} has nothing at #{pointer}")
        return spot

    # --- editing ----------------------------------------------------------------------------------

    def added(
        self,
        pointer: str,
        key: str | None,
        value: Any,
        *,
        after: Sequence[str] = (),
    ) -> str:
        """The text with an entry more in the mapping (or, where `key` is `None`, the list) at
        `pointer`: behind the last of the keys `after` that it has, in front of all others where
        `after` is given and it has none of them, else at its end."""
        spot = self._spot(pointer)
        node = spot.node
        if pointer == "" and _is_empty(node):
            return self.text + self._shown(yaml_printer.lines({str(key): value}))
        if not isinstance(node, yaml.MappingNode if key is not None else yaml.SequenceNode):
            raise UnsafeEditError(f"#{pointer} of {self.name} is not what an entry can be added to")
        if node.flow_style or not node.value:
            text = self._added_in_flow(node, key, value, after)
            return self._opened(pointer, key, value) if self._too_long(text, node, spot) else text
        first = _entries(node)[0][0]
        if key is None:
            lines = yaml_printer.entries([value], node.start_mark.column)
        else:
            lines = yaml_printer.lines({key: value}, first.start_mark.column)
        behind = _last_of(node, after)
        if behind is None:
            return self._in_front(first, lines, first.start_mark.column)
        return self._behind(self._last_line(*behind), lines)

    def _in_front(self, first: Any, lines: str, indent: int) -> str:
        """The text with lines in front of the entry that `first` begins, and of the comments that
        stand over it."""
        line = first.start_mark.line
        start = self._starts[line]
        while line and self.text[self._starts[line - 1] : start].startswith(" " * indent + "#"):
            line -= 1
            start = self._starts[line]
        if self.text[self._starts[first.start_mark.line] :][:indent].strip():
            raise UnsafeEditError(
                f"{self.name}:{first.start_mark.line + 1}: nothing can be put in front of "
                "what follows a dash"
            )
        return self.text[:start] + self._shown(lines) + self.text[start:]

    def _too_long(self, text: str, node: Any, spot: _NodePosition) -> bool:
        """Whether a mapping that is on one line is too long for it with what was added, and can be
        written on several.
        """
        start, end = node.start_mark, node.end_mark
        is_on_one_line = isinstance(node, yaml.MappingNode) and start.line == end.line
        line = text[self._starts[start.line] :].partition("\n")[0]
        if not is_on_one_line or len(line) <= yaml_printer.WIDTH:
            return False
        return spot.key is not None and not spot.holder.flow_style

    def _opened(self, pointer: str, key: str | None, value: Any) -> str:
        """The text with a mapping on lines of its own that was on one, and an entry more."""
        lines = {**yaml_printer.flows(self.value(pointer)), str(key): value}
        return self.replaced(pointer, lines)

    def _added_in_flow(self, node: Any, key: str | None, value: Any, after: Sequence[str]) -> str:
        """The same as `added`, of a mapping or list in flow, `{a: 1}`, or one that is empty."""
        shown = yaml_printer.flow([value] if key is None else {key: value})[1:-1]
        at = node.start_mark.index + 1
        if not node.value:
            return self.text[:at] + shown + self.text[at:]
        behind = _last_of(node, after)
        if behind is None:
            return f"{self.text[:at]}{shown}, {self.text[at:]}"
        end = behind[1].end_mark.index
        return f"{self.text[:end]}, {shown}{self.text[end:]}"

    def replaced(self, pointer: str, value: Any) -> str:
        """The text with another value at `pointer`. What stood there goes with its comments, unless
        both are on one line.
        """
        spot = self._spot(pointer)
        node = spot.node
        in_flow = spot.holder is not None and bool(spot.holder.flow_style)
        if in_flow or (_is_flat(value) and _is_on_one_line(node)):
            shown = _on_one_line(yaml_printer.plain(value), in_flow)
            return self.text[: node.start_mark.index] + shown + self.text[node.end_mark.index :]
        if spot.key is None:
            raise UnsafeEditError(
                f"#{pointer} of {self.name} is an item of a list that has lines of its own"
            )
        column = spot.key.start_mark.column
        start = self._starts[spot.key.start_mark.line]
        lead = self.text[start : start + column]
        lines = yaml_printer.lines({spot.key.value: value}, column)
        if lead.strip():
            lines = lead + lines[column:]
        end = self._offset(self._last_line(spot.key, node) + 1)
        return self.text[:start] + self._shown(lines) + self.text[end:]

    def renamed(self, pointer: str, key: str) -> str:
        """The text with another key for what stands at `pointer`."""
        spot = self._spot(pointer)
        shown = yaml_printer.scalar(key, flow=bool(spot.holder.flow_style))
        return self.text[: spot.key.start_mark.index] + shown + self.text[spot.key.end_mark.index :]

    def removed(self, pointer: str) -> str:
        """The text without the entry at `pointer` and its comments behind it; where it was the only
        one, without what held it."""
        spot = self._spot(pointer)
        holder = spot.holder
        if holder is None:
            raise UnsafeEditError(f"{self.name} cannot be emptied")
        if len(holder.value) == 1:
            return self.removed(pointer.rpartition("/")[0])
        first = spot.key or spot.node
        if holder.flow_style:
            return self._removed_in_flow(holder, spot)
        line = first.start_mark.line
        start, end = self._starts[line], self._offset(self._last_line(first, spot.node) + 1)
        before = self.text[start : first.start_mark.index]
        if before.strip(" -") or (before.strip() and spot.key is not None):
            raise UnsafeEditError(
                f"{self.name}:{line + 1}: what follows a dash cannot be removed alone"
            )
        return self.text[:start] + self.text[end:]

    def _removed_in_flow(self, holder: Any, spot: _NodePosition) -> str:
        pairs = _entries(holder)
        if spot.index:
            start, end = pairs[spot.index - 1][1].end_mark.index, spot.node.end_mark.index
        else:
            start, end = pairs[0][0].start_mark.index, pairs[1][0].start_mark.index
        return self.text[:start] + self.text[end:]

    def appended(self, block: str) -> str:
        """The text with a block of lines behind the last, a blank line between them."""
        is_ended = not self.text or self.text.endswith("\n")
        text = self.text if is_ended else self.text + self._break
        is_parted = not text.strip() or text.endswith(2 * self._break)
        return text + ("" if is_parted else self._break) + self._shown(block)

    # --- lines ------------------------------------------------------------------------------------

    def _behind(self, line: int, lines: str) -> str:
        at = self._offset(line + 1)
        head = self.text[:at]
        if head and not head.endswith("\n"):
            head += self._break
        return head + self._shown(lines) + self.text[at:]

    def _shown(self, lines: str) -> str:
        return lines.replace("\n", self._break) if self._break != "\n" else lines

    def _offset(self, line: int) -> int:
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def _last_line(self, key: Any, node: Any) -> int:
        """The last line of a node; `key` is what stands in front of it, which is all there is where
        the value is empty: the mark of such a value may be lines below.
        """
        if isinstance(node, yaml.ScalarNode):
            if node.style in _BLOCKS:
                return self._last_of_block(node)
            end = node if node.value or node.style else key
            return max(int(end.end_mark.line), int(key.end_mark.line))
        if node.flow_style or not node.value:
            return int(node.end_mark.line)
        return self._last_line(*_entries(node)[-1])

    def _last_of_block(self, node: Any) -> int:
        """The last line of a text in a block: blank lines behind it stand between it and what
        follows. The composer marks its end at the begin of the line that follows.
        """
        first, end = node.start_mark.line, node.end_mark
        line = end.line - 1 if end.column == 0 and end.line > first else end.line
        while line > first and self._is_blank(line):
            line -= 1
        return int(line)

    def _is_blank(self, line: int) -> bool:
        return not self.text[self._starts[line] : self._offset(line + 1)].strip()


def _entries(node: Any) -> list[tuple[Any, Any]]:
    """The entries of a mapping or of a list, each with what it begins with: its key, or itself."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(item, item) for item in node.value]


def _last_of(node: Any, names: Sequence[str]) -> tuple[Any, Any] | None:
    """The last of the entries of these names, or of all where there are no names; `None` where it
    has none of them."""
    known = [entry for entry in _entries(node) if not names or entry[0].value in names]
    return known[-1] if known else None


def _child(node: Any, token: str) -> _NodePosition | None:
    if isinstance(node, yaml.MappingNode):
        for index, (key, value) in enumerate(node.value):
            if key.value == token:
                return _NodePosition(value, node, key, index)
    elif isinstance(node, yaml.SequenceNode) and token.isdigit() and int(token) < len(node.value):
        return _NodePosition(node.value[int(token)], node, None, int(token))
    return None


def _is_empty(node: Any) -> bool:
    """Whether a file has a document without anything in it, `---`: an empty scalar is its root."""
    return isinstance(node, yaml.ScalarNode) and node.value == ""


def _is_on_one_line(node: Any) -> bool:
    """Whether a node is a mapping or list in flow, or a scalar that is there, on one line."""
    start, end = node.start_mark, node.end_mark
    if start.line != end.line:
        return False
    if not isinstance(node, yaml.ScalarNode):
        return bool(node.flow_style)
    return node.style not in _BLOCKS and end.index > start.index


def _on_one_line(value: Any, in_flow: bool) -> str:
    if isinstance(value, (dict, list)):
        return yaml_printer.flow(value)
    return yaml_printer.scalar(value, flow=in_flow)


def _is_flat(value: Any) -> bool:
    """Whether a value is written on one line by a person: a scalar, an empty mapping, one that is
    marked for it (`Flow`) or a list, of scalars without line breaks."""
    match value:
        case Flow():
            parts = list(value.values())
        case list():
            parts = value
        case dict():
            return not value
        case _:
            return True
    return not any(isinstance(part, (dict, list, Noted)) or "\n" in str(part) for part in parts)
