"""Paths that take calls of one another: a templated one matches what a concrete one is.

"When matching URLs, concrete (non-templated) paths would be matched before their templated
counterparts" (OpenAPI 3.1, section "Path Templating Matching"). So `/users/me` takes calls of
`/users/{id}` once it is there, and leaves them to it when it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import starmap
from urllib.parse import unquote

_BRACES = re.compile(r"\{([^{}]*)\}")
_BEHIND = re.compile(r"[?#]")


def taken(concrete: str, templated: str) -> dict[str, str | None] | None:
    """What the variables of `templated` are in calls that both paths match; None where there are
    none or it comes first.

    A value is None where the document does not tell it.
    """
    one, other = (_BEHIND.split(path)[0].split("/") for path in (concrete, templated))
    if len(one) != len(other):
        return None
    values: dict[str, str | None] = {}
    found = list(starmap(_segment, zip(one, other, strict=True)))
    for each in found:
        if each is None:
            return None
        values |= each
    return values or None


def _segment(one: str, other: str) -> Mapping[str, str | None] | None:
    """The variables of a segment that have to be what another one is, if there is a text that both
    match.
    """
    bare, pattern = _BRACES.sub("{}", one), _BRACES.sub("{}", other)
    if bare in (pattern, "{}"):
        return {}
    if "{}" not in pattern:
        return {} if "{}" in bare and _matches(one, other) else None
    names = _BRACES.findall(other)
    if "{}" in bare:
        return {names[0]: None} if pattern == "{}" else None
    match = _matches(other, one)
    if match is None:
        return None
    return {names[0]: unquote(match[1])} if len(names) == 1 else dict.fromkeys(names)


def _matches(templated: str, text: str) -> re.Match[str] | None:
    literal = (re.escape(part) for part in _BRACES.split(templated)[::2])
    return re.fullmatch("(.+)".join(literal), text)
