"""A value of a request or a response against the document: what is said of it, then its items or
its fields.

Of a page it says what it shows and, where it shows all, what is not there; of an observation what
that says and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.vendor_docs.comparison import keywords
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import Field, without
from generator.vendor_docs.schema_variants import Place, SchemaVariant


def compare_value(
    context: Context,
    fact: Field,
    places: tuple[Place, ...],
    objects: tuple[str, ...],
    where: Where,
    deprecated: bool | None,
) -> None:
    """A value and what is in it. `places` are its schemas, `objects` the pointers of what holds
    them; `deprecated` is what that says of it, `None` where nothing can.
    """
    variants, declared = context.variants(places), context.declares(fact)
    objects = _every_object(objects, variants)
    if (other_type := keywords.compare_type(fact, variants, declared=declared)) is not None:
        context.differs(where, other_type, objects, fact)
        return
    is_body = deprecated is None
    marked = bool(deprecated) or any(variant.deprecated for variant in variants)
    # A mark is told where it is there; that there is none, where the page shows the value itself.
    told = fact.deprecated or (declared and not is_body)
    if told and fact.deprecated != marked:
        context.differs(where, Mismatch.flag("deprecated", fact.deprecated, marked), objects, fact)
    mismatches = keywords.compare_keywords(fact, variants, declared=declared)
    if is_body:  # a page gives no default of a body
        mismatches = (each for each in mismatches if each.aspect != "default")
    context.differ(where, mismatches, objects, fact)
    # Where the type of a body was not seen, the document says whether it is a list.
    if fact.type == "array" or (fact.type is None and is_list(variants)):
        _compare_items(context, fact, items_of(variants), objects, where, declared=declared)
    elif fact.fields:
        _compare_fields(context, fact, variants, objects, where)


def _compare_items(
    context: Context,
    fact: Field,
    items: tuple[Place, ...],
    objects: tuple[str, ...],
    where: Where,
    *,
    declared: bool,
) -> None:
    """The items of an array: a fact has their type, format and fields with the array. Of an array
    of arrays it has no more than the fields of the innermost: what holds them is not compared."""
    where = where / None
    declared = declared and fact.items is not None
    one = replace(
        fact, type=fact.items, format=fact.items_format, nullable=False, has_default=False, seen=()
    )
    if not items:
        if one.fields or declared:
            context.missing(where, "presence", keywords.type_label(one), fact, objects)
        return
    variants = context.variants(items)
    objects = _every_object((), variants)
    if (other_type := keywords.compare_type(one, variants, declared=declared)) is not None:
        context.differs(where, other_type, objects, fact)
        return
    mismatches = keywords.compare_item_keywords(one, variants, declared=declared)
    context.differ(where, mismatches, objects, fact)
    if is_list(variants):
        inner = replace(fact, items=None, items_format=None, enum=())
        _compare_items(context, inner, items_of(variants), objects, where, declared=False)
    elif fact.fields:
        _compare_fields(context, fact, variants, objects, where)


# --- fields ---------------------------------------------------------------------------------------


def _compare_fields(
    context: Context,
    owner: Field,
    variants: tuple[SchemaVariant, ...],
    objects: tuple[str, ...],
    where: Where,
) -> None:
    """The fields of an object; then, where the page has the list of all, what it does not list. A
    sample shows what one value had, and leaves out what that did not."""
    properties = _properties(variants)
    discriminators = _discriminators(variants)
    for fact in owner.fields:
        at = where / fact.name
        if fact.name in properties:
            named = discriminators.get(fact.name)
            _compare_field(context, fact, tuple(properties[fact.name]), variants, at, named)
        else:
            context.missing(at, "presence", keywords.type_label(fact), fact, near=objects)
    is_sampled = "sample" in {fact.source for fact in (owner, *owner.fields)}
    if context.level == "complete" and not is_sampled:
        # A page shows one variant of an object, or its discriminator alone.
        tells = [fact.discriminator or fact.name in discriminators for fact in owner.fields]
        is_partial = len(variants) > 1 or tells == [True]
        _compare_extra(context, owner, properties, where, is_partial)


def _compare_extra(
    context: Context,
    owner: Field,
    properties: Mapping[str, Sequence[Place]],
    where: Where,
    is_partial: bool,
) -> None:
    """The properties that no field is, but for those that do not go this way: of a request those
    that are `readOnly`, of a response those that are `writeOnly`."""
    for name in without(properties, {fact.name for fact in owner.fields}):
        places = properties[name]
        variants = context.variants(places)
        if not all(variant.keywords.get(context.hidden) is True for variant in variants):
            context.extra(
                where / name,
                "presence",
                keywords.schema_type_label(variants),
                _pointers(places),
                owner,
                unless_witnessed=is_partial,
            )


def _compare_field(
    context: Context,
    fact: Field,
    places: tuple[Place, ...],
    around: tuple[SchemaVariant, ...],
    where: Where,
    named: frozenset[str] | None,
) -> None:
    """A field that the document has. `around` are the variants of the object that it is in, `named`
    the values that its discriminator gives for it."""
    objects = _pointers(places)
    if not context.observed:
        context.collector.witness(objects)
    context.note_value(where, fact, _every_object(objects, context.variants(places)))
    if context.observed and fact.when:
        places = _of_variant(context, fact.when, fact.name, around) or places
    variants, declared = context.variants(places), context.declares(fact)
    if _tells_required(context, fact) and fact.required not in _required(fact.name, around):
        mismatch = Mismatch.flag("required", fact.required, not fact.required)
        context.differs(where, mismatch, objects, fact)
    if not context.only_opens:  # older documentation closes no values
        mismatches = keywords.compare_discriminator(fact, variants, named, declared=declared)
        context.differ(where, mismatches, _every_object(objects, variants), fact)
    compare_value(context, fact, places, objects, where, False)


def _tells_required(context: Context, fact: Field) -> bool:
    """Whether a fact says if a field is required: a page that shows the field itself; an
    observation of a request that was refused without it; a value that was seen without it."""
    return context.declares(fact) or fact.optional or (context.observed and fact.required)


def _required(name: str, around: Iterable[SchemaVariant]) -> set[bool]:
    """What the variants that have a property say of it: `{True, False}` where they differ."""
    return {name in each.required for each in around if name in each.properties}


def _of_variant(
    context: Context, when: str, name: str, around: tuple[SchemaVariant, ...]
) -> tuple[Place, ...]:
    """The places of a property in the variants that `when` names, such as `type unicity`: those
    whose property `type` has that one value. None where it names none."""
    discriminator, _, value = when.partition(" ")
    found = []
    for variant in around:
        if variant.properties.keys() >= {name, discriminator}:
            inner = context.schemas.of(variant.properties[discriminator])
            if (value,) in (each.values for each in inner):
                found.append(variant.properties[name])
    return tuple(found)


# --- what variants have ---------------------------------------------------------------------------


def _properties(variants: Iterable[SchemaVariant]) -> dict[str, list[Place]]:
    """The properties of all variants, each with its different schemas."""
    found: dict[str, list[Place]] = defaultdict(list)
    for variant in variants:
        for name, place in variant.properties.items():
            if place not in found[name]:
                found[name].append(place)
    return found


def _discriminators(variants: Iterable[SchemaVariant]) -> dict[str, frozenset[str]]:
    """The discriminators of all variants, each with the values that are named for it."""
    found: dict[str, frozenset[str]] = {}
    for variant in variants:
        for name, values in variant.discriminators.items():
            found[name] = found.get(name, frozenset()) | values
    return found


def items_of(variants: Iterable[SchemaVariant]) -> tuple[Place, ...]:
    """The different schemas of the items of a list."""
    found = {}
    for variant in variants:
        if variant.items:
            found[_pointers((variant.items,))] = variant.items
    return tuple(found.values())


def is_list(variants: Sequence[SchemaVariant]) -> bool:
    """Whether a value has items, and can be no object."""
    return bool(items_of(variants)) and not any(variant.properties for variant in variants)


def _pointers(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(pointer for place in places for pointer, _ in place)


def _every_object(objects: tuple[str, ...], variants: Iterable[SchemaVariant]) -> tuple[str, ...]:
    """Every object of the document that says something of a value, the nearest first."""
    inner = (pointer for variant in variants for pointer in variant.objects)
    return tuple(dict.fromkeys((*objects, *inner)))
