"""Types in the tables of the reference: in words, with links to the models that they mention.

What a signature has exactly (plain dicts, any sequence, what is left out) is said here in short:
`list of Recipient`. The annotations are those of `generator.api.annotations`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from generator.api.annotation_members import (
    PASSED,
    RETURNED,
    Annotated,
    Annotation,
    ClassRef,
    Generic,
    Literals,
    Member,
    Plain,
    TypedDictRef,
)
from generator.api.annotations import Annotations
from generator.api.model import Array, Bounded, Bounds, Map, MediaType, Nullable, Part, Scalar, Type
from generator.document.access import without_none
from generator.emit.code import Code, literal, string_literal, table_code
from generator.records import record

_MAPPINGS = ("dict", "Mapping")
_MOST_VALUES = 12
_LONGEST = 80  # characters of a value, a pattern or a condition
_ONE_LINE = 1_000_000


@record(frozen=True, slots=True)
class TypesInWords:
    """Types as one page has them; `link` gives the target of a link to a model."""

    annotations: Annotations
    link: Callable[[str], str]

    def read(self, *kinds: Type) -> Code:
        """What comes back: a result, or the value of a field."""
        match kinds:
            case (Scalar(name),):
                return _scalar(RETURNED[name])
        return self._limited(self.annotations.returned(*kinds), kinds)

    def given(self, *kinds: Type) -> Code:
        """What a caller gives."""
        match kinds:
            case (Scalar(name),):
                return _scalar(PASSED[name])
        return self._limited(self.annotations.given(*kinds), kinds)

    def body(self, media_types: Iterable[MediaType]) -> Code:
        """What a caller gives as a whole body."""
        octets = [each for each in media_types if each.kind == "binary"]
        kinds = [each.type for each in media_types if each.kind != "binary"]
        annotation = (*self.annotations.given(*kinds), *self.annotations.content(octets))
        return self._limited(annotation, kinds)

    def model(self, name: str) -> Code:
        """A link to a model."""
        return Code(f"[`{name}`]({self.link(name)})")

    def _limited(self, annotation: Annotation, kinds: Iterable[Type]) -> Code:
        found = dict.fromkeys(said for kind in kinds for said in limits(kind))
        words = self._union(annotation)
        return Code(", ".join((words, *found)) if found else words)

    def _union(self, annotation: Annotation) -> str:
        if len(annotation) == 1:
            return self._member(annotation[0])
        return " or ".join(dict.fromkeys(map(self._member, annotation)))

    def _member(self, member: Member) -> str:
        """One member of a union in words, "list of `str`"; a model is a link to its place."""
        match member:
            case Plain(name):
                return _PLAIN.get(name, f"`{name}`")
            case ClassRef(name):
                return self.model(name).text
            case TypedDictRef():
                return f"`{member.name}`"
            case Generic("Omittable", arguments):
                return self._union(arguments[0])
            case Generic(name, arguments):
                held = self._union(arguments[-1])
                whole = f"({held})" if len(arguments[-1]) > 1 else held
                return f"{_HOLDERS[name]} of {whole}"
            case Literals(values, written):
                return f"`{written}`" if written else _listed(value for value, _ in values)
            case Annotated(annotation):
                return self._union(annotation)


@cache
def _scalar(annotation: Annotation) -> Code:
    """The type of most arguments and fields, which mentions no model."""
    names = (each.name for each in annotation if isinstance(each, Plain))
    return Code(" or ".join(_PLAIN.get(name, f"`{name}`") for name in names))


_PLAIN = {
    "PathLike": "`PathLike[str]`",
    "File": "`File` (`bytes`, `BinaryIO`, `PathLike[str]`, or a tuple of a name and one of them)",
}
_HOLDERS = {
    **dict.fromkeys(("list", "Sequence"), "list"),
    **dict.fromkeys(("Iterable", "AsyncIterable"), "iterable"),
    **dict.fromkeys(_MAPPINGS, "dict"),
    "Part": "`Part`",
}


def _listed(values: Iterable[str | int | bool | None]) -> str:
    given = [value_code(value) for value in values]
    more = [f"{len(given) - _MOST_VALUES} more"] if len(given) > _MOST_VALUES else []
    return " or ".join([*given[:_MOST_VALUES], *more])


def value_code(value: object) -> str:
    """A value as Python has it, in a cell of a table; of a long one the beginning."""
    if isinstance(value, str):
        return _short(string_literal(value[: _LONGEST + 1], _ONE_LINE).text)
    return _short(literal(value).text)


def _short(text: str) -> str:
    return table_code(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…").text


# --- what values are held to ----------------------------------------------------------------------


def limits(kind: Type) -> Iterator[str]:
    """What inputs of a type are held to, in words: "at most 3 items", "each at least 1" of the
    numbers in a list.
    """
    match kind:
        case Bounded(inner, bounds):
            yield from _of_bounds(bounds)
            yield from limits(inner)
        case Nullable(inner) | Part(inner):
            yield from limits(inner)
        case Array(inner) | Map(inner):
            if found := ", ".join(limits(inner)):
                yield f"each {found}"


def _of_bounds(bounds: Bounds) -> Iterator[str]:
    """Each bound in words: "1 to 9", "at most 3 items", "pattern `^a`"."""
    yield from _of_numbers(bounds)
    yield from _range(bounds.min_length, bounds.max_length, "character")
    yield from _range(bounds.min_items, bounds.max_items, "item")
    yield from _range(bounds.min_properties, bounds.max_properties, "entry")
    if bounds.unique_items:
        yield "no item twice"
    if bounds.pattern is not None:
        yield f"pattern {_short(bounds.pattern)}"
    if bounds.schema is not None:
        yield f"under the conditions {_short(bounds.schema)}"


def conditions(schema: str) -> Code:
    """What the fields of an object are held to together."""
    return Code(_short(schema))


def _of_numbers(bounds: Bounds) -> Iterator[str]:
    """The bounds of a number: both ends together where there are both."""
    match bounds.minimum, bounds.maximum:
        case None, None:
            pass
        case least, None:
            yield f"at least {least}"
        case None, most:
            yield f"at most {most}"
        case least, most:
            yield f"{least} to {most}"
    others = {
        "more than": bounds.exclusive_minimum,
        "less than": bounds.exclusive_maximum,
        "a multiple of": bounds.multiple_of,
    }
    yield from (f"{words} {number}" for words, number in without_none(others).items())


def _range(least: int | None, most: int | None, unit: str) -> Iterator[str]:
    """A range of how many there may be, "1 to 3 entries" or nothing; a least of 0 says nothing."""

    def counted(number: int) -> str:
        several = f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
        return f"{number} {unit if number == 1 else several}"

    match least, most:
        case ((None | 0), None):
            pass
        case ((None | 0), int()):
            yield f"at most {counted(most)}"
        case int(), None:
            yield f"at least {counted(least)}"
        case int(), int() if least == most:
            yield f"exactly {counted(most)}"
        case int(), int():
            yield f"{least} to {counted(most)}"
