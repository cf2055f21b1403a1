"""Security requirements of two documents: whether a call that was let in still is (OpenAPI 3.1,
sections 4.8.27 and 4.8.30).

A requirement is a list of alternatives, each a set of credentials with their scopes; a call that
has all of one is let in. A call of before has all of a former alternative, so it is still let in if
one of the present alternatives asks for no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.review import rules
from generator.review.compared import ComparedDocument
from generator.review.comparison import metadata
from generator.review.comparison.documents import (
    DocumentPair,
    ObjectPair,
    OperationPair,
    operations_of_paths,
)
from generator.review.comparison.findings import (
    MOVEMENTS,
    NO_OPERATIONS,
    Finding,
    Movement,
    Operations,
    one_sided,
)
from generator.review.comparison.security_schemes import (
    NO_CREDENTIALS,
    UNDESCRIBED,
    Alternative,
    Scheme,
    named_in,
    same_on_the_wire,
)
from generator.review.pairing import OperationPlace
from generator.review.rules import kinds
from generator.review.unchanged import identical

_SCHEME: Final = kinds("security-scheme", MOVEMENTS)
_SENTENCES: Final = {
    "security-scheme-changed": "the credential of security scheme `{}` is sent in another way",
    "security-flow-changed": "the credential of security scheme `{}` is got in another way",
    "security-scheme-details-changed": "details of security scheme `{}` changed",
}


# --- requirements ---------------------------------------------------------------------------------


def of_operation(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """What an operation asks for, as far as it says that itself on either side."""
    base, left = _own(pair.base, documents.base)
    head, right = _own(pair.head, documents.head)
    yield from of_documents(documents, ObjectPair(base, head, left, right, Operations(pair.bit)))


def _own(operation: OperationPlace, side: ComparedDocument) -> tuple[Any, str]:
    if "security" in operation.operation:
        pointer = pointers.join(operation.pointer, "security")
        return operation.operation["security"], pointer
    return side.root.get("security"), operation.pointer


def of_documents(documents: DocumentPair, requirements: ObjectPair) -> Iterator[Finding]:
    """Each former alternative must still be enough: it has all that one of the present ones asks
    for. A document that asks for nothing has no `/security` to point to, and is pointed to itself.
    """
    schemes, (base, head, left, right, operations) = documents.schemes, requirements
    found = _judged(*schemes.alternatives(base, head))
    if found is not None:
        places = (
            left if documents.base.document.has(left) else "",
            right if documents.head.document.has(right) else "",
        )
        steps = schemes.shown(base, head)
        yield Finding.of((found.kind, None), found.what, places, operations, steps)


def of_call(documents: DocumentPair, pair: OperationPair) -> Iterator[Finding]:
    """What a call of the server carries, by which callers know who it is from."""
    schemes = documents.schemes
    old, new = (one.operation.get("security") for one in (pair.base, pair.head))
    before, after = schemes.alternatives(old, new)
    if set(before) != set(after):
        kinds, what = (None, "call-security-changed"), "what the call is proven with changed"
        operations = Operations(0, pair.bit)
        yield Finding.of(kinds, what, pair.places, operations, schemes.shown(old, new))


class _Judgement(NamedTuple):
    """What became of a requirement: the kind of its rule, and a sentence."""

    kind: str
    what: str


def _judged(old: list[Alternative], new: list[Alternative]) -> _Judgement | None:
    """What a requirement became, from its alternatives on both sides; None if it asks for what it
    asked for.

    A call with a `token` is let in by `[{key: []}, {}]` for it need carry nothing; whether it is
    with a token, which is not named there, no document says."""
    if set(old) == set(new):
        return _reordered(old, new)
    lost = _unmet(old, new)
    if lost:
        return _tightened(old, lost, new)
    named = _asking(new)
    if not named:
        return _Judgement("security-removed", "no credentials are asked for any more")
    if _unmet(_asking(old), named):
        what = "a credential that need not be given is not named any more"
        return _Judgement("security-optional-changed", what)
    if NO_CREDENTIALS in new and NO_CREDENTIALS not in old:
        return _Judgement("security-became-optional", "credentials need not be given any more")
    return _Judgement("security-loosened", _loosened(old, new, named))


def _reordered(old: list[Alternative], new: list[Alternative]) -> _Judgement | None:
    """That alternatives are tried in another order; none are tried last, wherever it is listed."""
    if list(dict.fromkeys(_asking(old))) == list(dict.fromkeys(_asking(new))):
        return None
    return _Judgement("security-order-changed", "credentials are listed in another order")


def _asking(alternatives: list[Alternative]) -> list[Alternative]:
    """The alternatives that ask for something."""
    return [one for one in alternatives if one]


def _unmet(old: list[Alternative], new: list[Alternative]) -> list[Alternative]:
    """The alternatives of before with which none of the present ones is met."""
    return [one for one in old if not any(other <= one for other in new)]


def _loosened(old: list[Alternative], new: list[Alternative], named: list[Alternative]) -> str:
    before, after = list(map(_bare, old)), list(map(_bare, new))
    if set(after) <= set(before):
        return "fewer rights are asked for"
    if any(other < one for one in before for other in map(_bare, named)):
        return "fewer credentials are asked for"
    return "other credentials are accepted as well"


def _tightened(
    old: list[Alternative], lost: list[Alternative], new: list[Alternative]
) -> _Judgement:
    """What became of a requirement that some of the calls of before do not meet, by what it asks
    for: other scopes of the same schemes, schemes that are not described, else the first of the
    sentences that holds.
    """
    present = list(map(_bare, new))
    unmet = [one for one in lost if not any(other <= _bare(one) for other in present)]
    if not unmet:
        return _Judgement("security-scopes-changed", "other rights are asked for")
    if all(_may_be_met(one, new) for one in unmet):
        what = "a scheme that the document does not describe is asked for, or was"
        return _Judgement("security-undescribed", what)
    more = any(one < other for one in unmet for other in new)
    sentences = {
        "credentials are asked for": old == [NO_CREDENTIALS],
        "credentials have to be given": NO_CREDENTIALS in lost,
        "more credentials are asked for": more,
        "credentials that were accepted are not any more": set(new) < set(old),
        "other credentials are asked for": True,
    }
    return _Judgement("security-tightened", next(filter(sentences.get, sentences)))


def _may_be_met(one: Alternative, new: list[Alternative]) -> bool:
    """Whether a call may be let in for what the document does not say: a scheme on either side is
    not described.
    """
    if _described(one) != one:
        return True
    return any(_described(other) <= one for other in new if other)


def _described(alternative: Alternative) -> Alternative:
    """The credentials of schemes that the document describes."""
    return frozenset(each for each in alternative if not each[0].startswith(UNDESCRIBED))


def _bare(alternative: Alternative) -> frozenset[str]:
    return frozenset(scheme for scheme, _ in alternative)


# --- schemes --------------------------------------------------------------------------------------


def of_schemes(
    documents: DocumentPair, calls: Iterable[tuple[OperationPlace, OperationPlace]]
) -> Iterator[Finding]:
    """The schemes of both documents, with the operations that ask for them on both sides: how their
    credentials are sent and got before what is said of them, and those of one side last.
    """
    called = list(calls)
    kept = [
        (one, other, _users(documents, one, other, called)) for one, other in documents.schemes.kept
    ]
    for one, other, operations in kept:
        yield from _scheme(one, other, operations)
    for one, other, operations in kept:
        if not identical(one.object, other.object):
            yield from _annotations(one, other, operations)
    yield from _alone(documents, documents.schemes.pairs.removed, "removed")
    yield from _alone(documents, documents.schemes.pairs.added, "added")


def _scheme(one: Scheme, other: Scheme, operations: Operations) -> Iterator[Finding]:
    """What became of a scheme, told by its title on both sides where that is another (`apiKey in
    header x-key`, `http basic`), else by what differs in it.
    """
    if one.name != other.name:
        what = f"security scheme `{one.name}` is called `{other.name}` now"
        steps = one.name, other.name
        yield _kept("security-scheme-renamed", what, (one, other), operations, steps)
    kind = one.changed(other)
    if kind is None:
        return
    titles = one.title, other.title
    differences = one.beside(other), other.beside(one)
    steps_or_titles = differences if one.title == other.title else titles
    what = _SENTENCES[kind].format(other.name)
    yield _kept(kind, what, (one, other), operations, steps_or_titles)


def _kept(
    kind: str,
    what: str,
    schemes: tuple[Scheme, Scheme],
    operations: Operations,
    steps: tuple[str | None, str | None],
) -> Finding:
    """A finding about a scheme of both documents, which means nothing where no operation has it."""
    known = rules.rule(kind, "request")
    unused = not operations.any and known.wire != "safe"
    told = "unused-component-changed" if unused else kind
    one, other = schemes
    found = Finding.of((told, None), what, (one.pointer, other.pointer), operations, steps)
    found.former = known if unused else None
    return found


def _annotations(one: Scheme, other: Scheme, operations: Operations) -> Iterator[Finding]:
    objects = ObjectPair(one.object, other.object, one.pointer, other.pointer, operations)
    if objects.is_reworded("description"):
        yield from metadata.words(objects, "description-changed", "description")
    yield from metadata.deprecation(objects)
    yield from metadata.extensions(objects)


def _users(
    documents: DocumentPair,
    one: Scheme,
    other: Scheme,
    calls: list[tuple[OperationPlace, OperationPlace]],
) -> Operations:
    """The operations that ask for a scheme on both sides; where one side does not, the requirement
    has changed.
    """
    bits = 0
    for base, head in calls:
        before, after = _wanted(base, documents.base), _wanted(head, documents.head)
        if one.name in named_in(before) and other.name in named_in(after):
            bits |= documents.reached.bit(head)
    return Operations(bits)


def _wanted(operation: OperationPlace, side: ComparedDocument) -> Any:
    return operation.operation.get("security", side.root.get("security"))


def _alone(documents: DocumentPair, schemes: list[Scheme], movement: Movement) -> Iterator[Finding]:
    """Schemes of one side only, as far as no requirement that changed tells of them: those that no
    requirement names, and those which have another name on the other side.
    """
    if not schemes:
        return
    side, others = documents.base, documents.schemes.head
    if movement == "added":
        side, others = documents.head, documents.schemes.base
    wanted = {name for one in operations_of_paths(side) for name in named_in(_wanted(one, side))}
    for one in schemes:
        other = same_on_the_wire(one, others)
        if one.name not in wanted:
            kind, what = _SCHEME[movement], f"unused security scheme `{one.name}`"
            yield one_sided(
                kind, movement, f"{what} {movement}", one.pointer, one.name, NO_OPERATIONS
            )
        elif other is not None:
            what = f"security scheme `{one.name}` {movement}, which on the wire is what"
            kind, what = "security-scheme-renamed", f"{what} `{other.name}` is"
            yield one_sided(kind, movement, what, one.pointer, one.name, NO_OPERATIONS)
