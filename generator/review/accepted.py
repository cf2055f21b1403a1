"""Accepted breaks: a file that says which breaks are meant, why, and who says so.

An accepted break stays in the report and no longer fails it; the version that it asks for is the
same. An entry is about a rule at a place, and accepts one verdict: that on the wire where the rule
is one of the wire, that on Python code where it is one of Python's. Accepting the one does not
accept the other; an entry that is about both says so (`verdicts: [wire, python]`). A rule of the
wire whose change has no rule of Python's beside it is about what it does to Python code too. One
that quotes the sentence of the change as well (`what: "…"`, as the lines of a report do) accepts
that change and no other at its place; one without it accepts whatever its rule finds there.

An entry is for the change that it comes with. It covers nothing that comes later: one that stands
in the base's file with the same words accepts nothing, and a later break at its place fails until
an entry with another reason stands there. One that the base has as well did its work: that is told,
and fails nothing. One that is new and accepts nothing says more than is true, and fails the review
that brings it. Where it cannot be known which of them it is, because the base is a file without
such a file of its own, every entry is taken as new and none fails."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain, product
from typing import Final

from generator.document.reading import quoted
from generator.records import record
from generator.review.accepted_file import Accepted, facing
from generator.review.grouping import first_of_several
from generator.review.model import SIDES, Acceptance, Change, Facing

_NEAR: Final = 0.8
"""How like the place of a change that of an entry is, to be taken for it."""
_WORDS: Final[dict[Facing, str]] = {"wire": "on the wire", "python": "in Python"}
_PLAIN: Final = re.compile(r"[a-z]+(-[a-z]+)+")


@record(frozen=True, slots=True)
class Idle:
    """An entry that accepts nothing, or nothing of one of its verdicts, and a sentence that says
    why.

    One that was `outlived` was for an earlier change, and there is another at its place now."""

    entry: Accepted
    says: str
    outlived: bool = False


def apply(
    changes: Sequence[Change], entries: Sequence[Accepted], known: Sequence[Accepted] | None = None
) -> tuple[list[Change], tuple[Idle, ...]]:
    """The changes with what is accepted of each, and the entries that accept nothing.

    An entry names the wire's rule and place, or Python's. A verdict that is safe needs no
    acceptance, and an entry about one has expired. `known` are the entries of the base, `None`
    where they cannot be told: those accept nothing that is new."""
    merged = {_words(entry) for entry in known or ()}
    by_place = _by_place(entry for entry in entries if _words(entry) not in merged)
    named = {entry.place for entry in entries}
    used: dict[int, set[Facing]] = {id(entry): set() for entry in entries}
    found = []
    for change in changes:
        taken: list[Acceptance] = []
        for entry, sides in _meant(change, by_place):
            used[id(entry)].update(sides)
            taken.append(Acceptance(sides, entry.reason, entry.author))
        found.append(_accepted(change, taken))
    idle: list[Idle] = []
    for entry in entries:
        outlived = _outlived(entry, found) if _words(entry) in merged else []
        idle += outlived or _idle(entry, changes, used[id(entry)], named)
    return found, tuple(idle)


def _by_place(entries: Iterable[Accepted]) -> dict[tuple[str, str], list[Accepted]]:
    found: dict[tuple[str, str], list[Accepted]] = {}
    for entry in entries:
        found.setdefault(entry.place, []).append(entry)
    return found


def _meant(
    change: Change, by_place: Mapping[tuple[str, str], Sequence[Accepted]]
) -> Iterator[tuple[Accepted, tuple[Facing, ...]]]:
    """The entries that accept something of a change, and which of its verdicts: those that it is
    about, without what is safe.

    `by_place` has the entries by rule and place: `{("body-removed", "POST /pets"): [entry]}`."""
    for view in change.views:
        for entry in by_place.get((view.rule, view.where), ()):
            sides = tuple(side for side in _about(entry, change) if change.verdict(side) != "safe")
            if sides and _quotes(entry, view.what):
                yield entry, sides


def _about(entry: Accepted, change: Change) -> tuple[Facing, ...]:
    """The verdicts of a change that an entry is about: those that it lists, else its rule's own."""
    return entry.verdicts or _own(change, entry.rule)


def _quotes(entry: Accepted, what: str) -> bool:
    """Whether a sentence is the one that an entry quotes, if it quotes one."""
    return entry.what is None or _plain(entry.what) == _plain(what)


def _words(entry: Accepted) -> Accepted:
    """The entry wherever it stands: equal for the same one in two files."""
    return replace(entry, location=None)


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())


