"""What may differ of one value: its type, format, nullability, values, default; each a function of
a fact and of the variants that the document gives the value, of which one has to agree.

A fact is `declared` where its type is the reference's own. Else it was read off a sample, which
shows a JSON type and nothing else: a whole number may be any number, and what the document says
beyond that is no difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.vendor_docs.faces import Face, json_type
from generator.vendor_docs.facts import Field

Kind = Literal["missing", "extra", "different"]
"""`missing`: the reference has it and the document has not; `extra`: the other way round."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a value that differs: what the reference and the document say of it, `None` for
    nothing.
    """

    kind: Kind
    name: str
    reference: Any
    document: Any


def flag(name: str, reference: bool, document: bool) -> Aspect:
    """A property that is there or not."""
    return Aspect("missing" if reference else "extra", name, reference, document)


def types(fact: Field, faces: Sequence[Face], *, declared: bool) -> Aspect | None:
    expected = names(fact.type) - {"null"}
    if (
        not expected
        or not faces
        or (is_file(fact) and all(face.types <= {"string"} for face in faces))
    ):
        return None
    given = [face.types for face in faces]
    if declared:
        agrees = expected in given or all(frozenset({name}) in given for name in expected)
    else:
        agrees = all(
            any(not each or each & _LIKE.get(name, {name}) for each in given) for name in expected
        )
    shown = sorted(frozenset().union(*given))
    return (
        None
        if agrees
        else Aspect(
            "different" if shown else "missing", "type", _one(sorted(expected)), _one(shown)
        )
    )


def value(fact: Field, faces: Sequence[Face], *, declared: bool) -> Iterator[Aspect]:
    """The aspects that differ of a value whose type agrees."""
    yield from _nullable(fact, faces, declared)
    if fact.type != "array":  # of an array these are said of its items
        yield from _format(fact, faces, declared)
        yield from _enum(fact, faces, declared)
    yield from _default(fact, faces, declared)
    yield from _seen(fact, faces)


def item(fact: Field, faces: Sequence[Face], *, declared: bool) -> Iterator[Aspect]:
    """The same of an item of an array."""
    yield from _format(fact, faces, declared)
    yield from _enum(fact, faces, declared)


def _nullable(fact: Field, faces: Sequence[Face], declared: bool) -> Iterator[Aspect]:
    told = [face.nullable for face in faces]
    if (fact.nullable or "null" in names(fact.type)) and faces:
        if all(face.nullable is False or (face.nullable is None and face.types) for face in faces):
            yield flag("nullable", True, False)
    elif declared and told and all(told):
        yield flag("nullable", False, True)


def _format(fact: Field, faces: Sequence[Face], declared: bool) -> Iterator[Aspect]:
    given = [face.keywords.get("format") for face in faces]
    if declared and given and fact.format not in given and not is_file(fact):
        shown = next((each for each in given if each is not None), None)
        yield Aspect(_kind(fact.format, shown), "format", fact.format, shown)


def _enum(fact: Field, faces: Sequence[Face], declared: bool) -> Iterator[Aspect]:
    """Values are compared as a set. An inferred list was run together on the page, so that only its
    text is certain.
    """
    expected = [each for each in fact.enum if each is not None]
    lists = [list(face.values) for face in faces if face.values is not None]
    union = _distinct(each for values in lists for each in values)
    if expected:
        wanted, text = set(map(_key, expected)), "".join(map(_text, expected))
        same = any(set(map(_key, values)) == wanted for values in (*lists, union))
        if not same and not (
            fact.inferred and any("".join(map(_text, values)) == text for values in (*lists, union))
        ):
            yield Aspect(_kind(expected, union), "enum", expected, union or None)
    elif union and declared and len(lists) == len(faces) and not fact.discriminator:
        yield Aspect("extra", "enum", None, union)


def _default(fact: Field, faces: Sequence[Face], declared: bool) -> Iterator[Aspect]:
    given = [face.keywords["default"] for face in faces if "default" in face.keywords]
    shown = given[0] if given else None
    if fact.has_default and not any(_key(each) == _key(fact.default) for each in given):
        yield Aspect("different" if given else "missing", "default", fact.default, shown)
    elif not fact.has_default and declared and given and len(given) == len(faces):
        yield Aspect("extra", "default", None, shown)


def _seen(fact: Field, faces: Sequence[Face]) -> Iterator[Aspect]:
    """Values that were met have to be allowed. Those of an object are the values of its
    discriminator.
    """
    if fact.type == "object":
        named = [values for face in faces for values in face.discriminators.values()]
        lacking = [
            each for each in fact.seen if named and str(each) not in frozenset().union(*named)
        ]
    else:
        closed = bool(faces) and all(face.values is not None for face in faces)
        allowed = {each for face in faces for each in map(_key, face.values or ())}
        lacking = [each for each in fact.seen if closed and _key(each) not in allowed]
    if lacking:
        yield Aspect("missing", "seen", lacking, None)


def discriminator(
    fact: Field, faces: Sequence[Face], told: frozenset[str] | None, *, declared: bool
) -> Iterator[Aspect]:
    """Whether a property tells variants apart, and by which values. `told` are those that the
    document names for it, `None` where it names no discriminator; a property of one value (`const`)
    tells variants apart as well."""
    constant = any(face.values is not None and len(face.values) == 1 for face in faces)
    if fact.discriminator and told is None and not constant:
        yield flag("discriminator", True, False)
    elif told is not None and declared and not fact.discriminator:
        yield flag("discriminator", False, True)
    if told is not None or constant:
        allowed = {str(each) for face in faces for each in face.values or ()} | (
            told or frozenset()
        )
        lacking = [each for each in fact.seen if str(each) not in allowed]
        if lacking and not any(True for _ in _seen(fact, faces)):
            yield Aspect("missing", "seen", lacking, sorted(allowed) or None)


def written(fact: Field) -> str:
    """A type as the reference writes it: `string or null(date-time)`, `array of objects`."""
    kinds = sorted(names(fact.type) - {"null"})
    text = (
        f"array of {fact.items}s"
        if fact.type == "array" and fact.items
        else " or ".join(kinds) or "unknown"
    )
    text += " or null" if fact.nullable or "null" in names(fact.type) else ""
    form = fact.items_format or fact.format
    return f"{text}({form})" if form else text


def shown(faces: Sequence[Face]) -> str:
    """The type that the document gives a value, in the same words."""
    kinds = sorted(frozenset().union(*(face.types for face in faces)))
    text = " or ".join(kinds) or "any"
    text += (
        " or null" if faces and all(face.nullable for face in faces) and kinds != ["null"] else ""
    )
    form = next((face.keywords["format"] for face in faces if "format" in face.keywords), None)
    return f"{text}({form})" if form else text


def names(type_: str | tuple[str, ...] | None) -> frozenset[str]:
    return frozenset({type_} if isinstance(type_, str) else type_ or ())


def is_file(fact: Field) -> bool:
    """Whether the value is a file, which a document says in several ways."""
    return fact.type == "file" or (fact.type == "string" and fact.format == "binary")


_LIKE = {"integer": {"integer", "number"}, "number": {"integer", "number"}}


def _one(values: Sequence[str]) -> str | list[str] | None:
    return None if not values else values[0] if len(values) == 1 else list(values)


def _kind(reference: Any, document: Any) -> Kind:
    return "missing" if not document else "extra" if not reference else "different"


def _key(each: Any) -> tuple[str, str]:
    """By what two JSON values are the same: `1` is not `"1"` and not true, `1.0` is `1`."""
    if isinstance(each, float) and each.is_integer():
        each = int(each)
    return json_type(each), repr(each)


def _text(each: Any) -> str:
    return str(each).lower() if isinstance(each, bool) else str(each)


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: dict[tuple[str, str], Any] = {}
    for each in values:
        found.setdefault(_key(each), each)
    return list(found.values())
