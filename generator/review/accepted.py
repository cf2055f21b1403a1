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
such a file of its own, every entry is taken as new and none fails. One whose rule does not exist
can never accept anything, and is refused as a slip; in the base it is not, as rules may have been
called otherwise then."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.document import yaml_reader
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.pointer import join
from generator.document.reading import MAX_BYTES, Findings, Positions, Text, quoted
from generator.review import rules
from generator.review.grouping import first_of_several
from generator.review.model import Acceptance, Change, Facing

UNREADABLE = Rule(
    "ACC001",
    "error",
    "The file of accepted breaks cannot be read.",
    "What is accepted is not known, so nothing can be said about breaks.",
    "Save it as UTF-8 text that can be read.",
)
MALFORMED = Rule(
    "ACC002",
    "error",
    "An accepted break is not of the form.",
    (
        "A break is accepted by its rule and its place, with a reason and an author; an entry "
        "without them accepts too much."
    ),
    "Write a list of `{rule: …, where: …, reason: …, author: …}`, as the report names them; "
    "`where` may be a list of places, "
    "`verdicts: [wire, python]` accepts both verdicts of a change, `what` is the sentence of the "
    "one change that is accepted.",
)
TWICE = Rule(
    "ACC003",
    "error",
    "A break is accepted twice.",
    "Which of the reasons holds is not clear.",
    "Remove one of the entries.",
)
RULES: tuple[Rule, ...] = (UNREADABLE, MALFORMED, TWICE)

_KEYS = ("rule", "where", "reason", "author")
_VERDICTS = "verdicts"
_WHAT = "what"
_NEAR = 0.8
"""How like the place of a change that of an entry is, to be taken for it."""
_KNOWN_KEYS = (*_KEYS, _VERDICTS, _WHAT)
_SIDES: tuple[Facing, Facing] = ("wire", "python")
_WORDS: dict[Facing, str] = {"wire": "on the wire", "python": "in Python"}
_UNFILLED = frozenset({"…", "..."})
_KNOWN = frozenset(rule.id for rule in rules.RULES)
_PLAIN = re.compile(r"[a-z]+(-[a-z]+)+")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A break that is meant: `rule` and `where` as the report has them. `verdicts` are those that
    it accepts, none where that is left to the rule; `what` is the sentence of the one change that
    it accepts, if it says so."""

    rule: str
    where: str
    reason: str
    author: str
    location: Location | None = None
    verdicts: tuple[Facing, ...] = ()
    what: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """The rule and the place, by which a change is named."""
        return self.rule, self.where

    @property
    def about(self) -> tuple[Facing, ...]:
        """The verdicts that it is about at least."""
        return self.verdicts or (_of_rule(self.rule),)


def _of_rule(rule: str) -> Facing:
    """The verdict that a rule gives, by the table that it is in; of a former one, the wire's."""
    known = rules.find(rule)
    return "wire" if known is None else known.facing


def load(path: Path, display: str | None = None, *, former: bool = False) -> list[Accepted]:
    """The entries of a file; none where there is no file. `display` is its name in findings.

    A `former` file may name rules that do not exist any more.

    Raises: DocumentError: the file cannot be read, or is not of the form; everything that is wrong,
        with file and line.
    """
    name = path.as_posix() if display is None else display
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DocumentError(
            [UNREADABLE.found(f"cannot be read: {error.strerror or error}", Location(name))]
        ) from error
    return parse(content, name, former=former)