def _outlived(entry: Accepted, changes: Sequence[Change]) -> list[Idle]:
    """What is said of an entry of the base where something that nobody accepted changes at its
    place.
    """
    for change in changes:
        remaining = {change.remains(side) for side in _about(entry, change)}
        if entry.place in _places(change) and remaining != {"safe"}:
            says = (
                f"{_at(entry)}{_subject(entry)} was for an earlier change, which the base has "
                "already; the change there now needs a new entry in its place, with another reason"
            )
            return [Idle(entry, says, outlived=True)]
    return []


def _subject(entry: Accepted) -> str:
    return f"{quoted(entry.rule)} at {quoted(entry.where)}"


def _places(change: Change) -> list[tuple[str, str]]:
    """What an entry may name a change by."""
    return [(view.rule, view.where) for view in change.views]


def _own(change: Change, rule: str) -> tuple[Facing, ...]:
    """The verdicts that a rule gives a change where the entry does not say: Python's too where it
    has no rule of its own.
    """
    alone = change.code is None and change.python != "safe" and facing(rule) == "wire"
    return SIDES if alone else (facing(rule),)


def _accepted(change: Change, taken: Sequence[Acceptance]) -> Change:
    """The change with its acceptances, and with their text where nothing of it remains: `nobody
    calls it (Ada)` of a reason and an author.
    """
    if not taken:
        return change
    with_parts = replace(change, acceptances=tuple(taken))
    if with_parts.open != "safe":
        return with_parts
    return replace(
        with_parts,
        accepted="; ".join(dict.fromkeys(f"{each.reason} ({each.author})" for each in taken)),
    )


def _idle(
    entry: Accepted,
    changes: Sequence[Change],
    used: Collection[Facing],
    named: Collection[tuple[str, str]],
) -> Iterator[Idle]:
    """That an entry accepts nothing, or that one of the `verdicts` which it lists is safe; `used`
    are the verdicts that it accepts somewhere, `named` the rules and places of all entries.
    """
    unused = [side for side in entry.about if side not in used]
    if not used:
        yield Idle(entry, _stale(entry, changes, named))
    elif entry.verdicts and unused:
        subject = f"{_at(entry)}the verdict {quoted(unused[0])} of {_subject(entry)}"
        yield Idle(entry, f"{subject} is safe and needs no acceptance; take it out of `verdicts`")


def _at(entry: Accepted) -> str:
    return f"{entry.location.file}:{entry.location.line}: " if entry.location else ""


def _stale(
    entry: Accepted, changes: Sequence[Change], named_places: Collection[tuple[str, str]]
) -> str:
    """Why an entry accepts nothing, and what to do about it: it copies the place of a group
    (`GET /a and 2 more`), its change is there and needs no acceptance, another change is there, its
    place is misspelt or gone.
    """
    subject = f"{_at(entry)}{_subject(entry)}"
    if first := first_of_several(entry.where):
        return (
            f"{subject} is about several places; list them, {quoted(first)} and the others, "
            "as `where`"
        )
    there = [change for change in changes if entry.where in {each.where for each in change.views}]
    named = [change for change in there if entry.place in _places(change)]
    if named:
        return f"{subject} {_needless(entry, named)}"
    nothing = f"{subject} accepts nothing:"
    if there:
        rules = " and ".join(dict.fromkeys(quoted(change.rule) for change in there))
        return f"{nothing} the change there is {rules}; correct or remove the entry"
    if moved := _nearest_place(entry, changes, named_places):
        return (
            f"{nothing} its `where` is no place of such a change, the nearest is {quoted(moved)}; "
            "correct its `where`, or remove the entry if that is another change"
        )
    return f"{nothing} the change is gone; remove the entry"


def _needless(entry: Accepted, named: Sequence[Change]) -> str:
    """Why an entry accepts nothing of the changes that it names."""
    sentences = list(dict.fromkeys(_said_at(change, entry.place) for change in named))
    if entry.what is not None and _plain(entry.what) not in map(_plain, sentences):
        return f"accepts nothing: {_misquoted(entry.what, sentences)}"
    verdicts = " and ".join(_WORDS[side] for side in entry.about)
    meant = _other(named, entry) or "remove the entry"
    return f"is safe {verdicts} and needs no acceptance; {meant}"


def _misquoted(what: str, sentences: Sequence[str]) -> str:
    """That another sentence is said of the place than an entry quotes, and what to do: to quote the
    one that it was meant for, else to look whether it is needed.
    """
    near = get_close_matches(_plain(what), [_plain(each) for each in sentences], 1)
    if near:
        return f"its `what` differs from {_quote(near[0])}; quote that as `what`"
    listed = " and ".join(map(_quote, sentences))
    return f"what changes there is {listed}; correct its `what` or remove the entry"


