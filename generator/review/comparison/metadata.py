"""What a document says beside the wire: of itself, its tags, its examples, by extensions. An edit
is told by its own field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.normalised import unwrapped
from generator.review.same import identical
from generator.review.words import became

_DIALECTS = (
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
)
_SCHEMAS = "https://json-schema.org/draft/2020-12/schema"


class Note(NamedTuple):
    """An edit: what of, where it is inside of what is compared on both sides, and what was and is
    there.
    """

    what: str
    left: str
    right: str
    before: Any
    after: Any


def changed_keys(before: Any, after: Any) -> list[str]:
    """The keys of an object that say something else; none where it is to be told whole, as one side
    has no object or another.

    An object of one key that came or went is told by that key.
    """
    one, other = (found if isinstance(found, dict) else {} for found in (before, after))
    if (before is None and len(other) == 1) or (after is None and len(one) == 1):
        return list(one or other)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        key for key in dict.fromkeys((*one, *other)) if not identical(one.get(key), other.get(key))
    ]


def tags(base: Any, head: Any) -> Iterator[Note]:
    """The tags of a document by their names: those that came or
    went, and the fields of the others.
    """
    before, after = _tags(base), _tags(head)
    for name in dict.fromkeys((*before, *after)):
        (old, left), (new, right) = before.get(name, ({}, "/tags")), after.get(name, ({}, "/tags"))
        if not old or not new:
            yield Note(
                f"tag `{name}` {became(old or None, new or None)}",
                left,
                right,
                old or None,
                new or None,
            )
            continue
        yield from _fields(old, new, left, right, f"tag `{name}`")


Named = Mapping[str, tuple[Any, str]]
"""Objects by their names, each with its pointer."""


def named(word: str, base: Named, head: Named, left: str, right: str) -> Iterator[Note]:
    """Objects that have names, called by a word: those that came or went, and the fields of the
    others.
    """
    for name in dict.fromkeys((*base, *head)):
        (old, one), (new, other) = base.get(name, (None, left)), head.get(name, (None, right))
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _fields(old, new, one, other, f"{word} `{name}`")
        elif not identical(old, new):
            yield Note(f"{word} `{name}` {became(old, new)}", one, other, old, new)


def same_dialect(before: Any, after: Any) -> bool:
    """Whether schemas mean the same by two dialects: OpenAPI's own, which is implied, adds
    annotations to JSON Schema's.
    """
    return before == after or all(
        each is None or each == _SCHEMAS or str(each).startswith(_DIALECTS)
        for each in (before, after)
    )


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], left: str, right: str, of: str
) -> Iterator[Note]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if unwrapped(before) != unwrapped(after):
            places = [
                pointers.join(at, key) if key in said else at
                for at, said in ((left, old), (right, new))
            ]
            yield Note(
                f"`{key}` of {of} {became(before, after)}", places[0], places[1], before, after
            )


def _tags(listed: Any) -> dict[str, tuple[dict[str, Any], str]]:
    return {
        str(tag.get("name")): (tag, pointers.join("/tags", number))
        for number, tag in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(tag, dict)
    }