def parse(content: bytes, name: str, *, former: bool = False) -> list[Accepted]:
    """The entries of a file's content. `former` and DocumentError as of `load`."""
    try:
        if len(content) > MAX_BYTES:
            raise DocumentError(
                [
                    UNREADABLE.found(
                        f"the file has more than {MAX_BYTES // 2**20} MiB", Location(name)
                    )
                ]
            )
        text = Text(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise DocumentError([UNREADABLE.found("not UTF-8", Location(name))]) from error
    if all(
        line.strip() in ("", "---") or line.lstrip().startswith("#")
        for line in text.text.splitlines()
    ):
        return []
    findings = Findings(text)
    data, positions = yaml_reader.read_yaml(text, findings)
    if findings.fatal:
        raise DocumentError(findings)
    return _Reader(text, data, positions, former=former).entries()


class _Reader:
    def __init__(self, text: Text, data: Any, positions: Positions, *, former: bool) -> None:
        self._text, self._data, self._positions, self._former = text, data, positions, former
        self._wrong: list[Diagnostic] = []

    def entries(self) -> list[Accepted]:
        data = self._data
        if data is not None and not isinstance(data, list):
            raise DocumentError(
                [MALFORMED.found("a list of accepted breaks is expected", self._locate())]
            )
        entries = [
            entry for index, item in enumerate(data or []) for entry in self._entries(item, index)
        ]
        seen: dict[tuple[str, str], list[Accepted]] = {}
        for entry in entries:
            known = next((each for each in seen.get(entry.place, ()) if _meet(each, entry)), None)
            seen.setdefault(entry.place, []).append(entry)
            if known is not None and known.location is not None:
                message = (
                    f"{quoted(entry.rule)} at {quoted(entry.where)} is accepted in line "
                    f"{known.location.line} already"
                )
                self._wrong.append(TWICE.found(message, entry.location))
        if self._wrong:
            raise DocumentError(self._wrong)
        return entries

    def _entries(self, item: Any, index: int) -> list[Accepted]:
        """The entry, once for each of its places: an edit that was made at many is accepted in one
        go.
        """
        if not isinstance(item, dict):
            self._report(
                "a mapping with `rule`, `where`, `reason` and `author` is expected", str(index)
            )
            return []
        before = len(self._wrong)
        self._check_keys(item, str(index))
        self._check_texts(item, str(index))
        verdicts = self._verdicts(item, str(index))
        if len(self._wrong) > before:
            return []
        return self._accepted(item, index, verdicts)

    def _check_keys(self, item: dict[Any, Any], index: str) -> None:
        """No key that is unknown, and all that are needed."""
        for key in item:
            if key not in _KNOWN_KEYS:
                close = get_close_matches(str(key), _KNOWN_KEYS, 1)
                hint = f"; did you mean {quoted(close[0])}?" if close else ""
                what = f"there is no {quoted(str(key))} here{hint}"
                self._report(what, index, str(key), key=True)
        if missing := [quoted(key) for key in _KEYS if key not in item]:
            what = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
            self._report(f"{what} {'is' if len(missing) == 1 else 'are'} missing", index)

    def _check_texts(self, item: dict[Any, Any], index: str) -> None:
        """What a person fills in, and the rule and the places that the report gave."""
        for key in (key for key in (*_KEYS, _WHAT) if key in item):
            value = item[key]
            if key == "where" and isinstance(value, list):
                self._check_places(value, index)
            elif not _is_text(value):
                self._report(f"{quoted(key)} is no text", index, key)
            elif key in ("reason", "author") and str(value).strip() in _UNFILLED:
                self._report(f"{quoted(key)} is to be filled in", index, key)
            elif key == "rule" and not self._former and str(value).strip() not in _KNOWN:
                self._report(f"there is no rule {quoted(value)}{_meant(value.strip())}", index, key)

    def _accepted(
        self, item: dict[Any, Any], index: int, verdicts: tuple[Facing, ...]
    ) -> list[Accepted]:
        """An entry without a fault, once for each of its places."""
        rule, reason, author = (item[key].strip() for key in ("rule", "reason", "author"))
        sentence: str | None = item.get(_WHAT)
        if isinstance(item["where"], str):
            return [
                Accepted(
                    rule,
                    item["where"],
                    reason,
                    author,
                    self._locate(str(index)),
                    verdicts,
                    sentence,
                )
            ]
        return [
            Accepted(
                rule,
                where,
                reason,
                author,
                self._locate(str(index), "where", str(place)),
                verdicts,
                sentence,
            )
            for place, where in enumerate(item["where"])
        ]

    def _verdicts(self, item: dict[str, Any], index: str) -> tuple[Facing, ...]:
        """The verdicts that an entry names, in the order of a report."""
        named = item.get(_VERDICTS, [])
        listed = named if isinstance(named, list) else [named]
        if (_VERDICTS in item and not listed) or any(each not in _SIDES for each in listed):
            self._report("`verdicts` is a list of `wire` and `python`", index, _VERDICTS)
        return tuple(side for side in _SIDES if side in listed)

    def _check_places(self, places: list[Any], index: str) -> None:
        if not places:
            self._report("`where` lists no place", index, "where")
        for number, place in enumerate(places):
            if not _is_text(place):
                self._report("a place of `where` is no text", index, "where", str(number))

    def _report(self, message: str, *tokens: str, key: bool = False) -> None:
        self._wrong.append(MALFORMED.found(message, self._locate(*tokens, key=key)))

    def _locate(self, *tokens: str, key: bool = False) -> Location:
        offset, _ = self._positions.find(self._data, tokens, key=key)
        return self._text.location(offset, join("", *tokens))


def _meant(rule: str) -> str:
    """The rule that is called much like it, as a question."""
    named = next((each.id for each in rules.PYTHON_RULES if each.kind == rule), None)
    close = [named] if named is not None else get_close_matches(rule, sorted(_KNOWN), 1)
    return f"; did you mean {quoted(close[0])}?" if close else ""


def _meet(one: Accepted, other: Accepted) -> bool:
    """Whether two entries of a place can accept the same verdict of the same change."""
    whole = one.what is None or other.what is None
    return not set(one.about).isdisjoint(other.about) and (whole or one.what == other.what)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


# --- what is accepted -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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
    by_place: dict[tuple[str, str], list[Accepted]] = {}
    for entry in entries:
        if _words(entry) not in merged:
            by_place.setdefault(entry.place, []).append(entry)
    named = {entry.place for entry in entries}
    used: set[tuple[int, Facing]] = set()
    found = []
    for change in changes:
        taken: list[Acceptance] = []
        for place, what in zip(_places(change), _sentences(change), strict=True):
            for entry in by_place.get(place, ()):
                if entry.what is not None and _plain(entry.what) != _plain(what):
                    continue
                sides = [
                    side
                    for side in entry.verdicts or _own(change, entry.rule)
                    if _verdict(change, side) != "safe"
                ]
                used.update((id(entry), side) for side in sides)
                if sides:
                    taken.append(Acceptance(tuple(sides), entry.reason, entry.author))
        found.append(_accepted(change, taken) if taken else change)
    idle = (
        each
        for entry in entries
        for each in (_outlived(entry, found) if _words(entry) in merged else ())
        or _idle(entry, changes, used, named)
    )
    return found, tuple(idle)


def _words(entry: Accepted) -> Accepted:
    """The entry wherever it stands: equal for the same one in two files."""
    return replace(entry, location=None)


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())


