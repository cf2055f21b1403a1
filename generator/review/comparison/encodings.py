"""How the parts of a form or of a multipart body are written, field by field.

`encoding` names parts, `prefixEncoding` and `itemEncoding` are about parts by their position, and
each of them may have parts of its own (OpenAPI 3.2, sections "Media Type Object" and "Encoding
Object")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.document.specification import JSON, OCTETS, TEXT, explodes
from generator.review.compared import ComparedDocument
from generator.review.comparison.documents import DocumentPair, ObjectPair
from generator.review.unchanged import identical

FIELDS: Final = ("contentType", "style", "explode", "allowReserved")
_PRIMITIVES: Final = frozenset({"string", "number", "integer", "boolean"})
_MOST_NESTED: Final = 8


class Implied(NamedTuple):
    """How a part is written of which nothing is said: its media type, and whether it is one plain
    text in any style.
    """

    type: str | None = None
    is_plain: bool = False


class PartPair(NamedTuple):
    """A part on both sides: its name in words, what is said of it, and where; empty, at what it is
    missing from.

    `property` is that of the whole body which it is, `implied` how it is written on each side where
    nothing is said of it."""

    name: str
    objects: ObjectPair
    property: str | None = None
    implied: tuple[Implied, Implied] = (Implied(), Implied())

    def differences(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Each field that says something else, with what it said and says; None where it says
        nothing. Where a side says something itself, that alone is told, not also that the media
        type which is implied is another.
        """
        base, head = self.objects.base, self.objects.head
        was, now = _said(base, self.implied[0]), _said(head, self.implied[1])
        changed = [field for field in FIELDS if was[field] != now[field]]
        named = list(filter((base.keys() | head.keys()).__contains__, changed))
        for field in named or changed:
            yield field, was[field], now[field]


def parts(documents: DocumentPair, media: ObjectPair) -> Iterator[PartPair]:
    """The parts of a body of which something is said, with how they are written by themselves."""
    base = _properties(documents.base, media.base, media.base_pointer)
    head = _properties(documents.head, media.head, media.head_pointer)
    for part in _parts(media):
        name = part.property
        one = _implied(documents.base, base.get(name) if name is not None else None)
        other = _implied(documents.head, head.get(name) if name is not None else None)
        yield part._replace(implied=(one, other))


def _properties(
    side: ComparedDocument, media: Mapping[str, Any], pointer: str
) -> dict[str, Subschema]:
    schema = side.subschema(media.get("schema"), pointers.join(pointer, "schema"))
    return side.normalised(schema).properties


def _parts(around: ObjectPair, name_around: str = "") -> Iterator[PartPair]:
    """The parts of two media types, or of two parts, and the parts of these, as far as anything is
    said of them. A part inside another is ``part `a` of part 2``; what only one side says is
    compared with {}, at the pointer of what is around it.
    """
    before = dict(_listed(around.base, around.base_pointer))
    after = dict(_listed(around.head, around.head_pointer))
    for name in dict.fromkeys((*before, *after)):
        old = before.get(name, _Listed({}, around.base_pointer))
        new = after.get(name, _Listed({}, around.head_pointer))
        pair = ObjectPair(old.said, new.said, old.pointer, new.pointer, around.operations)
        called = f"{name} of {name_around}" if name_around else name
        if not identical(old.said, new.said):
            yield PartPair(called, pair, None if name_around else old.property or new.property)
        yield from _parts(pair, called)


class _Listed(NamedTuple):
    said: Mapping[str, Any]
    pointer: str
    property: str | None = None


def _listed(media: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, _Listed]]:
    """Each part by its name in words (``part `photo` ``, `part 2`, `every further part`), with what
    is said of it and where.
    """
    for name, entry in mapping(media.get("encoding")).items():
        if isinstance(entry, dict):
            place = pointers.join(pointer, "encoding", name)
            yield f"part `{name}`", _Listed(entry, place, name)
    for number, entry in enumerate(sequence(media.get("prefixEncoding"))):
        if isinstance(entry, dict):
            place = pointers.join(pointer, "prefixEncoding", number)
            yield f"part {number + 1}", _Listed(entry, place)
    each = media.get("itemEncoding")
    if isinstance(each, dict):
        yield "every further part", _Listed(each, pointers.join(pointer, "itemEncoding"))


# --- how a part is written ------------------------------------------------------------------------


def _implied(side: ComparedDocument, node: Subschema | None, steps: int = _MOST_NESTED) -> Implied:
    """How a property is written by itself (OpenAPI 3.0.3 and 3.1.1, sections "Encoding Object").

    What names no type is octets since 3.1, of which 3.0 says nothing; a list is written as its
    items, so that one of objects is JSON. Of a string or a number nothing is certain: the string
    may be octets."""
    if node is None:
        return Implied()
    schema = side.normalised(node)
    if schema.types is None:
        return Implied() if side.old else Implied(OCTETS)
    match sorted(schema.types - {"null"}):
        case ["string"]:
            return Implied(OCTETS if _is_octets(side, schema) else TEXT, True)
        case ["object"]:
            return Implied(JSON)
        case ["array"] if steps:
            return Implied(_implied(side, schema.items, steps - 1).type)
        case [_, *_] as types if _PRIMITIVES.issuperset(types):
            return Implied(None if "string" in types else TEXT, True)
    return Implied()


def _is_octets(side: ComparedDocument, schema: NormalisedSchema) -> bool:
    return "binary" in schema.formats if side.old else "contentEncoding" in schema.constraints


def _said(part: Mapping[str, Any], implied: Implied) -> dict[str, str | None]:
    """The fields in one spelling; `style` is `form` as soon as a field about it stands there, and
    `form` is exploded.

    One plain text is written in that style as it is in none: of a string, `{style: form}` says
    nothing.
    """
    style, explode = part.get("style"), part.get("explode")
    reserved = "true" if part.get("allowReserved") is True else None
    if style is None and part.keys() & {"explode", "allowReserved"}:
        style = "form"
    if explode == explodes(style or ""):
        explode = None
    if (implied.is_plain, style, reserved) == (True, "form", None):
        style = explode = None
    return {
        "contentType": _media_types(part.get("contentType") or implied.type),
        "style": style,
        "explode": None if explode is None else str(explode).lower(),
        "allowReserved": reserved,
    }


def _media_types(listed: str | None) -> str | None:
    """A list of media types, whatever its order and its spaces."""
    if not listed:
        return None
    return ", ".join(sorted("".join(name.lower().split()) for name in listed.split(",")))
