"""JSONPaths of the form that most targets of overlays have, read without the library: names,
numbers and `*` behind each other, and filters that ask for names and compare them with single
values.

Each text that is read here is a JSONPath (RFC 9535), and selects what it does when the library
reads it. Of any other nothing is said: what is wrong with a text is told by the library."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from generator.document.queries import (
    Filter,
    Index,
    Name,
    Segment,
    Selector,
    Test,
    Wildcard,
    compared,
    joined,
    negated,
    there,
)

_MAX_LENGTH: Final = 500  # the library has limits of its own to how much may be nested

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_QUOTED = r"""'[ !#-&(-\[\]-~]*'|"[ !#-&(-\[\]-~]*\""""
"""A text in quotes without an escape: printable characters of ASCII, neither quotes nor `\\`."""
_INTEGER = r"(?:0|-?[1-9][0-9]{0,14})"
_NO_WORD = r"(?!(?:true|false|null)\b)"  # which the library takes for values behind `..`
_SEGMENT: Final = re.compile(
    rf"(?:(?P<deep>\.\.{_NO_WORD})|\.(?!\[)|(?=\[))"
    rf"(?:(?P<name>{_NAME})|(?P<every>\*|\[\*\])|\[(?P<quoted>{_QUOTED})\]"
    rf"|\[(?P<number>{_INTEGER})\]|(?P<filter>\[\? *))"
)
_STEP: Final = re.compile(rf"\.({_NAME})|\[({_QUOTED})\]")
_CONDITION: Final = re.compile(
    rf"(?P<not>!)?@(?P<names>(?:\.{_NAME}|\[(?:{_QUOTED})\])+)"
    rf"(?: *(?P<sign>==|!=) *(?P<literal>{_QUOTED}|{_INTEGER}|true|false|null))?"
    r" *(?P<end>\]|(?:&&|\|\|) *)"
)


def read(text: str) -> tuple[Segment, ...] | None:
    """The segments of a query; None where it is not plain."""
    if text[:1] != "$" or len(text) > _MAX_LENGTH:
        return None
    segments: list[Segment] = []
    at = 1
    while at < len(text):
        found = _SEGMENT.match(text, at)
        if found is None:
            return None
        at = found.end()
        selector: Selector | None
        if found["filter"]:
            selector, at = _filter(text, at)
        else:
            selector = _selector(found)
        if selector is None:
            return None
        segments.append(Segment(found["deep"] is not None, (selector,)))
    return tuple(segments)


def _selector(found: re.Match[str]) -> Selector:
    if found["every"]:
        return Wildcard()
    if found["number"]:
        return Index(int(found["number"]))
    return Name(found["name"] or found["quoted"][1:-1])


def _filter(text: str, at: int) -> tuple[Filter | None, int]:
    """The filter whose test starts at a character, and where it ends; None where it is not plain.
    `&&` binds before `||`.
    """
    any_of: list[Test] = []
    all_of: Test | None = None
    end = ""
    while end != "]":
        found = _CONDITION.match(text, at)
        test = None if found is None else _test(found)
        if found is None or test is None:
            return None, at
        all_of = test if all_of is None else joined(all_of, test, any_of=False)
        at, end = found.end(), found["end"].rstrip()
        if end != "&&":
            any_of.append(all_of)
            all_of = None
    test = any_of[0]
    for other in any_of[1:]:
        test = joined(test, other, any_of=True)
    return Filter(test), at


def _test(found: re.Match[str]) -> Test | None:
    names = [name or quoted[1:-1] for name, quoted in _STEP.findall(found["names"])]
    if found["sign"]:
        wanted = _literal(found["literal"])
        return None if found["not"] else compared(names, wanted, equal=found["sign"] == "==")
    return negated(there(names)) if found["not"] else there(names)


def _literal(text: str) -> Any:
    return text[1:-1] if text[0] in "'\"" else json.loads(text)