def _outlived(entry: Accepted, changes: Sequence[Change]) -> tuple[Idle, ...]:
    """What is said of an entry of the base where something that nobody accepted changes at its
    place.
    """
    for change in changes:
        sides = entry.verdicts or _own(change, entry.rule)
        if entry.place in _places(change) and any(change.remains(side) != "safe" for side in sides):
            says = (
                "was for an earlier change, which the base has already; the change there now "
                "needs a new entry in its place"
            )
            return (
                Idle(
                    entry,
                    f"{_at(entry)}{_subject(entry)} {says}, with another reason",
                    outlived=True,
                ),
            )
    return ()


def _subject(entry: Accepted) -> str:
    return f"{quoted(entry.rule)} at {quoted(entry.where)}"


def _places(change: Change) -> list[tuple[str, str]]:
    """What an entry may name a change by."""
    return [
        (change.rule, change.where),
        *([(change.code.rule, change.code.where)] if change.code else []),
    ]


def _sentences(change: Change) -> list[str]:
    """What is said of a change at each of its `_places`."""
    return [change.what, *([change.code.what] if change.code else [])]


def _own(change: Change, rule: str) -> tuple[Facing, ...]:
    """The verdicts that a rule gives a change where the entry does not say: Python's too where it
    has no rule of its own.
    """
    alone = change.code is None and change.python != "safe" and _of_rule(rule) == "wire"
    return _SIDES if alone else (_of_rule(rule),)


