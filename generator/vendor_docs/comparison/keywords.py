"""What may differ of one value: its type, format, nullability, values, default, discriminator; each
a function of a fact and of the variants that the document gives the value, of which one has to
agree.

A fact is `declared` where its type is the reference's own. Else it was read off a sample, which
shows a JSON type and nothing else: a whole number may be any number, and what the document says
beyond that is no difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generator.vendor_docs.differences import Mismatch
from generator.vendor_docs.facts import Field
from generator.vendor_docs.json_values import identity, lacking, not_null
from generator.vendor_docs.schema_variants import SchemaVariant

_NUMBERS = frozenset({"integer", "number"})
_SAMPLE_TYPES = {"integer": _NUMBERS, "number": _NUMBERS}
"""The types of a document that a JSON type of a sample may be of, where there are several."""


def compare_type(
    fact: Field, variants: Sequence[SchemaVariant], *, declared: bool
) -> Mismatch | None:
    """How the types differ; `None` where they agree, or where one side says nothing of the type.
    Null is left out: whether a value may be null is an aspect of its own."""
    expected = frozenset(fact.types) - {"null"}
    documented = [variant.types for variant in variants]
    if not expected or not documented or _is_file_of_3_0(fact, documented):
        return None
    agree = _declared_types_agree if declared else _sampled_types_agree
    if agree(expected, documented):
        return None
    shown = frozenset().union(*documented)
    return Mismatch.of("type", _one(sorted(expected)), _one(sorted(shown)))


def _is_file_of_3_0(fact: Field, documented: Sequence[frozenset[str]]) -> bool:
    """A file that the document writes as a string, as OpenAPI 3.0 does, or without a type, as 3.1
    may."""
    return is_file(fact) and all(types <= {"string"} for types in documented)


def _declared_types_agree(expected: frozenset[str], documented: Sequence[frozenset[str]]) -> bool:
    """One variant of these types, or for each type one variant."""
    return expected in documented or all(frozenset({name}) in documented for name in expected)


def _sampled_types_agree(expected: frozenset[str], documented: Sequence[frozenset[str]]) -> bool:
    """A variant for each type that was met; one without a type takes any."""
    accepted = (_SAMPLE_TYPES.get(name, frozenset({name})) for name in expected)
    return all(any(not types or types & names for types in documented) for names in accepted)


def compare_keywords(
    fact: Field, variants: Sequence[SchemaVariant], *, declared: bool
) -> Iterator[Mismatch]:
    """The aspects that differ of a value whose type agrees."""
    yield from _nullable(fact, variants, declared)
    if fact.type != "array":  # of an array these are said of its items
        yield from compare_item_keywords(fact, variants, declared=declared)
    yield from _default(fact, variants, declared)
    yield from _seen(fact, variants)


def compare_item_keywords(
    fact: Field, variants: Sequence[SchemaVariant], *, declared: bool
) -> Iterator[Mismatch]:
    """The same of an item of an array."""
    yield from _format(fact, variants, declared)
    yield from _enum(fact, variants, declared)


def _nullable(fact: Field, variants: Sequence[SchemaVariant], declared: bool) -> Iterator[Mismatch]:
    if fact.may_be_null:
        if variants and not any(map(_takes_null, variants)):
            yield Mismatch.flag("nullable", True, False)
    elif declared and {variant.nullable for variant in variants} == {True}:
        yield Mismatch.flag("nullable", False, True)


def _takes_null(variant: SchemaVariant) -> bool:
    """Whether a variant says null, or no type at all."""
    return not variant.types if variant.nullable is None else variant.nullable


def _format(fact: Field, variants: Sequence[SchemaVariant], declared: bool) -> Iterator[Mismatch]:
    documented = [variant.keywords.get("format") for variant in variants]
    if not declared or not documented or is_file(fact):
        return
    if fact.format not in documented:
        shown = next((each for each in documented if each is not None), None)
        yield Mismatch.of("format", fact.format, shown)


def _enum(fact: Field, variants: Sequence[SchemaVariant], declared: bool) -> Iterator[Mismatch]:
    """Values are compared as a set: `[a, b]` agrees with one variant that lists both, and with two
    variants that list one each. Null is left out, as of the type."""
    listed = _listed(variants)
    expected = not_null(fact.enum)
    if not expected:
        if declared and _is_page_without(fact, listed):
            yield Mismatch.extra("enum", listed.union)
        return
    agree = _same_text if fact.inferred else _same_values
    if not listed.agrees(expected, agree):
        yield Mismatch.of("enum", expected, listed.union or None)


def _is_page_without(fact: Field, listed: _Listed) -> bool:
    """Whether a page, which lists no values, lacks those of the document. A variant that lists none
    takes any value; of a discriminator a page shows the values that it met (`seen`), and no list.
    """
    return not fact.discriminator and listed.is_closed and bool(listed.union)


class _Listed(NamedTuple):
    """The values that variants list: of each that does, and of all. `is_closed`: each does."""

    lists: list[list[Any]]
    union: list[Any]
    is_closed: bool

    @property
    def has_constant(self) -> bool:
        """Whether a variant has one value alone: `const`, or an `enum` of one."""
        return 1 in map(len, self.lists)

    def agrees(
        self, expected: Sequence[Any], agree: Callable[[Sequence[Any], Sequence[Any]], bool]
    ) -> bool:
        """Whether the values of one variant, or of all together, are those that are expected."""
        return any(agree(expected, values) for values in (*self.lists, self.union))


def _listed(variants: Sequence[SchemaVariant]) -> _Listed:
    lists = [list(variant.values) for variant in variants if variant.values is not None]
    is_closed = bool(lists) and len(lists) == len(variants)
    return _Listed(lists, _distinct(chain(*lists)), is_closed)


def _same_values(expected: Iterable[Any], values: Iterable[Any]) -> bool:
    return set(map(identity, expected)) == set(map(identity, values))


def _same_text(expected: Sequence[Any], values: Sequence[Any]) -> bool:
    """Of an inferred list: it was run together on the page (`onetwo`), so that only its text is
    certain."""
    text = "".join(map(_as_text, expected))
    return _same_values(expected, values) or "".join(map(_as_text, values)) == text


def _default(fact: Field, variants: Sequence[SchemaVariant], declared: bool) -> Iterator[Mismatch]:
    """Of a default that a page shows, one variant has to have it. One that a page does not show is
    extra only where every variant has one."""
    documented = _said("default", variants)
    is_of_all = len(documented) == len(variants)
    match fact.has_default, documented:
        case True, []:
            yield Mismatch.missing("default", fact.default)
        case True, [shown, *_]:
            if lacking([fact.default], documented):
                yield Mismatch.different("default", fact.default, shown)
        case False, [shown, *_] if declared and is_of_all:
            yield Mismatch.extra("default", shown)


def _said(keyword: str, variants: Sequence[SchemaVariant]) -> list[Any]:
    """The values of a keyword that stands in one variant or in several."""
    every = [variant.keywords for variant in variants]
    return [keywords[keyword] for keywords in every if keyword in keywords]


def _seen(fact: Field, variants: Sequence[SchemaVariant]) -> Iterator[Mismatch]:
    """Values that were met have to be allowed."""
    if excluded := _not_allowed(fact, variants):
        yield Mismatch.missing("seen", excluded)


def _not_allowed(fact: Field, variants: Sequence[SchemaVariant]) -> list[Any]:
    """The values that were met and that the document excludes."""
    if fact.type == "object":
        return _without_variant(fact, variants)
    listed = _listed(variants)
    return lacking(fact.seen, listed.union) if listed.is_closed else []


def _without_variant(fact: Field, variants: Sequence[SchemaVariant]) -> list[Any]:
    """Of an object, whose values that were met are those of its discriminator: the values that no
    discriminator of the document names, if it has one at all."""
    named = [values for variant in variants for values in variant.discriminators.values()]
    allowed = frozenset[str]().union(*named)
    return [each for each in fact.seen if named and str(each) not in allowed]


def compare_discriminator(
    fact: Field, variants: Sequence[SchemaVariant], named: frozenset[str] | None, *, declared: bool
) -> Iterator[Mismatch]:
    """Whether a property tells variants apart, and by which values. `named` are those that the
    document gives for it, `None` where it names no discriminator; a property of one value (`const`)
    tells variants apart as well."""
    listed = _listed(variants)
    tells_apart = named is not None or listed.has_constant
    if fact.discriminator and not tells_apart:
        yield Mismatch.flag("discriminator", True, False)
    elif declared and named is not None and not fact.discriminator:
        yield Mismatch.flag("discriminator", False, True)
    # What the property excludes itself (`enum`) is a mismatch of its value.
    if tells_apart and not _not_allowed(fact, variants):
        yield from _unnamed(fact, {*map(str, listed.union), *(named or ())})


def _unnamed(fact: Field, names: set[str]) -> Iterator[Mismatch]:
    """The values that were met of a discriminator and that the document has no name for."""
    unnamed = [each for each in fact.seen if str(each) not in names]
    if unnamed:
        yield Mismatch("missing", "seen", unnamed, sorted(names) or None)


# --- words ----------------------------------------------------------------------------------------


def type_label(fact: Field) -> str:
    """A type as the reference writes it: `string or null(date-time)`, `array of objects`."""
    label = " or ".join(sorted({*fact.types} - {"null"})) or "unknown"
    if fact.type == "array" and fact.items:
        label = f"array of {fact.items}s"
    return _label(label, fact.may_be_null, fact.items_format or fact.format)


def schema_type_label(variants: Sequence[SchemaVariant]) -> str:
    """The type that the document gives a value, in the same words."""
    types = frozenset[str]().union(*(variant.types for variant in variants))
    is_nullable = bool(variants) and all(variant.nullable for variant in variants)
    label = " or ".join(sorted(types)) or "any"
    form = next(iter(_said("format", variants)), None)
    return _label(label, is_nullable and types != {"null"}, form)


def _label(label: str, is_nullable: bool, form: str | None) -> str:
    label = f"{label} or null" if is_nullable else label
    return f"{label}({form})" if form else label


def is_file(fact: Field) -> bool:
    """Whether the value is a file, which a document says in several ways."""
    return fact.type == "file" or (fact.type == "string" and fact.format == "binary")


def _one(values: Sequence[str]) -> str | list[str] | None:
    match values:
        case []:
            return None
        case [value]:
            return value
        case _:
            return list(values)


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: dict[tuple[str, str], Any] = {}
    for each in values:
        found.setdefault(identity(each), each)
    return list(found.values())


def _as_text(each: Any) -> str:
    return str(each).lower() if isinstance(each, bool) else str(each)
