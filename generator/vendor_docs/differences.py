"""The differences between facts and a document, as they are found: each with its places on both
sides, and the reason if it is waived.

What a page and an observation say of the same place is kept as well. Where they differ, the
difference to the one that does not win (see `observations`) is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.vendor_docs.aspects import Aspect, Kind, names
from generator.vendor_docs.facts import Body, Field, Response, Untranscribed, VendorOperation
from generator.vendor_docs.waivers import StaleWaiver, Waivers

Seen = VendorOperation | Field | Body | Response | Untranscribed
"""What stands in the facts, with its line on the page."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement.

    `where` is its place in the operation (`request.recipient.type`), `reference` and `document` are
    what the two say, `None` for nothing. `ours` is its place in the document, `theirs` in the
    facts, `pages` and `line` in the reference; of an observation there are `source` and `sure`
    instead."""

    kind: Kind
    method: str
    path: str
    where: str
    aspect: str
    reference: Any = None
    document: Any = None
    ours: Location | None = None
    theirs: Location | None = None
    pages: tuple[str, ...] = ()
    line: int | None = None
    waived: str | None = None
    source: str | None = None
    sure: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page and an observation of one place, which say different things, and which of them the
    document has to follow.
    """

    method: str
    path: str
    where: str
    aspect: str
    page: Any
    observed: Any
    source: str
    sure: str
    wins: Literal["page", "observed"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, waived ones included, and the waivers that waive nothing. `operations` and
    `sections` count the facts of pages. `disagreements` are those of pages and observations,
    whatever the document says."""

    differences: tuple[Difference, ...] = ()
    stale: tuple[StaleWaiver, ...] = ()
    operations: int = 0
    sections: int = 0
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def unwaived(self) -> tuple[Difference, ...]:
        return tuple(difference for difference in self.differences if difference.waived is None)

    @property
    def agrees(self) -> bool:
        """Whether nothing is left to do: every difference is
        waived, and every waiver waives one.
        """
        return not self.unwaived and not self.stale


@dataclass(frozen=True, slots=True)
class _Entry:
    difference: Difference
    objects: tuple[str, ...]
    holder: str | None
    names: tuple[str, ...]
    unless_witnessed: bool

    @property
    def place(self) -> tuple[str | None, str, str]:
        return self.holder, self.difference.where, self.difference.aspect


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a page or an observation says of a value."""

    call: VendorOperation
    fact: Field
    declared: bool
    only_opens: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """A status that a page states, or that was observed."""

    call: VendorOperation
    status: str
    only_opens: bool

    @property
    def wins(self) -> bool:
        """Whether an observation of behaviour is worth more than a page."""
        return self.call.evidence.sure == "high" and not self.only_opens


class Ledger:
    """Collects differences. What one page does not show, of an object that others show as well,
    waits until all were read.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: list[_Entry] = []
        self._witnessed: set[str] = set()
        self._said: dict[tuple[str, str], list[_Saying]] = defaultdict(list)
        self._answers: dict[str, list[_Answer]] = defaultdict(list)
        self._opened = _Opened()

    def witness(self, objects: tuple[str, ...]) -> None:
        """Facts show these properties."""
        self._witnessed.update(objects)

    def says(
        self,
        call: VendorOperation,
        pointer: str,
        where: str,
        fact: Field,
        objects: tuple[str, ...],
        *,
        declared: bool,
        only_opens: bool = False,
    ) -> None:
        """Notes a value that the facts have and the document at `objects` has as well; `pointer` is
        the operation's.
        """
        self._said[pointer, where].append(_Saying(call, fact, declared, only_opens))
        if call.evidence.sure is not None:
            self._opened.add(fact, objects)

    def answers(
        self, call: VendorOperation, pointer: str, status: str, *, only_opens: bool = False
    ) -> None:
        self._answers[pointer].append(_Answer(call, status, only_opens))

    def media_type(self, call: VendorOperation, pointer: str) -> None:
        """Notes a media type that the document has as well."""
        if call.evidence.sure is not None:
            self._opened.pointers["media type"].add(pointer)

    def add(
        self,
        call: VendorOperation,
        where: str,
        aspect: Aspect,
        seen: Seen,
        *,
        objects: tuple[str, ...] = (),
        holder: str | None = None,
        near: str | None = None,
        name: str | None = None,
        unless_witnessed: bool = False,
        source: str | None = None,
    ) -> None:
        """A difference at `where` of `call`, which is `seen` in the facts.

        `objects` are the pointers of what differs, where the document has it, else it is `near`.
        `holder` is the operation or tag whose waivers may name the difference by `where`, or by
        `name`. `source` is the observation's, where `call` is none."""
        place = objects[0] if objects else near or holder
        difference = Difference(
            kind=aspect.kind,
            method=call.method,
            path=call.path,
            where=where,
            aspect=aspect.name,
            reference=aspect.reference,
            document=aspect.document,
            ours=None if place is None else self._document.locate(place, key=True),
            theirs=seen.location,
            pages=call.evidence.pages,
            line=seen.line,
            source=call.evidence.source or source,
            sure=call.evidence.sure,
        )
        names = (where,) if name is None else (where, name)
        self._entries.append(_Entry(difference, objects, holder, names, unless_witnessed))

    def close(self, waivers: Waivers) -> tuple[Difference, ...]:
        """The differences, those of one operation together, in the order in which they were met."""
        kept = [
            each
            for each in self._entries
            if not (each.unless_witnessed and self._witnessed.intersection(each.objects))
        ]
        kept = [each for each in kept if self._is_left(each)]
        order = {
            key: i
            for i, key in enumerate(
                dict.fromkeys((each.difference.path, each.difference.method) for each in kept)
            )
        }
        kept.sort(key=lambda each: order[each.difference.path, each.difference.method])
        return tuple(
            replace(
                each.difference,
                waived=waivers.reason(
                    each.objects, each.difference.aspect, each.holder, each.names
                ),
            )
            for each in kept
        )

    # --- pages and observations -------------------------------------------------------------------

    def disagreements(self) -> tuple[Disagreement, ...]:
        """What a page and an observation say differently of one place, in the order in which they
        were met.
        """
        found = [each for pointer in self._answers for each in self._different_answers(pointer)]
        found += [
            each
            for key, sayings in self._said.items()
            for each in _different_values(key[1], sayings)
        ]
        return tuple(dict.fromkeys(found))

    def _different_answers(self, pointer: str) -> Iterator[Disagreement]:
        successes = [each for each in self._answers[pointer] if each.status[:1] == "2"]
        stated = [each.status for each in successes if each.call.evidence.sure is None]
        for each in successes:
            evidence = each.call.evidence
            if stated and evidence.sure is not None and each.status not in stated:
                wins: Literal["page", "observed"] = "observed" if each.wins else "page"
                yield _disagreement(each.call, "response", "status", stated[0], each.status, wins)

    def _is_left(self, entry: _Entry) -> bool:
        """Whether a difference stays one when pages and observations are taken together."""
        if entry.difference.aspect == "status":
            return self._is_status_left(entry)
        if entry.difference.source is None:
            return not self._opened.covers(entry)
        if any(
            each.place == entry.place and each.difference.source is None for each in self._entries
        ):
            return False  # the page says so too, or says what wins
        said = _different_values(
            entry.difference.where, self._said[entry.holder or "", entry.difference.where]
        )
        return not any(
            each.aspect == entry.difference.aspect and each.wins == "page" for each in said
        )

    def _is_status_left(self, entry: _Entry) -> bool:
        difference, answers = entry.difference, self._answers[entry.holder or ""]
        if difference.source is not None:
            disagreed = self._different_answers(entry.holder or "")
            return not any(
                each.observed == difference.reference and each.wins == "page" for each in disagreed
            )
        observed = [each for each in answers if each.call.evidence.sure is not None]
        if difference.document is not None:
            won = [each.status for each in observed if difference.kind == "extra" or each.wins]
            return difference.document not in won
        return difference.reference[:1] != "2" or not any(
            each.wins and each.status[:1] == "2" for each in observed
        )


class _Opened:
    """What observations show besides the pages, by the pointers of the document: there the document
    may be more than a page.
    """

    def __init__(self) -> None:
        self.pointers: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, list[Any]] = defaultdict(list)
        self.types: dict[str, set[str]] = defaultdict(set)

    def add(self, fact: Field, objects: tuple[str, ...]) -> None:
        for aspect in (
            "presence",
            "body",
            *(["nullable"] if fact.nullable else []),
            *(["required"] if fact.optional else []),
        ):
            self.pointers[aspect].update(objects)
        for pointer in objects:
            self.values[pointer] += [*fact.seen, *fact.enum]
            self.types[pointer] |= names(fact.type)

    def covers(self, entry: _Entry) -> bool:
        """Whether an observation shows what the document has beyond a page."""
        difference, objects = entry.difference, entry.objects
        if difference.aspect == "enum":
            return _is_wider(
                difference, [value for each in objects for value in self.values.get(each, ())]
            )
        if difference.aspect == "type":
            return _is_wider(
                difference, [name for each in objects for name in self.types.get(each, ())]
            )
        kind = "missing" if difference.aspect == "required" else "extra"
        return difference.kind == kind and bool(
            self.pointers[difference.aspect].intersection(objects)
        )