def _quote(sentence: str) -> str:
    return json.dumps(sentence, ensure_ascii=False)


def _nearest_place(
    entry: Accepted, changes: Sequence[Change], named: Collection[tuple[str, str]]
) -> str | None:
    """The place of a change by the rule of an entry that is called much like that of the entry, and
    of which its sentence is said, where it quotes one; none that an entry names: `GET /pets
    response 200` of `GET /pet response 200`.
    """
    places = [
        view.where
        for view in chain.from_iterable(change.views for change in changes)
        if view.rule == entry.rule
        and (view.rule, view.where) not in named
        and _quotes(entry, view.what)
    ]
    return next(iter(get_close_matches(entry.where, places, 1, _NEAR)), None)


def _said_at(change: Change, place: tuple[str, str]) -> str:
    return change.views[_places(change).index(place)].what


def _other(named: Sequence[Change], entry: Accepted) -> str:
    """What the entry may have been meant for: the other verdict of its change, which breaks."""
    others = [side for side in SIDES if side not in entry.about]
    for change, side in product(named, others):
        if change.verdict(side) == "breaking":
            view = change.views[-1 if side == "python" else 0]
            place = f"{quoted(view.rule)} at {quoted(view.where)}"
            return f"what breaks {_WORDS[side]} is accepted by {place}"
    return ""


def told(
    idle: Sequence[Idle], known: Sequence[Accepted] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of entries that accept nothing a sentence each: of those that are new, and of those that did
    their work.

    `known` are the entries of the base, `None` where they cannot be told.
    """
    new = stale(idle, known)
    return tuple(each.says for each in new), tuple(
        _spent(each, known) for each in idle if each not in new
    )


def stale(idle: Sequence[Idle], known: Sequence[Accepted] | None) -> list[Idle]:
    """Of entries that accept nothing those that are new, `known` as of `told`."""
    merged = {(*entry.place, entry.what) for entry in known or ()}
    return [
        each
        for each in idle
        if known is not None and (*each.entry.place, each.entry.what) not in merged
    ]


def _spent(idle: Idle, known: Sequence[Accepted] | None) -> str:
    if known is None or idle.outlived:
        return idle.says
    return (
        f"{_at(idle.entry)}{_subject(idle.entry)} is spent: the base has it already; remove the "
        "entry"
    )


# --- the entry that would accept a change ---------------------------------------------------------


def entry_for(change: Change) -> str:
    """The lines of YAML that would accept what breaks of a change and was not accepted; `""` where
    nothing does. They accept that change alone: places of which other sentences are said are
    entries of their own.

    Reason and author are left to whoever accepts it: as they are here, `parse` refuses them.
    """
    broken = tuple(side for side in SIDES if change.remains(side) == "breaking")
    if not broken:
        return ""
    at, code = change.everywhere, change.code
    if code is not None and broken == ("python",):
        places = _by_sentence((each.code, each.code_where) for each in at)
        return _entries(code.rule, places, ())
    verdicts = () if broken == _own(change, change.rule) else broken
    return _entries(change.rule, _by_sentence((each.what, each.where) for each in at), verdicts)


def _entries(rule: str, places: Mapping[str, Iterable[str]], verdicts: Sequence[Facing]) -> str:
    """An entry for each sentence; `verdicts` are named where they are not what the rule gives."""
    entries = [_lines(rule, list(where), what, verdicts) for what, where in places.items()]
    return "".join(entries)


def _by_sentence(said: Iterable[tuple[str, str]]) -> dict[str, dict[str, None]]:
    """The places of which a sentence is said, each once: `{"body removed": {"POST /pets": None}}`
    of sentences with their places.
    """
    places: dict[str, dict[str, None]] = {}
    for what, where in said:
        places.setdefault(what, {})[where] = None
    return places


def _lines(rule: str, places: Sequence[str], what: str, verdicts: Sequence[Facing]) -> str:
    """One entry of the file; `verdicts` are named where there are any."""
    lines = [f"- rule: {_scalar(rule)}"]
    lines += (
        [f"  where: {_scalar(places[0])}"]
        if len(places) == 1
        else ["  where:", *(f"  - {_scalar(each)}" for each in places)]
    )
    lines.append(f"  what: {_scalar(what)}")
    if verdicts:
        lines.append(f"  verdicts: [{', '.join(verdicts)}]")
    return "\n".join((*lines, '  reason: "…"', '  author: "…"', ""))


def _scalar(text: str) -> str:
    """A text as YAML, as a person would write it where that is certain, else quoted (YAML 1.2.2,
    section 7.3.1).
    """
    if _PLAIN.fullmatch(text):
        return text
    quoted_text = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else _escaped(each) for each in quoted_text)


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"
