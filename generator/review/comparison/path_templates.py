"""Paths that take calls of one another: a templated one matches what a concrete one is.

"When matching URLs, concrete (non-templated) paths would be matched before their templated
counterparts" (OpenAPI 3.1, section "Path Templating Matching"). So `/users/me` takes calls of
`/users/{id}` once it is there, and leaves them to it when it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import starmap
from typing import Any
from urllib.parse import unquote

from generator.review.compared import ComparedDocument
from generator.review.comparison.documents import DocumentPair
from generator.review.comparison.findings import Movement
from generator.review.comparison.headers import ComparedParameter
from generator.review.comparison.parameters import listed
from generator.review.pairing import BRACES, OperationPlace, bare

_BEHIND = re.compile(r"[?#]")
_TAKEN = (
    "Calls of `{other}` that are made to `{one}` reach this operation now: concrete paths are "
    "matched before templated ones."
)
_LEFT = (
    "Calls reach `{other}` now, whose template matches `{one}`; whether it answers the same, the "
    "document does not tell."
)


def rerouted(
    documents: DocumentPair,
    one: OperationPlace,
    others: Iterable[OperationPlace],
    movement: Movement,
) -> str:
    """Which calls go elsewhere as an operation came or went under the template of another, in a
    sentence; `""` if none do, as under a template of another method.
    """
    of_head = movement == "removed"  # the others are those of the other document
    for other in others:
        if one.method != other.method:
            continue
        values = variables(one.path, other.path)
        if values is not None and not _refuses(documents, other, values, of_head=of_head):
            reason = _TAKEN if movement == "added" else _LEFT
            return reason.format(other=other.title, one=one.path)
    return ""


def _refuses(
    documents: DocumentPair,
    operation: OperationPlace,
    values: Mapping[str, str | None],
    *,
    of_head: bool,
) -> bool:
    """Whether the parameters of a path are known to be no such texts: `{"id": "me"}` where `id` is
    an integer, so that `/users/me` is no call of `/users/{id}`. `7` may be one, as the number.
    """
    side = documents.head if of_head else documents.base
    refuses = documents.schemas.proof.refuses
    for one in listed(side, operation):
        text = values.get(one.name) if one.where == "path" else None
        if text is None or not _is_plain(side, one):
            continue
        node = one.schema(side)
        if all(refuses(node, value, of_head=of_head) for value in _readings(text)):
            return True
    return False


def _is_plain(side: ComparedDocument, one: ComparedParameter) -> bool:
    """Whether a parameter is written as its value is."""
    kinds = side.kinds(one.schema(side))
    return one.style.startswith("simple") and kinds.isdisjoint(("array", "object"))


def _readings(text: str) -> list[Any]:
    """The values that a text in a path may stand for."""
    try:
        return [text, json.loads(text)]
    except ValueError:
        return [text]


def variables(concrete: str, templated: str) -> dict[str, str | None] | None:
    """What the variables of `templated` are in calls that both paths match; None where there are
    none or it comes first.

    `{"id": "me"}` of `/users/me` and `/users/{id}`. A value is None where the document does not
    tell it: `{"a": None, "b": None}` of `x-y-z` and `{a}-{b}`."""
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
    match; None where there is none, or none is known.
    """
    text, pattern = bare(one), bare(other)
    if text in (pattern, "{}"):
        return {}
    # `{name}.json` is `pets.json` for one name
    if "{}" not in pattern:
        return {} if "{}" in text and _matches(one, other) else None
    names = BRACES.findall(other)
    # `{id}` is `{name}.json` for some of its values
    if "{}" in text:
        return {names[0]: None} if pattern == "{}" else None
    # `{a}-{b}` is `x-y-z` for more than one pair of values
    match = _matches(other, one)
    if match is None:
        return None
    return {names[0]: unquote(match[1])} if len(names) == 1 else dict.fromkeys(names)


def _matches(templated: str, text: str) -> re.Match[str] | None:
    literal = (re.escape(part) for part in BRACES.split(templated)[::2])
    return re.fullmatch("(.+)".join(literal), text)
