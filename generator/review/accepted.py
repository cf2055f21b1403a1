"""Accepted breaks: a file that says which breaks are meant, why, and who says so.

An accepted break stays in the report and no longer fails it. An entry is about a rule at a place: it covers nothing that comes
later, and it expires when its change is gone: one that accepts nothing is reported, so that the file says no more than is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.document import yaml_reader
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.pointer import join
from generator.document.reading import MAX_BYTES, Findings, Positions, Text, quoted
from generator.review.model import Change

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
    "A break is accepted by its rule and its place, with a reason and an author; an entry without them accepts too much.",
    "Write a list of `{rule: …, where: …, reason: …, author: …}`, as the report names them; `where` may be a list of places.",
)
TWICE = Rule(
    "ACC003",
    "error",
    "A break is accepted twice.",
    "Which of the reasons holds is not clear.",
    "Remove one of the entries.",
)
RULES: tuple[Rule, ...] = (UNREADABLE, MALFORMED, TWICE)

_SEVERAL = re.compile(r"(.+) and \d+ more")
_KEYS = ("rule", "where", "reason", "author")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A break that is meant: `rule` and `where` as the report has them."""

    rule: str
    where: str
    reason: str
    author: str
    location: Location | None = None


def load(path: Path, display: str | None = None) -> list[Accepted]:
    """The entries of a file; none where there is no file. `display` is its name in findings.

    Raises:
        DocumentError: the file cannot be read, or is not of the form; everything that is wrong, with file and line.
    """
    name = path.as_posix() if display is None else display
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DocumentError([UNREADABLE.found(f"cannot be read: {error.strerror or error}", Location(name))]) from error
    return parse(content, name)


def parse(content: bytes, name: str) -> list[Accepted]:
    """The entries of a file's content. DocumentError as of `load`."""
    try:
        if len(content) > MAX_BYTES:
            raise DocumentError([UNREADABLE.found(f"the file has more than {MAX_BYTES // 2**20} MiB", Location(name))])
        text = Text(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise DocumentError([UNREADABLE.found("not UTF-8", Location(name))]) from error
    if all(line.strip() in ("", "---") or line.lstrip().startswith("#") for line in text.text.splitlines()):
        return []
    findings = Findings(text)
    data, positions = yaml_reader.read_yaml(text, findings)
    if findings.fatal:
        raise DocumentError(findings)
    return _Reader(text, data, positions).entries()


class _Reader:
    def __init__(self, text: Text, data: Any, positions: Positions) -> None:
        self._text, self._data, self._positions = text, data, positions
        self._wrong: list[Diagnostic] = []

    def entries(self) -> list[Accepted]:
        data = self._data
        if data is not None and not isinstance(data, list):
            raise DocumentError([MALFORMED.found("a list of accepted breaks is expected", self._locate())])
        entries = [entry for index, item in enumerate(data or []) for entry in self._entries(item, index)]
        seen: dict[tuple[str, str], Accepted] = {}
        for entry in entries:
            known = seen.setdefault((entry.rule, entry.where), entry)
            if known is not entry and known.location is not None:
                message = f"{quoted(entry.rule)} at {quoted(entry.where)} is accepted in line {known.location.line} already"
                self._wrong.append(TWICE.found(message, entry.location))
        if self._wrong:
            raise DocumentError(self._wrong)
        return entries

    def _entries(self, item: Any, index: int) -> list[Accepted]:
        """The entry, once for each of its places: an edit that was made at many is accepted in one go."""
        if not isinstance(item, dict):
            self._report("a mapping with `rule`, `where`, `reason` and `author` is expected", str(index))
            return []
        before = len(self._wrong)
        for key in item:
            if key not in _KEYS:
                close = get_close_matches(str(key), _KEYS, 1)
                hint = f"; did you mean {quoted(close[0])}?" if close else ""
                self._report(f"there is no {quoted(str(key))} here{hint}", str(index), str(key), key=True)
        for key in _KEYS:
            value = item.get(key)
            if key not in item:
                self._report(f"{quoted(key)} is missing", str(index))
            elif key == "where" and isinstance(value, list):
                self._check_places(value, str(index))
            elif not _is_text(value):
                self._report(f"{quoted(key)} is no text", str(index), key)
        if len(self._wrong) > before:
            return []
        rule, reason, author = (item[key].strip() for key in ("rule", "reason", "author"))
        if isinstance(item["where"], str):
            return [Accepted(rule, item["where"].strip(), reason, author, self._locate(str(index)))]
        places = enumerate(item["where"])
        return [
            Accepted(rule, where.strip(), reason, author, self._locate(str(index), "where", str(place)))
            for place, where in places
        ]

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


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def apply(changes: Sequence[Change], entries: Sequence[Accepted]) -> tuple[list[Change], tuple[str, ...]]:
    """The changes with `accepted` set where a break is accepted, and a sentence for each entry that accepts nothing.

    An entry names the wire's rule and place, or Python's. It accepts the whole change, so both verdicts of it; a change that is
    safe by both needs no acceptance, and an entry about one has expired.
    """
    by_place = {(entry.rule, entry.where): entry for entry in entries}
    used: set[tuple[str, str]] = set()
    found = []
    for change in changes:
        places = [(change.rule, change.where), *([(change.code.rule, change.code.where)] if change.code else [])]
        place = next((each for each in places if each in by_place), None)
        if place is not None and (change.wire, change.python) != ("safe", "safe"):
            used.update(each for each in places if each in by_place)
            found.append(replace(change, accepted=f"{by_place[place].reason} ({by_place[place].author})"))
        else:
            found.append(change)
    return found, tuple(_stale(entry, changes) for place, entry in by_place.items() if place not in used)


def _stale(entry: Accepted, changes: Sequence[Change]) -> str:
    at = f"{entry.location.file}:{entry.location.line}: " if entry.location else ""
    subject = f"{quoted(entry.rule)} at {quoted(entry.where)}"
    if several := _SEVERAL.fullmatch(entry.where):
        return f"{at}{subject} is about several places; list them, {quoted(several[1])} and the others, as `where`"
    there = [change for change in changes if entry.where in (change.where, change.code.where if change.code else None)]
    if any(entry.rule in (change.rule, change.code.rule if change.code else None) for change in there):
        return f"{at}{subject} is safe now and needs no acceptance; remove the entry"
    if there:
        rules = " and ".join(dict.fromkeys(quoted(change.rule) for change in there))
        return f"{at}{subject} accepts nothing: the change there is {rules}; correct or remove the entry"
    return f"{at}{subject} accepts nothing: the change is gone; remove the entry"
