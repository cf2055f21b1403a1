"""YAML read as OpenAPI asks for it: the core schema of YAML 1.2 (section 10.3), from libyaml's
events, in one pass.

Nothing is composed recursively: depth, size and the growth through aliases are checked event by
event, before memory or the C stack can run out. Plain `NO`, `12:30` and `2024-01-01` are strings,
`010` is ten, keys are the text as written."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any, Final, NoReturn, cast

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from yaml.cyaml import CParser  # type: ignore[import-untyped]  # nor does its binding of libyaml

from generator.document import pointer as pointers
from generator.document.reading import (
    ALIAS,
    DUPLICATE,
    ENCODING,
    KEY,
    LIMIT,
    MAX_ALIASED_NODES,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_NODES,
    MERGE,
    RISKY_KEY,
    ROOT,
    SYNTAX,
    TAG,
    VALUE,
    Findings,
    Positions,
    Text,
    quoted,
)
from generator.document.yaml_lines import UNREADABLE_CHARACTER

_NULL: Final = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL: Final = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: Final = frozenset((*_NULL, *_BOOL, "<<"))
_NUMERIC: Final = frozenset("0123456789+-.")
_TAG_PREFIX: Final = "tag:yaml.org,2002:"


class _Stop(Exception):  # noqa: N818 - no error, it ends the reading; what was found is in the findings
    pass


class _Mark:
    """Stands for a key that is no string: `PENDING`, none read yet; `COMPLEX`, a container is being
    read; `LOST`, refused.
    """


_PENDING, _COMPLEX, _LOST, _MERGE_KEY = _Mark(), _Mark(), _Mark(), _Mark()


class _Frame:
    """An open container."""

    __slots__ = ("anchor", "container", "count", "height", "key", "merges", "offsets", "start")

    def __init__(
        self, container: dict[str, Any] | list[Any], anchor: str | None, start: int, count: int
    ) -> None:
        self.container: Any = container
        self.anchor = anchor
        self.start = start
        self.count = count
        self.height = 1
        self.key: Any = _PENDING if container.__class__ is dict else None
        self.offsets: list[int] = []
        self.merges: list[tuple[int, Any]] = []


class _Anchor:
    """A finished anchor: its value, how many values that is
    when written out, and how many levels.
    """

    __slots__ = ("height", "size", "value")

    def __init__(self, value: Any, size: int, height: int) -> None:
        self.value = value
        self.size = size
        self.height = height


def read_yaml(text: Text, findings: Findings) -> tuple[Any, Positions]:
    """The data of the one YAML document in `text`; what is wrong with it goes to `findings`."""
    reader = _EventReader(text, findings)
    for match in UNREADABLE_CHARACTER.finditer(text.text):
        findings.add(
            ENCODING, match.start(), f"control character U+{ord(match[0]):04X} in the text"
        )
        return None, reader.positions
    try:
        reader.read()
    except _Stop:
        pass
    except yaml.YAMLError as error:
        _report(error, text, findings)
    return reader.root, reader.positions


_ENDS: Final = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


class _EventReader:
    def __init__(self, text: Text, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.positions = Positions()
        self.root: Any = None
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchor | None] = {}
        self.documents = 0
        self.count = 0
        self.aliased = 0

    def read(self) -> None:
        """Goes through the events: scalars first, as most are. None comes behind the last one."""
        next_event = CParser(self.text.text).get_event
        stack, scalar, ends = self.stack, yaml.ScalarEvent, _ENDS
        others: Mapping[type, Callable[[Any], None]] = {
            yaml.MappingStartEvent: lambda event: self.open(event, {}, "map"),
            yaml.SequenceStartEvent: lambda event: self.open(event, [], "seq"),
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is scalar:
                if not (stack and self.plain_text(event, stack[-1])):
                    self.scalar(event)
            elif kind in ends:
                self.close(stack.pop())
            elif kind in others:
                others[kind](event)
        # nothing but comments, or nothing but `null`
        if not self.documents or (self.root is None and not self.findings.fatal):
            self.findings.add(ROOT, 0, "the file is empty")

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second YAML document starts here; a file holds one"
            self.stop(ROOT, event.start_mark.index, message)

    def stop(self, rule: Any, offset: int, message: str) -> NoReturn:
        self.findings.add(rule, offset, message, self.pointer())
        raise _Stop

    def pointer(self) -> str:
        """Where the reader is, as far as 16 levels. Only asked for when there is something to
        report.
        """
        tokens: list[str | int] = []
        for frame in self.stack:
            if isinstance(frame.container, list):
                tokens.append(len(frame.container))
            elif isinstance(frame.key, str):
                tokens.append(frame.key)
            elif frame.key is _MERGE_KEY:
                tokens.append("<<")
        return pointers.join("", *tokens[:16])

    def plain_text(self, event: Any, frame: _Frame) -> bool:
        """Takes the scalar if it is no more than text, which nearly all are: `scalar` in short. It
        is in quotes, or begins as no number and is no word such as `null`; no tag says otherwise.
        """
        text: str = event.value
        container = frame.container
        is_plain, is_quoted = event.implicit
        is_text = is_quoted or (is_plain and text not in _WORDS and text[0] not in _NUMERIC)
        if not is_text or event.anchor is not None or self.count >= MAX_NODES:
            return False
        if container.__class__ is list:
            container.append(text)
        elif frame.key is _PENDING:
            if text in container:  # which `take_key` tells
                return False
            frame.key = intern(text)
        elif frame.key.__class__ is str:
            container[frame.key] = text
            frame.key = _PENDING
        else:
            return False
        frame.offsets.append(event.start_mark.index)
        self.count += 1
        return True

    def scalar(self, event: Any) -> None:
        """Takes any scalar: as a key by its text, as a value by what that stands for."""
        offset: int = event.start_mark.index
        self.count += 1
        if self.count > MAX_NODES:
            self.stop(LIMIT, offset, f"more than {MAX_NODES:,} values")
        is_key = self.awaits_key()
        value = event.value if is_key else self.meant(event, offset)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, 1, 0)
        if is_key:
            is_plain = event.implicit[0] and not event.style
            self.take_key(self.stack[-1], value, offset, plain=is_plain)
        else:
            self.add(value, offset)

    def awaits_key(self) -> bool:
        """Whether what comes next is a key of the innermost open container."""
        return bool(self.stack) and self.stack[-1].key is _PENDING

    def meant(self, event: Any, offset: int) -> Any:
        """What a scalar stands for: by itself if nothing is in front of it, as a text in quotes or
        behind `!`, else by its tag. `5` is a number; `'5'`, `! 5` and `!!str 5` are texts.
        """
        is_plain, is_quoted = event.implicit
        if is_plain and event.tag != "!":
            return self.plain(event.value, offset)
        if is_quoted or event.tag == "!":
            return event.value
        return self.tagged(event.tag, event.value, offset)

    def plain(self, text: str, offset: int) -> Any:
        """What a plain scalar stands for (YAML 1.2, section 10.3.2)."""
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _INT.fullmatch(text):
            if len(text) > MAX_DIGITS:
                self.findings.add(
                    VALUE,
                    offset,
                    f"a number of {len(text):,} digits; at most {MAX_DIGITS:,}",
                    self.pointer(),
                )
                return 0
            return int(text)
        if _BASED.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return number
            self.findings.add(
                VALUE,
                offset,
                f"the number {quoted(text)} is beyond the range of a double",
                self.pointer(),
            )
        elif _NOT_FINITE.fullmatch(text):
            self.findings.add(
                VALUE,
                offset,
                f"{quoted(text)} is a number that JSON does not have; quote it if it is text",
                self.pointer(),
            )
        return text

    def tagged(self, tag: str, text: str, offset: int) -> Any:
        """What a scalar with a tag stands for: `!!str 5`, `!!float 1`; only the types of JSON have
        a meaning, and what is no value of its type is told.
        """
        kind = tag.removeprefix(_TAG_PREFIX)
        if kind == "str":
            return text
        if kind in ("null", "bool", "int", "float"):
            value = self.plain(text, offset)
            if kind == "float" and type(value) is int:
                return float(value)
            if {"null": type(None), "bool": bool, "int": int, "float": float}[kind] is type(value):
                return value
            self.findings.add(
                TAG, offset, f"{quoted(text)} is no value of the type `!!{kind}`", self.pointer()
            )
            return text
        self.refuse_tag(tag, offset)
        return text

    def refuse_tag(self, tag: str, offset: int) -> None:
        shown = f"!!{tag.removeprefix(_TAG_PREFIX)}" if tag.startswith(_TAG_PREFIX) else tag
        self.findings.add(
            TAG,
            offset,
            f"the YAML tag {quoted(shown)} has no meaning in an OpenAPI document",
            self.pointer(),
        )

    def take_key(self, frame: _Frame, text: str, offset: int, *, plain: bool) -> None:
        """A key by its text, whatever other readers make of it; `<<` if it is `plain`, that is
        without quotes, merges. One that stands there already is told, and its value is lost.
        """
        if plain and (text in _WORDS or text[0] in _NUMERIC):
            if text == "<<":
                frame.key = _MERGE_KEY
                frame.merges.append((offset, None))
                self.findings.add(
                    MERGE,
                    offset,
                    "the merge key `<<` is YAML 1.1; it is merged here",
                    self.pointer(),
                )
                return
            if text in _NULL or text in _BOOL or self.is_odd_number(text):
                message = (
                    f"the key {quoted(text)} is no string to other YAML readers; it is read as "
                    "written, quote it"
                )
                self.findings.add(RISKY_KEY, offset, message, self.pointer())
        if text in frame.container:
            first = frame.offsets[2 * list(frame.container).index(text)]
            line = self.text.location(first).line
            message = (
                f"the key {quoted(text)} stands twice in one mapping; the first is on line {line}"
            )
            frame.key = text
            self.findings.add(DUPLICATE, offset, message, self.pointer())
            frame.key = _LOST
            return
        frame.key = intern(text)
        frame.offsets.append(offset)

    def is_odd_number(self, text: str) -> bool:
        """A number whose canonical text is another: `1.0`,
        `0x1F`, `007`. Response codes are not.
        """
        if _INT.fullmatch(text):
            return text[0] in "+-" or (text[0] == "0" and text != "0")
        return bool(_BASED.fullmatch(text) or _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text))

    def add(self, value: Any, offset: int) -> None:
        """A finished scalar or alias takes its place in the innermost open container."""
        if not self.stack:
            self.root = value
            self.positions.root = offset
            return
        frame = self.stack[-1]
        if frame.container.__class__ is list:
            frame.container.append(value)
            frame.offsets.append(offset)
            return
        key = frame.key
        if key.__class__ is str:
            frame.container[key] = value
            frame.offsets.append(offset)
        elif key is _MERGE_KEY:
            frame.merges[-1] = (offset, value)
        frame.key = _PENDING

    def open(self, event: Any, container: dict[str, Any] | list[Any], kind: str) -> None:
        """A mapping or a list begins. Its anchor is known, but has no value before its end."""
        offset: int = event.start_mark.index
        self.count += 1
        if len(self.stack) >= MAX_DEPTH:
            self.stop(LIMIT, offset, f"more than {MAX_DEPTH} levels deep")
        if self.count > MAX_NODES:
            self.stop(LIMIT, offset, f"more than {MAX_NODES:,} values")
        if not self.stack:
            self.root = container
            self.positions.root = offset
        elif self.stack[-1].key is _PENDING:
            self.findings.add(
                KEY,
                offset,
                f"a {'mapping' if kind == 'map' else 'list'} as a key; keys are strings",
                self.pointer(),
            )
            self.stack[-1].key = _COMPLEX
        if event.tag not in (None, "!", _TAG_PREFIX + kind):
            self.refuse_tag(event.tag, offset)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Frame(container, event.anchor, offset, self.count))

    def close(self, frame: _Frame) -> None:
        """The container that was taken from the stack ends, and takes its place in the one around
        it; as a key it has none.
        """
        container = frame.container
        if frame.merges:
            self.merge(frame)
        self.positions.entries[id(container)] = frame.offsets
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchor(
                container, self.count - frame.count + 1, frame.height
            )
        if not self.stack:
            return
        parent = self.stack[-1]
        parent.height = max(parent.height, frame.height + 1)
        if parent.key is _COMPLEX:
            parent.key = _LOST
            return
        self.add(container, frame.start)

    def merge(self, frame: _Frame) -> None:
        """The fields of `<<` behind those of the mapping itself, which win
        (https://yaml.org/type/merge.html); of `<<: [*a, *b]` the first that has a field.
        """
        for offset, value in frame.merges:
            for source in value if isinstance(value, list) else [value]:
                if not isinstance(source, dict):
                    self.findings.add(
                        MERGE,
                        offset,
                        "`<<` merges mappings only; its value is left out",
                        self.pointer(),
                    )
                    continue
                offsets = self.positions.entries.get(id(source), [])
                for number, (key, child) in enumerate(source.items()):
                    if key not in frame.container:
                        frame.container[key] = child
                        frame.offsets += offsets[2 * number : 2 * number + 2]

    def alias(self, event: Any) -> None:
        """What an anchor in front of it has: the same object, which counts as often as it is
        written out, so that ten lines cannot stand for a billion values.
        """
        offset: int = event.start_mark.index
        name: str = event.anchor
        self.count += 1
        if name not in self.anchors:
            self.stop(
                ALIAS,
                offset,
                f"the alias {quoted('*' + name)} has no anchor {quoted('&' + name)} in front of it",
            )
        anchor = self.anchors[name]
        if anchor is None:
            self.stop(ALIAS, offset, f"the alias {quoted('*' + name)} stands inside its own anchor")
        self.count += anchor.size
        self.aliased += anchor.size
        if self.aliased > MAX_ALIASED_NODES:
            self.stop(ALIAS, offset, f"the aliases grow beyond {MAX_ALIASED_NODES:,} values")
        if len(self.stack) + anchor.height > MAX_DEPTH:
            self.stop(LIMIT, offset, f"more than {MAX_DEPTH} levels deep")
        if self.stack:
            self.stack[-1].height = max(self.stack[-1].height, anchor.height + 1)
        if not self.awaits_key():
            self.add(anchor.value, offset)
        elif isinstance(anchor.value, str):
            self.take_key(self.stack[-1], anchor.value, offset, plain=False)
        else:
            self.findings.add(
                KEY,
                offset,
                f"the alias {quoted('*' + name)} as a key is no string",
                self.pointer(),
            )
            self.stack[-1].key = _LOST


def _report(error: yaml.YAMLError, text: Text, findings: Findings) -> None:
    """Tells where libyaml stopped, and what is to be done, or else what it says."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error)
    offset = mark.index if mark is not None else 0
    message = _remedy(problem, text.text[offset : offset + 1])
    findings.add(SYNTAX, offset, message or _in_its_words(cast("Any", error), problem, text))


def _remedy(problem: str, character: str) -> str:
    """What is wrong, in a writer's words, for the slips that are made most: a tab, `a: b: c`, `@x`.
    The character is the one at which libyaml stopped. Empty for any other slip.
    """
    if problem == "mapping values are not allowed in this context":
        return "a second `:` in one value; quote the value, or indent it on a line of its own"
    starts_none = "cannot start any token" in problem
    if "tab character" in problem or (starts_none and character == "\t"):
        return "a tab; YAML is indented by spaces"
    if starts_none:
        return f"a value cannot start with {quoted(character)} unless it is quoted"
    return ""


def _in_its_words(error: Any, problem: str, text: Text) -> str:
    """What libyaml says, and where what it speaks of starts, if that is another line: "while
    parsing a flow sequence, did not find expected ',' or ']' (it starts on line 3)".
    """
    if not error.context:
        return f"not YAML: {problem}"
    message = f"not YAML: {error.context}, {problem}"
    start, end = error.context_mark, error.problem_mark
    if start is not None and (end is None or start.line != end.line):
        message += f" (it starts on line {text.location(start.index).line})"
    return message
