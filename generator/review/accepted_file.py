"""The file of accepted breaks: a list of `{rule, where, reason, author}`, as the report names them.

An entry whose rule does not exist can never accept anything, and is refused as a slip; in the base
it is not, as rules may have been called otherwise then."""

from __future__ import annotations

from itertools import filterfalse
from pathlib import Path
from typing import Any

from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.forms import is_text, meant
from generator.document.pointer import join
from generator.document.reading import MAX_BYTES, Findings, Positions, Text, quoted
from generator.records import record
from generator.review import rules
from generator.review.model import SIDES, Facing

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
_KNOWN_KEYS = (*_KEYS, _VERDICTS, _WHAT)
_KNOWN = frozenset(rule.id for rule in rules.RULES)


@record(frozen=True, slots=True)
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
        return self.verdicts or (facing(self.rule),)


def facing(rule: str) -> Facing:
    """The verdict that a rule gives, by the table that it is in; of a former one, the wire's."""
    return rules.by_id(rule).facing if rule in _KNOWN else "wire"


def load_acceptances(
    path: Path, display: str | None = None, *, former: bool = False
) -> list[Accepted]:
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
    """The entries of a file's content. `former` and DocumentError as of `load_acceptances`."""
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
    from generator.document import yaml_reader  # most repositories have no such file

    findings = Findings(text)
    data, positions = yaml_reader.read_yaml(text, findings)
    if findings.fatal:
        raise DocumentError(findings)
    return _AcceptedReader(text, data, positions, former=former).entries()


class _AcceptedReader:
    def __init__(self, text: Text, data: Any, positions: Positions, *, former: bool) -> None:
        self._text, self._data, self._positions, self._former = text, data, positions, former
        self._wrong: list[Diagnostic] = []

    def entries(self) -> list[Accepted]:
        """The entries, once for each place that they list.

        Raises: DocumentError: all that is wrong with any of them.
        """
        data = self._data
        if data is not None and not isinstance(data, list):
            raise DocumentError(
                [MALFORMED.found("a list of accepted breaks is expected", self._locate())]
            )
        entries = [
            entry for index, item in enumerate(data or []) for entry in self._entries(item, index)
        ]
        self._check_once(entries)
        if self._wrong:
            raise DocumentError(self._wrong)
        return entries

    def _check_once(self, entries: list[Accepted]) -> None:
        """That no two entries accept the same verdict of the same change: one for `wire` and one
        for `python` may, and two that quote different sentences.
        """
        seen: dict[tuple[str, str], list[Accepted]] = {}
        for entry in entries:
            before = seen.setdefault(entry.place, [])
            known = next((each for each in before if _meet(each, entry)), None)
            before.append(entry)
            if known is not None and known.location is not None:
                message = (
                    f"{quoted(entry.rule)} at {quoted(entry.where)} is accepted in line "
                    f"{known.location.line} already"
                )
                self._wrong.append(TWICE.found(message, entry.location))

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
        for key in filterfalse(_KNOWN_KEYS.__contains__, item):
            what = f"there is no {quoted(str(key))} here{meant(key, _KNOWN_KEYS)}"
            self._report(what, index, str(key), key=True)
        if missing := [quoted(key) for key in _KEYS if key not in item]:
            what = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
            self._report(f"{what} {'is' if len(missing) == 1 else 'are'} missing", index)

    def _check_texts(self, item: dict[Any, Any], index: str) -> None:
        """What a person fills in, and the rule and the places that the report gave."""
        for key in (key for key in (*_KEYS, _WHAT) if key in item):
            if key == "where" and isinstance(item[key], list):
                self._check_places(item[key], index)
            elif fault := self._fault(key, item[key]):
                self._report(fault, index, key)

    def _fault(self, key: str, value: Any) -> str | None:
        """What is wrong with a text: that it is none, that it is still the `…` of the lines which
        a report gives, that no rule is called so. A `former` file may name rules that are gone.
        """
        if not is_text(value):
            return f"{quoted(key)} is no text"
        match key, value.strip():
            case "reason" | "author", "…" | "...":
                return f"{quoted(key)} is to be filled in"
            case "rule", name if not self._former and name not in _KNOWN:
                return f"there is no rule {quoted(value)}{_meant(name)}"
        return None

    def _accepted(
        self, item: dict[str, Any], index: int, verdicts: tuple[Facing, ...]
    ) -> list[Accepted]:
        """An entry without a fault, once for each of its places."""
        rule, reason, author = (item[key].strip() for key in ("rule", "reason", "author"))
        places: list[tuple[str, Location]] = []
        if isinstance(item["where"], str):
            places.append((item["where"], self._locate(str(index))))
        else:
            for number, where in enumerate(item["where"]):
                places.append((where, self._locate(str(index), "where", str(number))))
        return [
            Accepted(rule, where, reason, author, location, verdicts, item.get(_WHAT))
            for where, location in places
        ]

    def _verdicts(self, item: dict[str, Any], index: str) -> tuple[Facing, ...]:
        """The verdicts that an entry names, in the order of a report."""
        named = item.get(_VERDICTS, [])
        listed = named if isinstance(named, list) else [named]
        if (_VERDICTS in item and not listed) or any(each not in SIDES for each in listed):
            self._report("`verdicts` is a list of `wire` and `python`", index, _VERDICTS)
        return tuple(side for side in SIDES if side in listed)

    def _check_places(self, places: list[Any], index: str) -> None:
        if not places:
            self._report("`where` lists no place", index, "where")
        for number, place in enumerate(places):
            if not is_text(place):
                self._report("a place of `where` is no text", index, "where", str(number))

    def _report(self, message: str, *tokens: str, key: bool = False) -> None:
        self._wrong.append(MALFORMED.found(message, self._locate(*tokens, key=key)))

    def _locate(self, *tokens: str, key: bool = False) -> Location:
        offset, _ = self._positions.find(self._data, tokens, key=key)
        return self._text.location(offset, join("", *tokens))


def _meant(rule: str) -> str:
    """The rule that is called much like it, as a question."""
    named = [each.id for each in rules.PYTHON_RULES if each.kind == rule]
    return f"; did you mean `{named[0]}`?" if named else meant(rule, sorted(_KNOWN))


def _meet(one: Accepted, other: Accepted) -> bool:
    """Whether two entries of a place can accept the same verdict of the same change."""
    whole = one.what is None or other.what is None
    return not set(one.about).isdisjoint(other.about) and (whole or one.what == other.what)
