"""Which evidence wins, where a page and an observation say different things of one place.

The rules are those that `observations` gives. A difference to the evidence that loses is none, and
what the document has beyond a page is none where an observation shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, Literal

from generator.records import record
from generator.vendor_docs.differences import Difference, Disagreement, Where
from generator.vendor_docs.facts import Field, VendorOperation

Winner = Literal["page", "observed"]
Key = tuple[str | None, Where, str]
"""The pointer of an operation (or tag), the place in it, and the aspect."""


@record(frozen=True, slots=True)
class Candidate:
    """A difference as it is met. `objects` are the pointers of what differs in the document,
    `holder` that of the operation or tag whose waivers may name it by one of `names`.
    `unless_witnessed`: it is none if other facts show one of the objects."""

    difference: Difference
    objects: tuple[str, ...]
    holder: str | None
    names: tuple[str, ...]
    unless_witnessed: bool

    @property
    def key(self) -> Key:
        return self.holder, self.difference.place, self.difference.aspect


@record(frozen=True, slots=True)
class _Value:
    """What a page or an observation says of a value. `declared`: its type is the page's own;
    `only_opens`: it is from older documentation."""

    seen: VendorOperation
    fact: Field
    declared: bool
    only_opens: bool

    @property
    def is_observed(self) -> bool:
        return self.seen.evidence.sure is not None


@record(frozen=True, slots=True)
class _Status:
    """A status that a page states, or that was observed."""

    seen: VendorOperation
    status: str
    only_opens: bool

    @property
    def is_observed(self) -> bool:
        return self.seen.evidence.sure is not None

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")

    @property
    def winner(self) -> Winner:
        """A status is behaviour, of which an observation of high confidence knows more."""
        behaves = self.seen.evidence.sure == "high" and not self.only_opens
        return "observed" if behaves else "page"


class Precedence:
    """What pages and observations say of the operations of the document, by their pointers."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, Where], list[_Value]] = defaultdict(list)
        self._statuses: dict[str, list[_Status]] = defaultdict(list)
        self._observed = _Observed()

    def note_value(
        self,
        seen: VendorOperation,
        pointer: str,
        where: Where,
        fact: Field,
        objects: tuple[str, ...],
        *,
        declared: bool,
        only_opens: bool,
    ) -> None:
        """A value that the facts have, and the document at `objects` as well."""
        self._values[pointer, where].append(_Value(seen, fact, declared, only_opens))
        if seen.evidence.sure is not None:
            self._observed.add(fact, objects)

    def note_status(
        self, seen: VendorOperation, pointer: str, status: str, only_opens: bool
    ) -> None:
        self._statuses[pointer].append(_Status(seen, status, only_opens))

    def note_media_type(self, seen: VendorOperation, pointer: str) -> None:
        """A media type that the document has as well."""
        if seen.evidence.sure is not None:
            self._observed.pointers["media type"].add(pointer)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """What a page and an observation say differently of one place, each once, as met."""
        found = [each for known in self._statuses.values() for each in _different_statuses(known)]
        for (_, where), values in self._values.items():
            found += _different_values(where, values)
        return tuple(dict.fromkeys(found))

    def stands(self, candidate: Candidate, on_pages: Container[Key]) -> bool:
        """Whether a difference stays one when pages and observations are taken together.
        `on_pages` are the keys of the differences to pages."""
        difference, holder = candidate.difference, candidate.holder or ""
        if difference.aspect == "status":
            return _status_stands(difference, self._statuses.get(holder, ()))
        if difference.source is None:
            return not self._observed.covers(candidate)
        if candidate.key in on_pages:
            return False  # the page says so too, or says what wins
        values = self._values.get((holder, difference.place), ())
        lost = {
            each.aspect
            for each in _different_values(difference.place, values)
            if each.wins == "page"
        }
        return difference.aspect not in lost


class _Observed:
    """What observations show besides the pages, by the pointers of the document: there the document
    may be more than a page.
    """

    def __init__(self) -> None:
        self.pointers: dict[str, set[str]] = defaultdict(set)
        self._values: dict[str, list[Any]] = defaultdict(list)
        self._types: dict[str, set[str]] = defaultdict(set)

    def add(self, fact: Field, objects: tuple[str, ...]) -> None:
        shown = {"presence": True, "body": True, "nullable": fact.nullable}
        shown["required"] = fact.optional
        for aspect in (name for name, is_shown in shown.items() if is_shown):
            self.pointers[aspect].update(objects)
        for pointer in objects:
            self._values[pointer] += [*fact.seen, *fact.enum]
            self._types[pointer] |= {*fact.types}

    def covers(self, candidate: Candidate) -> bool:
        """Whether an observation shows what the document has beyond a page."""
        difference, objects = candidate.difference, candidate.objects
        match difference.aspect:
            case "enum":
                known = [value for each in objects for value in self._values.get(each, ())]
                return _is_wider(difference, known)
            case "type":
                known = [name for each in objects for name in self._types.get(each, ())]
                return _is_wider(difference, known)
            case "required":
                is_wider = difference.kind == "missing"
            case _:
                is_wider = difference.kind == "extra"
        return is_wider and not self.pointers[difference.aspect].isdisjoint(objects)