def _is_wider(difference: Difference, observed: list[Any]) -> bool:
    """Whether the document has all that the page has, and besides only what was observed."""
    ours, theirs = (
        each if isinstance(each, list) else [each]
        for each in (difference.document, difference.reference)
    )
    beyond = [each for each in ours if each not in theirs]
    return (
        bool(beyond)
        and all(each in ours for each in theirs)
        and all(each in observed for each in beyond)
    )


def _different_values(where: str, sayings: list[_Saying]) -> Iterator[Disagreement]:
    pages = [each for each in sayings if each.call.evidence.sure is None and each.declared]
    for observed in (each for each in sayings if each.call.evidence.sure is not None):
        facts = [each.fact for each in pages if each.fact.when in (None, observed.fact.when)]
        for aspect, page, value in _conflicts(facts, observed):
            opens = aspect in ("nullable", "seen") or (aspect == "required" and value is False)
            yield _disagreement(
                observed.call, where, aspect, page, value, "observed" if opens else "page"
            )


def _conflicts(pages: list[Field], observed: _Saying) -> Iterator[tuple[str, Any, Any]]:
    """The aspects in which no page agrees with an observation, with what both say."""
    fact = observed.fact
    if not pages:
        return
    if fact.type is not None and all(
        names(each.type) - {"null"} != names(fact.type) - {"null"} for each in pages
    ):
        yield "type", pages[0].type, fact.type
    if fact.format is not None and all(each.format not in (None, fact.format) for each in pages):
        yield "format", pages[0].format, fact.format
    if fact.nullable and not any(each.nullable for each in pages):
        yield "nullable", False, True
    if fact.required and not observed.only_opens and not any(each.required for each in pages):
        yield "required", False, True
    if fact.optional and all(each.required for each in pages):
        yield "required", True, False
    beyond = [
        value for value in fact.seen if all(each.enum and value not in each.enum for each in pages)
    ]
    if beyond:
        yield "seen", pages[0].enum, tuple(beyond)


def _disagreement(
    call: VendorOperation,
    where: str,
    aspect: str,
    page: Any,
    observed: Any,
    wins: Literal["page", "observed"],
) -> Disagreement:
    return Disagreement(
        call.method,
        call.path,
        where,
        aspect,
        page,
        observed,
        call.evidence.source,
        call.evidence.sure or "",
        wins,
    )
