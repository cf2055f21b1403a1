"""Parameters of an operation (OpenAPI 3.1, section 4.8.12)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial

from generator.document import pointer as pointers
from generator.document.access import sequence
from generator.document.schema.canonical import canonical, unwrapped
from generator.document.specification import IGNORED_HEADERS
from generator.review.compared import ComparedDocument
from generator.review.comparison import content, headers
from generator.review.comparison.documents import DocumentPair, OperationPair
from generator.review.comparison.findings import Finding, Operations
from generator.review.comparison.headers import ComparedParameter
from generator.review.pairing import BothSides, OperationPlace, Pairs, bare, on_both, paired


def compare(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """What became of the parameters of an operation. The name of one in a path or of a whole query
    does not travel: it is called otherwise, while elsewhere another name or place is another
    parameter to the server.
    """
    pairs = _paired(documents, pair)
    for one, other in pairs.same:
        if one.name != other.name and one.where in ("path", "querystring"):
            what = f"{one.where} parameter renamed from `{one.name}` to `{other.name}`"
            operations = Operations(pair.bit)
            places, steps = (one.pointer, other.pointer), (one.name, other.name)
            yield Finding.of("path-parameter-renamed", what, places, operations, steps)
        yield from _parameter(documents, one, other, pair.sent)
    for one, other in pairs.renamed:
        if (one.where, one.name) != (other.where, other.name):
            yield _moved(one, other, pair.sent)
        yield from _parameter(documents, one, other, pair.sent)
    for one in pairs.removed:
        yield _removed(one, pair)
    for one in pairs.added:
        what = f"{one.need} {one.where} parameter `{one.name}` added"
        places = pair.base.pointer, one.used
        yield Finding.of(
            (headers.ADDED[one.need], "header-added"), what, places, pair.sent, (None, one.name)
        )


def listed(side: ComparedDocument, operation: OperationPlace) -> list[ComparedParameter]:
    """The parameters of an operation, those of its path item included, unless it has one of that
    name and place itself (OpenAPI 3.1, section 4.8.9). `Accept`, `Content-Type` and `Authorization`
    are none (section 4.8.12).
    """
    found: dict[tuple[str, str], ComparedParameter] = {}
    owners = (
        (operation.shared, operation.shared_pointer),
        (operation.operation, operation.pointer),
    )
    for owner, pointer in owners:
        for number, entry in enumerate(sequence(owner.get("parameters"))):
            used = pointers.join(pointer, "parameters", number)
            parameter, target = side.resolved(entry, used)
            if not isinstance(parameter, dict) or not isinstance(parameter.get("name"), str):
                continue
            where = str(parameter.get("in", ""))
            one = ComparedParameter(parameter["name"], where, parameter, target, used)
            if where != "header" or one.wire_name not in IGNORED_HEADERS:
                found[where, one.wire_name] = one
    return list(found.values())


# --- pairs ----------------------------------------------------------------------------------------


def _paired(documents: DocumentPair, pair: OperationPair) -> Pairs[ComparedParameter]:
    """Parameters by place and name, those of a path by their position; what is left by its name,
    its words, its schema.

    `/pets/{id}` and `/pets/{pet}` have one parameter. A path that is another with the same names,
    `/{a}/to/{b}` and `/from/{b}/{a}`, has them by their names."""
    old_names, new_names = pair.base.names, pair.head.names
    is_moved = bare(pair.base.path) != bare(pair.head.path)
    is_shuffled = is_moved and set(old_names) == set(new_names)
    in_step = len(old_names) == len(new_names) and not is_shuffled

    def key(names: list[str], one: ComparedParameter) -> Hashable:
        if one.where == "path" and in_step and one.name in names:
            return (one.where, names.index(one.name))
        if one.where == "querystring":
            # the whole query, of which there is one (OpenAPI 3.2, section 4.12)
            return one.where
        return (one.where, one.wire_name)

    return paired(
        listed(documents.base, pair.base),
        listed(documents.head, pair.head),
        BothSides(partial(key, old_names), partial(key, new_names)),
        lambda one: one.name,
        on_both(documents.sides, _described),
        on_both(documents.sides, _shaped),
    )


def _described(side: ComparedDocument, one: ComparedParameter) -> Hashable:
    text = unwrapped(one.object.get("description"))
    return (one.where, text, side.digest(one.schema(side))) if text else None


def _shaped(side: ComparedDocument, one: ComparedParameter) -> Hashable:
    """All of it but its name; a schema that says nothing is too common to tell anything. That
    stands nowhere, and no schema is the whole document.
    """
    digest = side.digest(one.schema(side))
    is_common = digest == side.digest(side.subschema({}, ""))
    return None if is_common else (one.where, one.required, digest, one.style)


# --- what became of one ---------------------------------------------------------------------------


def _moved(one: ComparedParameter, other: ComparedParameter, operations: Operations) -> Finding:
    places = one.pointer, other.pointer
    if one.where != other.where:
        what = f"parameter `{one.name}` moved from {one.where} to {other.where}"
        steps = one.where, other.where
        return Finding.of(("parameter-moved", "header-moved"), what, places, operations, steps)
    what = f"parameter renamed from `{one.name}` to `{other.name}`"
    kinds, steps = ("parameter-renamed", "header-renamed"), (one.name, other.name)
    return Finding.of(kinds, what, places, operations, steps)


def _removed(one: ComparedParameter, pair: OperationPair) -> Finding:
    is_deprecated = one.object.get("deprecated") is True
    request = "deprecated-parameter-removed" if is_deprecated else "parameter-removed"
    what = f"{one.where} parameter `{one.name}` removed"
    if is_deprecated:
        what = f"deprecated {what}"
    places = one.used, pair.head.pointer
    return Finding.of(
        (request, headers.REMOVED[one.need]), what, places, pair.sent, (one.name, None)
    )


def _parameter(
    documents: DocumentPair,
    one: ComparedParameter,
    other: ComparedParameter,
    operations: Operations,
) -> Iterator[Finding]:
    """What became of a parameter that both sides have. Its default counts where a call may leave it
    out; that of `content` is told with the schema.
    """
    yield from headers.required(one, other, operations, f"parameter `{other.name}`")
    yield from _empty_value(one, other, operations)
    yield from headers.compare_one(documents, one, other, operations, content.compare_media)
    may_be_left_out = not one.required and not other.required
    if may_be_left_out and "content" not in one.object:
        yield from _default(documents, one, other, operations)


def _empty_value(
    one: ComparedParameter, other: ComparedParameter, operations: Operations
) -> Iterator[Finding]:
    """Whether a parameter of a query may be sent without a value (`?all=`)."""
    allowed, allows = _allows_empty(one), _allows_empty(other)
    if allowed != allows:
        kind = "request-parameter-empty-allowed" if allows else "request-parameter-empty-refused"
        what = f"`allowEmptyValue` of `{other.name}` {'added' if allows else 'removed'}"
        yield headers.objects(one, other, operations).found(kind, what)


def _allows_empty(one: ComparedParameter) -> bool:
    return one.where == "query" and one.object.get("allowEmptyValue") is True


def _default(
    documents: DocumentPair,
    one: ComparedParameter,
    other: ComparedParameter,
    operations: Operations,
) -> Iterator[Finding]:
    """A default of a parameter is part of what a call that leaves it out asks for."""
    before = documents.base.normalised(one.schema(documents.base)).notes.get("default")
    after = documents.head.normalised(other.schema(documents.head)).notes.get("default")
    places, steps = (one.pointer, other.pointer), (None, None)
    match before, after:
        case None, None:
            return
        case None, (value, place):
            movement, places, steps = "added", (one.pointer, place), (None, value)
        case (value, place), None:
            movement, places, steps = "removed", (place, other.pointer), (value, None)
        case (old, left), (new, right):
            if canonical(old) == canonical(new):
                return
            movement, places, steps = "changed", (left, right), (old, new)
    kinds = "request-parameter-default-changed", "default-changed"
    yield Finding.of(kinds, f"default {movement}", places, operations, steps)