def _is_wider(difference: Difference, observed: Sequence[Any]) -> bool:
    """Whether the document has all that the page has, and besides only what was observed."""
    ours, theirs = _listed(difference.document), _listed(difference.reference)
    if any(each not in ours for each in theirs):
        return False
    beyond = [each for each in ours if each not in theirs]
    return bool(beyond) and all(each in observed for each in beyond)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- statuses -------------------------------------------------------------------------------------


def _different_statuses(known: Iterable[_Status]) -> Iterator[Disagreement]:
    successes = [each for each in known if each.is_success]
    stated = [each.status for each in successes if not each.is_observed]
    for each in successes:
        if stated and each.is_observed and each.status not in stated:
            yield _disagreement(
                each.seen, Where("response"), "status", stated[0], each.status, each.winner
            )


def _status_stands(difference: Difference, known: Sequence[_Status]) -> bool:
    if difference.source is not None:
        lost = {each.observed for each in _different_statuses(known) if each.wins == "page"}
        return difference.reference not in lost
    winning = {each.status for each in known if each.winner == "observed"}
    match difference.kind, difference.document:
        case "missing", None if difference.reference.startswith("2"):
            # The page names a success; was the service seen to answer another?
            return not any(status.startswith("2") for status in winning)
        case "missing", None:
            return True
        case "extra", status:
            return status not in {each.status for each in known if each.is_observed}
        case _, status:
            return status not in winning


# --- values ---------------------------------------------------------------------------------------


def _different_values(where: Where, values: Iterable[_Value]) -> Iterator[Disagreement]:
    pages = [each for each in values if each.declared and not each.is_observed]
    for observed in (each for each in values if each.is_observed):
        # A page that shows the field in one variant says nothing of it in another.
        variants = (None, observed.fact.when)
        facts = [each.fact for each in pages if each.fact.when in variants]
        for aspect, page, value in _conflicts(facts, observed) if facts else ():
            yield _disagreement(
                observed.seen, where, aspect, page, value, _winner_of(aspect, value)
            )


def _winner_of(aspect: str, observed: Any) -> Winner:
    """An observation wins where it opens: null, one value more, a field that may be left out."""
    match aspect, observed:
        case (("nullable" | "seen"), _):
            return "observed"
        case "required", False:
            return "observed"
        case _:
            return "page"


def _conflicts(pages: Sequence[Field], observed: _Value) -> Iterator[tuple[str, Any, Any]]:
    """The aspects in which no page agrees with an observation, with what both say."""
    fact, first = observed.fact, pages[0]
    types, formats = set(map(_types, pages)), {each.format for each in pages}
    nullable, required = {each.nullable for each in pages}, {each.required for each in pages}
    is_other_type = fact.type is not None and _types(fact) not in types
    is_other_format = fact.format is not None and formats.isdisjoint({None, fact.format})
    becomes_required = fact.required and not observed.only_opens
    beyond = tuple(value for value in fact.seen if _is_excluded(value, pages))
    aspects = (
        ("type", is_other_type, first.type, fact.type),
        ("format", is_other_format, first.format, fact.format),
        ("nullable", fact.nullable and nullable == {False}, False, True),
        ("required", becomes_required and required == {False}, False, True),
        ("required", fact.optional and required == {True}, True, False),
        ("seen", bool(beyond), first.enum, beyond),
    )
    return ((aspect, page, value) for aspect, differs, page, value in aspects if differs)


def _types(fact: Field) -> frozenset[str]:
    return frozenset(fact.types) - {"null"}


def _is_excluded(value: Any, pages: Iterable[Field]) -> bool:
    """Whether every page lists values, and this one is not among them."""
    return all(each.enum and value not in each.enum for each in pages)


def _disagreement(
    seen: VendorOperation, where: Where, aspect: str, page: Any, observed: Any, wins: Winner
) -> Disagreement:
    return Disagreement(
        method=seen.method,
        path=seen.path,
        where=str(where),
        aspect=aspect,
        page=page,
        observed=observed,
        source=seen.evidence.source,
        sure=seen.evidence.sure or "",
        wins=wins,
    )
