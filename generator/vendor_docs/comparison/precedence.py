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


@record(frozen=True, slots=True)
class _Status:
    """A status that a page states, or that was observed."""

    seen: VendorOperation
    status: str
    only_opens: bool

    @property
    def is_success(self) -> bool:
        return _is_success(self.status)

    @property
    def wins(self) -> bool:
        """A status is behaviour, of which an observation of high confidence knows more."""
        return self.seen.evidence.sure == "high" and not self.only_opens


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
        if seen.is_observed:
            self._observed.add(fact, objects)

    def note_status(
        self, seen: VendorOperation, pointer: str, status: str, only_opens: bool
    ) -> None:
        self._statuses[pointer].append(_Status(seen, status, only_opens))

    def note_media_type(self, seen: VendorOperation, pointer: str) -> None:
        """A media type that the document has as well."""
        if seen.is_observed:
            self._observed.pointers["media type"].add(pointer)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """What a page and an observation say differently of one place, each once, as met."""
        found = [each for known in self._statuses.values() for each in _different_statuses(known)]
        for (_, where), values in self._values.items():
            found += _different_values(where, values)
        return tuple(dict.fromkeys(found))

    def stands(self, candidate: Candidate, on_pages: Container[Key]) -> bool:
        """Whether a difference stays one when pages and observations are taken together. It is none
        where the document follows the other side: an observation that shows more than the page, a
        page that wins. `on_pages` are the keys of the differences to pages."""
        difference, holder = candidate.difference, candidate.holder or ""
        if difference.aspect == "status":
            return _status_stands(difference, self._statuses.get(holder, ()))
        if difference.source is None:
            return not self._observed.covers(candidate)
        if candidate.key in on_pages:
            return False  # the page says so too, or says what wins
        values = self._values.get((holder, difference.place), ())
        disagreements = _different_values(difference.place, values)
        return difference.aspect not in {each.aspect for each in disagreements if each.is_lost}


class _Observed:
    """What observations show besides the pages, by the pointers of the document: there the document
    may be more than a page.
    """

    def __init__(self) -> None:
        self.pointers: dict[str, set[str]] = defaultdict(set)
        self._listed: dict[tuple[str, str], list[Any]] = defaultdict(list)

    def add(self, fact: Field, objects: tuple[str, ...]) -> None:
        shown = {"presence": True, "body": True, "nullable": fact.nullable}
        shown["required"] = fact.optional
        for aspect in (name for name, is_shown in shown.items() if is_shown):
            self.pointers[aspect].update(objects)
        for pointer in objects:
            self._listed["enum", pointer] += [*fact.seen, *fact.enum]
            self._listed["type", pointer] += fact.types

    def covers(self, candidate: Candidate) -> bool:
        """Whether an observation shows what the document has beyond a page."""
        difference, objects = candidate.difference, candidate.objects
        aspect = difference.aspect
        if aspect in ("enum", "type"):
            known = [value for each in objects for value in self._listed.get((aspect, each), ())]
            return _is_wider(difference, known)
        # The document is wider than a page where it does not demand a field that the page demands.
        wider = "missing" if aspect == "required" else "extra"
        return difference.kind == wider and not self.pointers[aspect].isdisjoint(objects)


def _is_wider(difference: Difference, observed: Sequence[Any]) -> bool:
    """Whether the document has all that the page has, and besides only what was observed."""
    ours, theirs = _listed(difference.document), _listed(difference.reference)
    beyond = [each for each in ours if each not in theirs]
    lacking = [each for each in theirs if each not in ours]
    return bool(beyond) and not lacking and all(each in observed for each in beyond)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- statuses -------------------------------------------------------------------------------------


def _different_statuses(known: Iterable[_Status]) -> Iterator[Disagreement]:
    """A success that was observed, `204`, where the page states another, `200`. Of errors neither
    says that there are no others."""
    successes = [each for each in known if each.is_success]
    stated = [each.status for each in successes if not each.seen.is_observed]
    only_observed = [each for each in successes if stated and each.status not in stated]
    for each in only_observed:
        winner: Winner = "observed" if each.wins else "page"
        yield _disagreement(each.seen, Where("response"), "status", stated[0], each.status, winner)


def _status_stands(difference: Difference, known: Sequence[_Status]) -> bool:
    """The same as `Precedence.stands`, of a status."""
    if difference.source is None:
        return _status_of_page_stands(difference, [each for each in known if each.seen.is_observed])
    lost = {each.observed for each in _different_statuses(known) if each.is_lost}
    return difference.reference not in lost


def _status_of_page_stands(difference: Difference, observed: Sequence[_Status]) -> bool:
    """A page's status is not missed where the document has the one that was observed instead."""
    winning = [each.status for each in observed if each.wins]
    match difference.kind:
        case "missing" if _is_success(difference.reference):
            return not any(map(_is_success, winning))  # the service was seen to answer another
        case "missing":
            return True  # an error that the page states, whatever else was observed
        case "extra":
            return difference.document not in {each.status for each in observed}
        case "different":
            return difference.document not in winning


def _is_success(status: str) -> bool:
    return status.startswith("2")


# --- values ---------------------------------------------------------------------------------------


def _different_values(where: Where, values: Iterable[_Value]) -> Iterator[Disagreement]:
    pages = [each for each in values if each.declared and not each.seen.is_observed]
    for observed in (each for each in values if each.seen.is_observed):
        # A page that shows the field in one variant says nothing of it in another.
        variants = (None, observed.fact.when)
        if facts := [each.fact for each in pages if each.fact.when in variants]:
            for conflict in _conflicts(facts, observed):
                yield _disagreement(observed.seen, where, *conflict)


_Conflict = tuple[str, Any, Any, Winner]
"""An aspect in which no page agrees with an observation, what the first page says, what was
observed, and which wins: `("type", "string", "integer", "page")`."""


def _conflicts(pages: Sequence[Field], observed: _Value) -> Iterator[_Conflict]:
    """The page wins on the shape, the observation where it shows that more is possible: null, a
    field left out, a value more than those that every page lists."""
    fact = observed.fact
    yield from _shape_conflicts(pages, fact)
    if fact.nullable and not any(each.nullable for each in pages):
        yield "nullable", False, True, "observed"
    yield from _required_conflicts(pages, observed)
    if beyond := tuple(value for value in fact.seen if _is_excluded(value, pages)):
        yield "seen", pages[0].enum, beyond, "observed"


def _shape_conflicts(pages: Sequence[Field], fact: Field) -> Iterator[_Conflict]:
    first, formats = pages[0], {each.format for each in pages}
    if fact.type is not None and _types(fact) not in map(_types, pages):
        yield "type", first.type, fact.type, "page"
    # A page that shows no format leaves it open.
    if fact.format is not None and formats.isdisjoint({None, fact.format}):
        yield "format", first.format, fact.format, "page"


def _required_conflicts(pages: Sequence[Field], observed: _Value) -> Iterator[_Conflict]:
    """Older documentation says nothing of what is required now."""
    required = {each.required for each in pages}
    if observed.fact.required and not observed.only_opens and required == {False}:
        yield "required", False, True, "page"
    if observed.fact.optional and required == {True}:
        yield "required", True, False, "observed"


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
