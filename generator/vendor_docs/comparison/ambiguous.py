"""Fields that may stand in several places: a page shows rows of a table without saying in which
object they are, so that the document decides between the places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.values import is_list, items_of
from generator.vendor_docs.facts import Field
from generator.vendor_docs.schema_variants import Place

Path = tuple[str, ...]
"""The names of the fields that lead to one, from the body inwards."""


def settled(
    fields: tuple[Field, ...], context: Context, places: tuple[Place, ...]
) -> tuple[Field, ...]:
    """`fields` with each ambiguous one where the document has it, if that is one of its places and
    not the one where it stands. Of several places that it has, the first that the facts list."""
    for path, fact in list(_ambiguous(fields)):
        candidates = [path, *map(_path, fact.ambiguous)]
        known = next((each for each in candidates if _has(context, places, each)), path)
        if known != path:
            fields = _inserted(_removed(fields, path), known[:-1], fact)
    return fields


def _path(text: str) -> Path:
    return tuple(name.removesuffix("[]") for name in text.split("."))


def _ambiguous(fields: Iterable[Field], path: Path = ()) -> Iterator[tuple[Path, Field]]:
    for fact in fields:
        if fact.ambiguous:
            yield (*path, fact.name), fact
        yield from _ambiguous(fact.fields, (*path, fact.name))


def _has(context: Context, places: tuple[Place, ...], path: Path) -> bool:
    """Whether the schemas at `places` have a property at the end of `path`; lists on the way are
    passed through to what they hold."""
    for name in path:
        variants = context.variants(places)
        while is_list(variants):
            variants = context.variants(items_of(variants))
        places = tuple(each.properties[name] for each in variants if name in each.properties)
    return bool(places)


def _removed(fields: tuple[Field, ...], path: Path) -> tuple[Field, ...]:
    first, rest = path[0], path[1:]
    if not rest:
        return tuple(fact for fact in fields if fact.name != first)
    return tuple(
        replace(fact, fields=_removed(fact.fields, rest)) if fact.name == first else fact
        for fact in fields
    )


def _inserted(fields: tuple[Field, ...], path: Path, new: Field) -> tuple[Field, ...]:
    if not path:
        return (*fields, new)
    first, rest = path[0], path[1:]
    return tuple(
        replace(fact, fields=_inserted(fact.fields, rest, new)) if fact.name == first else fact
        for fact in fields
    )
