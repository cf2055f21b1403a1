"""The parameters of a request, and the credentials among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.vendor_docs.comparison import keywords
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.values import compare_value
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import Field, without
from generator.vendor_docs.schema_variants import DocumentOperation, DocumentParameter

Key = tuple[str, str]
"""Where a parameter goes, and its name; in small letters for a header."""

_NEGOTIATED = frozenset({("header", "accept"), ("header", "content-type")})
"""Headers that are no parameters (OpenAPI 3.1, section 4.8.12)."""


def compare_parameters(context: Context, names: tuple[str, ...]) -> None:
    """`names` are those that stand in the path of the facts, as its query: they tell which of the
    alternatives of `x-exactly-one-of` is compared. `/contacts?hash=` is the one that takes `hash`,
    which is required there, and none of the parameters of the others."""
    operation = context.operation
    known = {_key(each.place, each.name): each for each in operation.parameters}
    listed = {_key(each.place, each.name): each for each in _sent(context.seen.parameters, known)}
    chosen = _alternative(operation, names)
    others = frozenset[str]().union(*operation.groups) - chosen
    beyond = [key for key in without(known, listed) if known[key].name not in others]
    for key, fact in listed.items():
        if _is_credential(context, key):
            _compare_credential(context, fact, key)
        elif key in known:
            required = known[key].required or fact.name in chosen
            _compare_parameter(context, fact, known[key], key, required)
        elif key in _NEGOTIATED:
            continue
        elif (moved := _same_name(key, beyond)) is not None:
            # In the query here and in a header there: the same parameter at another place.
            beyond.remove(moved)
            mismatch = Mismatch.different("in", key[0], moved[0])
            context.differs(_where(key, fact), mismatch, known[moved].objects, fact)
            _compare_parameter(context, fact, known[moved], key, fact.required)
        else:
            context.missing(_where(key, fact), "presence", keywords.type_label(fact), fact)
    _add_extra(context, [known[key] for key in beyond], listed.keys())


def _where(key: Key, fact: Field) -> Where:
    return Where("parameters", (key[0], fact.name))


def _is_credential(context: Context, key: Key) -> bool:
    """Whether a security scheme of the document sends a parameter, for whatever operation."""
    return key in {_key(*each) for each in context.schemas.credentials}


def _compare_credential(context: Context, fact: Field, key: Key) -> None:
    if key not in _credentials_of(context.operation):
        context.missing(_where(key, fact), "security", fact.name, fact)


def _add_extra(
    context: Context, beyond: Iterable[DocumentParameter], listed: Iterable[Key]
) -> None:
    """The parameters that no fact is, and the credentials that the facts do not list."""
    for each in beyond:
        label = keywords.schema_type_label(context.variants((each.schema,)))
        where = Where("parameters", (each.place, each.name))
        context.extra(where, "presence", label, each.objects)
    operation = context.operation
    sent = _credentials_of(operation)
    for place, name in sorted(sent[key] for key in sent.keys() - set(listed)):
        where = Where("parameters", (place, name))
        context.extra(where, "security", name, (operation.pointer,))


def _alternative(operation: DocumentOperation, names: tuple[str, ...]) -> frozenset[str]:
    """The first of `x-exactly-one-of` that has all of these names; none for no names."""
    fits = (group for group in operation.groups if names and group.issuperset(names))
    return next(fits, frozenset[str]())


def _credentials_of(operation: DocumentOperation) -> dict[Key, Key]:
    return {_key(*each): each for each in operation.credentials}


def _key(place: str | None, name: str) -> Key:
    """What a parameter is known by; case does not count in a header (RFC 9110, section 5.1)."""
    return (place or "query", name.lower() if place == "header" else name)


def _same_name(key: Key, others: Iterable[Key]) -> Key | None:
    """A parameter of that name that goes elsewhere, whatever its case."""
    return next((other for other in others if other[1].lower() == key[1].lower()), None)


def _sent(parameters: Iterable[Field], known: Mapping[Key, DocumentParameter]) -> Iterator[Field]:
    """Parameters as they are sent: an object in the query that the document does not know as one is
    its fields (style `form` with `explode`, OpenAPI 3.1, section 4.8.12.3).
    """
    for each in parameters:
        is_known = _key(each.place, each.name) in known
        if each.fields and each.place == "query" and not is_known:
            yield from (replace(inner, place="query") for inner in each.fields)
        else:
            yield each


def _compare_parameter(
    context: Context, fact: Field, parameter: DocumentParameter, key: Key, required: bool
) -> None:
    """`required`: the document demands it, in the alternative that is compared."""
    where, objects = _where(key, fact), parameter.objects
    context.note_value(where, fact, objects)
    if fact.required != required and (context.declares(fact) or context.observed):
        context.differs(where, Mismatch.flag("required", fact.required, required), objects, fact)
    places = (parameter.schema,) if parameter.schema else ()
    compare_value(context, fact, places, objects, where, parameter.deprecated)
