"""Types as Redoc shows them -> types as a page's text has them: `integer(int32)`, `string or
null(date-time)`, `Array of strings(uuid)`.

The parts of a type on the page are `Array of `, the type, ` <format> `, in this order. A union such
as `Cat (object) or (Dog (object) or null)` names schemas, whose types stand in parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from generator.vendor_docs.facts import TYPES, with_format
from generator.vendor_docs.reading.dom import words

ALTERNATIVE = " or "
ARRAY = "Array of "
OR_NULL = " or null"
_TYPES = frozenset(TYPES) | {"any"}
_FORMAT = re.compile(r"\s+<([^()\s]+)>\s+")
_MAX_NESTED = 20


class _Union(NamedTuple):
    """The types of a union, `""` for one that the page does not tell; `null`: null is one."""

    types: list[str]
    null: bool


_UNKNOWN = _Union([""], False)


def type_of(shown: str, *, array: bool = False, format_: str = "") -> str:
    """The type that the page shows as `shown`, or an array of it. Null alone has no format, and
    what is null or nothing else that is known is null."""
    union = _union(shown)
    if array:
        line = _array_type(union.types)
    elif union.types:
        line = _joined(union.types)
    else:
        return "null" if union.null else with_format("any", format_)
    return with_format(line + OR_NULL if union.null else line, format_)


def type_of_parts(spans: Sequence[LexborNode]) -> str:
    """The type that spans show: one with the type alone, or one for each part: `Array of `, the
    type, ` <format> `, then bounds, of the items as well."""
    match spans:
        case []:
            return "any"
        case [alone]:
            return type_of(words(alone))
    array, named, *about = spans
    line = type_of(words(named), array=bool(words(array)), format_=_format(about))
    is_nested = any(_is_of_arrays(words(span)) for span in about)
    return ARRAY + "arrays" if is_nested and line.startswith(ARRAY) else line


def _format(about: Sequence[LexborNode]) -> str:
    """The format, if the span behind the type is one, ` <uuid> `, and no bound, `>= 1`."""
    match about:
        case [behind, *_] if form := _FORMAT.fullmatch(behind.text()):
            return form[1]
    return ""


def array_of(kind: str) -> str:
    return ARRAY + _plural(kind)


def without_format(line: str) -> str:
    return line.partition("(")[0]


def is_nullable(line: str) -> bool:
    return without_format(line).endswith(OR_NULL)


def is_whole_type(name: str) -> bool:
    """Whether the text of a variant's button says all of its type."""
    if name.startswith(ARRAY):
        return not name.startswith(ARRAY + "object")
    return name in _TYPES - {"object", "any"}


def _array_type(types: list[str]) -> str:
    if types == ["items"]:
        return "array"
    return array_of(types[0]) if len(types) == 1 and types[0] else ARRAY + "any"


def _joined(types: list[str]) -> str:
    """Types as one; an array keeps its items where it is the only one."""
    if not all(types) or "any" in types:
        return "any"
    if len(types) > 1:
        types = ["array" if kind.startswith(ARRAY) else kind for kind in types]
    return ALTERNATIVE.join(dict.fromkeys(types))


def _is_of_arrays(text: str) -> bool:
    """Whether what is said of an array's items is what only an array has: `[ items ]`, `[ items [
    items … ] ]`.
    """
    if not text.startswith("[ items"):
        return False
    if text.replace(" ", "") == "[items]":
        return True
    said = re.sub(r"<[^<>]* ?>", "", text.removeprefix("[ items").removesuffix("]")).strip()
    return "[ items" in said or said.endswith((" items", " item", "unique"))


def _union(shown: str, depth: int = 0) -> _Union:
    parts = [_alternative(part.strip(), depth) for part in _parted(shown)]
    types = dict.fromkeys(kind for part in parts for kind in part.types)
    return _Union(list(types), any(part.null for part in parts))


def _alternative(text: str, depth: int) -> _Union:
    """One alternative of a union: a type, `Cat (object)`, or a union in parentheses."""
    if text == "null":
        return _Union([], True)
    if depth > _MAX_NESTED:
        return _UNKNOWN
    if not text.endswith(")"):
        return _Union([_named(text)], False)
    start = _opening(text)
    if start < 0:
        return _UNKNOWN
    inner = text[start + 1 : -1]
    union = _union(inner, depth + 1)
    if start == 0:
        # In `(A (object) or B (object))` the parentheses hold several alternatives, in
        # `(Array of A (objects))` they hold one.
        is_one = not all(union.types) and inner.endswith(")")
        return _alternative(inner, depth + 1) if is_one else union
    return _of_array(union) if _is_array_of(text, union) else union


def _is_array_of(text: str, union: _Union) -> bool:
    """`Array of Cat (objects)`, and not an object whose name begins so, `Array of Cat (object)`."""
    return text.startswith(ARRAY) and all(_plural(kind) in text for kind in union.types)


def _of_array(union: _Union) -> _Union:
    """An array of a type, of which several, or an unknown one, cannot be told."""
    match union.types:
        case [kind] if kind:
            return _Union([array_of(kind)], union.null)
    return _Union([""], union.null)


def _named(text: str) -> str:
    """The type that a word names, `""` where it names none."""
    if text.startswith(ARRAY):
        items = _singular(text.removeprefix(ARRAY))
        return array_of(items) if items in _TYPES else ""
    if text == "items":
        return text
    kind = _singular(text)
    return kind if kind in _TYPES else ""


def _parted(text: str) -> Iterator[str]:
    """The alternatives of a union: parted by ` or ` outside parentheses."""
    depth = start = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and text.startswith(ALTERNATIVE, index):
            yield text[start:index]
            start = index + len(ALTERNATIVE)
    yield text[start:]


def _opening(text: str) -> int:
    """Where the parenthesis opens that closes at the end; -1 where none does."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] == ")") - (text[index] == "(")
        if depth == 0:
            return index
    return -1


def _singular(kind: str) -> str:
    return kind.removesuffix("s")


def _plural(kind: str) -> str:
    kind = without_format(kind)
    if kind.startswith(ARRAY):
        return "arrays"
    return kind if kind in ("", "any") else f"{_singular(kind)}s"
