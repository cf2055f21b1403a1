"""How the parts of a form or of a multipart body are written, field by field.

`encoding` names parts, `prefixEncoding` and `itemEncoding` are about parts by their position, and
each of them may have parts of its own (OpenAPI 3.2, sections "Media Type Object" and "Encoding
Object")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.specification import JSON, OCTETS, TEXT, explodes
from generator.review.compared import ComparedDocument
from generator.review.same import identical

FIELDS: Final = ("contentType", "style", "explode", "allowReserved")


_PRIMITIVES: Final = frozenset({"string", "number", "integer", "boolean"})
_MOST_NESTED: Final = 8


class Implied(NamedTuple):
    """How a part is written of which nothing is said: its media type, and whether it is one plain
    text in any style.
    """

    type: str | None = None
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part on both sides: its name in words, what is said of it, and where; empty, at what it is
    missing from.

    `property` is that of the whole body which it is, `implied` how it is written on each side where
    nothing is said of it."""

    name: str
    base: Mapping[str, Any]
    head: Mapping[str, Any]
    left: str
    right: str
    property: str | None = None
    implied: tuple[Implied, Implied] = (Implied(), Implied())

    def differences(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Each field that says something else, with what it said and says; None where it says
        nothing.
        """
        was, now = _said(self.base, self.implied[0]), _said(self.head, self.implied[1])
        changed = [field for field in FIELDS if was[field] != now[field]]
        named = [field for field in changed if field in self.base or field in self.head]
        for field in named or changed:
            yield field, was[field], now[field]

    def place(self, field: str) -> tuple[str, str]:
        """Where a field stands on both sides, or the part where it does not."""
        sides = ((self.base, self.left), (self.head, self.right))
        one, other = (pointers.join(at, field) if field in said else at for said, at in sides)
        return one, other


def implied(side: ComparedDocument, node: Subschema, steps: int = _MOST_NESTED) -> Implied:
    """How a property is written by itself (OpenAPI 3.0.3 and 3.1.1, sections "Encoding Object")."""
    shape = side.normalised(node)
    types = None if shape.types is None else shape.types - {"null"}
    if types is None:
        return Implied() if side.old else Implied(OCTETS)
    if types == frozenset({"string"}):
        octets = "binary" in shape.formats if side.old else "contentEncoding" in shape.constraints
        return Implied(OCTETS if octets else TEXT, True)
    if types and types <= _PRIMITIVES:
        return Implied(TEXT if "string" not in types else None, True)
    if types == frozenset({"array"}) and steps:
        return Implied(implied(side, shape.items, steps - 1).type)
    return Implied(JSON if types == frozenset({"object"}) else None)


def parts(base: Any, head: Any, left: str, right: str, around: str = "") -> Iterator[Part]:
    """The parts of two media types, or of two parts, and the parts of these, as far as anything is
    said of them.
    """
    sides = ((base, left), (head, right))
    before, after = (dict(_listed(said, at)) for said, at in sides)
    for key in dict.fromkeys((*before, *after)):
        (old, one), (new, other) = before.get(key, ({}, left)), after.get(key, ({}, right))
        name = f"{key} of {around}" if around else key
        if not identical(old, new):
            named = key.startswith("part `") and not around
            yield Part(name, old, new, one, other, key[len("part `") : -1] if named else None)
        yield from parts(old, new, one, other, name)


def _listed(said: Any, at: str) -> Iterator[tuple[str, tuple[Mapping[str, Any], str]]]:
    """Each part by its name in words, with what is said of it and where."""
    said = said if isinstance(said, dict) else {}
    named = said.get("encoding")
    for name, entry in named.items() if isinstance(named, dict) else ():
        if isinstance(entry, dict):
            yield f"part `{name}`", (entry, pointers.join(at, "encoding", name))
    first = said.get("prefixEncoding")
    for number, entry in enumerate(first if isinstance(first, list) else ()):
        if isinstance(entry, dict):
            yield f"part {number + 1}", (entry, pointers.join(at, "prefixEncoding", number))
    if isinstance(said.get("itemEncoding"), dict):
        yield "every further part", (said["itemEncoding"], pointers.join(at, "itemEncoding"))


def _said(part: Mapping[str, Any], implied: Implied) -> dict[str, str | None]:
    """The fields in one spelling; `style` is `form` as soon as a field about it stands there, and
    `form` is exploded.

    One plain text is written in that style as it is in none.
    """
    types, style, explode = (
        part.get("contentType") or implied.type,
        part.get("style"),
        part.get("explode"),
    )
    if style is None and part.keys() & {"explode", "allowReserved"}:
        style = "form"
    if implied.is_plain and style == "form" and part.get("allowReserved") is not True:
        style = explode = None
    return {
        "contentType": ", ".join(sorted("".join(one.lower().split()) for one in types.split(",")))
        if types
        else None,
        "style": style,
        "explode": None
        if explode is None or explode == explodes(style or "")
        else str(explode).lower(),
        "allowReserved": "true" if part.get("allowReserved") is True else None,
    }