def _verdict(change: Change, side: Facing) -> str:
    return change.wire if side == "wire" else change.python


def _accepted(change: Change, taken: Sequence[Acceptance]) -> Change:
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
    used: Collection[tuple[int, Facing]],
    named: Collection[tuple[str, str]],
) -> Iterator[Idle]:
    unused = [side for side in entry.about if (id(entry), side) not in used]
    if not any((id(entry), side) in used for side in _SIDES):
        yield Idle(entry, _stale(entry, changes, named))
    elif entry.verdicts and unused:
        subject = f"{_at(entry)}the verdict {quoted(unused[0])} of {_subject(entry)}"
        yield Idle(entry, f"{subject} is safe and needs no acceptance; take it out of `verdicts`")


def _at(entry: Accepted) -> str:
    return f"{entry.location.file}:{entry.location.line}: " if entry.location else ""


def _stale(
    entry: Accepted, changes: Sequence[Change], named_places: Collection[tuple[str, str]]
) -> str:
    subject = f"{_at(entry)}{_subject(entry)}"
    if first := first_of_several(entry.where):
        return (
            f"{subject} is about several places; list them, {quoted(first)} and the others, "
            "as `where`"
        )
    there = [
        change for change in changes if any(entry.where == where for _, where in _places(change))
    ]
    named = [change for change in there if entry.place in _places(change)]
    sentences = list(dict.fromkeys(_said_at(change, entry.place) for change in named))
    if named and entry.what is not None and _plain(entry.what) not in map(_plain, sentences):
        return f"{subject} accepts nothing: {_misquoted(entry.what, sentences)}"
    if named:
        verdicts = " and ".join(_WORDS[side] for side in entry.about)
        return (
            f"{subject} is safe {verdicts} and needs no acceptance; "
            f"{_other(named, entry) or 'remove the entry'}"
        )
    if there:
        rules = " and ".join(dict.fromkeys(quoted(change.rule) for change in there))
        return (
            f"{subject} accepts nothing: the change there is {rules}; correct or remove the entry"
        )
    if moved := _nearest_place(entry, changes, named_places):
        return (
            f"{subject} accepts nothing: its `where` is no place of such a change, the nearest is "
            f"{quoted(moved)}; correct its `where`, or remove the entry if that is another change"
        )
    return f"{subject} accepts nothing: the change is gone; remove the entry"


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
    of which its sentence is said, where it quotes one; none that an entry names.
    """
    places = [
        where
        for change in changes
        for (rule, where), what in zip(_places(change), _sentences(change), strict=True)
        if rule == entry.rule
        and (rule, where) not in named
        and (entry.what is None or _plain(entry.what) == _plain(what))
    ]
    return next(iter(get_close_matches(entry.where, places, 1, _NEAR)), None)


def _said_at(change: Change, place: tuple[str, str]) -> str:
    return _sentences(change)[_places(change).index(place)]


def _other(named: Sequence[Change], entry: Accepted) -> str:
    """What the entry may have been meant for: the other verdict of its change, which breaks."""
    for change in named:
        for side in _SIDES:
            if side not in entry.about and _verdict(change, side) == "breaking":
                rule, where = _places(change)[-1 if side == "python" else 0]
                return (
                    f"what breaks {_WORDS[side]} is accepted by {quoted(rule)} at {quoted(where)}"
                )
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
    broken = tuple(side for side in _SIDES if change.remains(side) == "breaking")
    if not broken:
        return ""
    rule, own, at = change.rule, _own(change, change.rule), change.occurrences or (change.itself,)
    said = [(each.where, each.what) for each in at]
    if change.code is not None and broken == ("python",):
        rule, own, said = change.code.rule, broken, [(each.code_where, each.code) for each in at]
    by_sentence: dict[str, dict[str, None]] = {}
    for where, what in said:
        by_sentence.setdefault(what, {})[where] = None
    verdicts = () if broken == own else broken
    return "".join(
        _lines(rule, list(places), what, verdicts) for what, places in by_sentence.items()
    )


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
