"""What version a change asks for, and what the changelog should say of it.

The levels are those of Semantic Versioning 2.0.0: major for what breaks callers, minor for what is
added or deprecated, patch for words. The version of the API is the vendor's: what corrects our
document or departs from the reference is no change of the API and advises about the SDK only. That
a break was accepted lets a pull request pass, and changes no version: it breaks callers all the
same. Below 1.0.0 anything may change at any time (item 4); the step beside the level says what that
makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import filterfalse
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from generator.document.diagnostics import counted
from generator.records import record
from generator.review.causes import Topic, is_python, topic
from generator.review.model import SIDES, Aspect, Change, Facing, Level, Movement, Origin, Verdict
from generator.review.rules import by_id

__all__ = ["Advice", "Facing", "Kind", "advise", "changelog", "kind_of", "level", "next_version"]

Kind = Literal["Added", "Changed", "Deprecated", "Removed", "Fixed"]

_LEVELS: Final[tuple[Level, ...]] = ("none", "patch", "minor", "major")
_KINDS: Final[tuple[Kind, ...]] = ("Added", "Changed", "Deprecated", "Removed", "Fixed")
_OURS: Final = frozenset({"transcription", "departure"})
_REMARKS: Final[frozenset[Aspect]] = frozenset(
    {"info", "tags", "schema", "operation-id", "unused-component"}
)
_TOLD: Final[Mapping[Movement, Kind]] = {
    "added": "Added",
    "removed": "Removed",
    "deprecated": "Deprecated",
}
_MOST_PLACES: Final = 3
_MOST_BREAKS: Final = 40
_PATCH: Final[frozenset[Topic]] = frozenset({"words", "extension", "retry"})
_CLOSING: Final[frozenset[Aspect]] = frozenset(
    {"format", "pattern", "constraint", "constant", "required-name"}
)
"""What is no part of an API itself, so that one added or removed changes what it is about."""
_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?")
_OTHER: Final = "detail without a meaning to callers"
_UNCOUNTED: Final[Mapping[Origin, tuple[str, str]]] = {
    "departure": (
        "departs from the reference and is not counted",
        "depart from the reference and are not counted",
    ),
    "transcription": (
        "corrects the document and is not counted",
        "correct the document and are not counted",
    ),
}
"""What is no change of the API, of one and of several."""
_NOUNS: Final[Mapping[str, str]] = {
    "description": "descriptions",
    "title": "titles",
    "summary": "summaries",
    "example": "examples",
    "docstring": "docstrings",
    _OTHER: "details without a meaning to callers",
}
_CALLED: Final[Mapping[Aspect, str]] = {
    noun: noun for noun in ("description", "title", "summary", "example", "docstring")
}
"""What is counted in the one line of the changelog about words, by what its rule is about."""


@record(frozen=True, slots=True)
class Advice:
    """`api` and `sdk` are how much of a change each is; `api_step` and `sdk_step` what that makes
    of the version, in a few words (`SDK 0.1.0 → 0.2.0, breaking`), `api_says` and `sdk_says`
    why."""

    api: Level
    sdk: Level
    api_says: str
    sdk_says: str
    api_step: str
    sdk_step: str


@record(frozen=True, slots=True)
class _Subject:
    """What has a version: the API or the SDK, that of the base, and that which the head has
    already.
    """

    name: str
    side: Facing
    before: str
    now: str | None


class _Words(NamedTuple):
    """Who may break, and what it is called where only words change: in short, and as a sentence."""

    callers: str
    patch: str
    words_alone: str


_WORDS_OF: Final[Mapping[Facing, _Words]] = MappingProxyType(
    {
        "wire": _Words("callers", "words only", "only words change"),
        "python": _Words(
            "code that uses the package",
            "no change of any name or type",
            "no name and no type of the package changes",
        ),
    }
)


def advise(
    changes: Sequence[Change],
    *,
    api_version: str = "",
    sdk_version: str = "",
    api_head: str | None = None,
    sdk_head: str | None = None,
) -> Advice:
    """What version of the API and of the package the changes ask for.

    `api_version` and `sdk_version` are those of the base, `api_head` and `sdk_head` those that the
    head already has."""
    api, sdk = (_highest([level(change, side) for change in changes]) for side in SIDES)
    of_api = _Subject("API", "wire", api_version, api_head)
    of_sdk = _Subject("SDK", "python", sdk_version, sdk_head)
    return Advice(
        api,
        sdk,
        _says(of_api, changes, api),
        _says(of_sdk, changes, sdk),
        _step(of_api, changes, api),
        _step(of_sdk, changes, sdk),
    )


def _highest(levels: Sequence[Level]) -> Level:
    return max(levels, key=_LEVELS.index, default="none")


def level(change: Change, side: Facing) -> Level:
    """What one change asks for, on the wire or in Python."""
    return _weight(change, side) if _concerns(change, side) else "none"


def _concerns(change: Change, side: Facing) -> bool:
    """What only Python code sees is no change of the API, nor is what we corrected or made up."""
    return side == "python" or not (is_python(change) or change.origin in _OURS)


def _weight(change: Change, side: Facing) -> Level:
    verdict = change.verdict(side)
    if verdict != "safe":
        return "major" if verdict == "breaking" else "minor"
    if side == "python" and change.code is None and not is_python(change):
        return "patch"  # the package is emitted anew, and no name or type in it is another
    rule = change.code.rule if side == "python" and change.code else change.rule
    return "patch" if _is_wording(rule) else "minor"


def _is_wording(rule: str) -> bool:
    known = by_id(rule)
    return topic(known.aspect, known.movement) in _PATCH or known.aspect in _REMARKS


# --- in words -------------------------------------------------------------------------------------


def _step(subject: _Subject, changes: Sequence[Change], found: Level) -> str:
    """`SDK 0.1.0 → 0.2.0, breaking`; without a version of the
    form 1.2.3 what kind of change it is.
    """
    known = _numbers(subject.before) is not None
    if found == "none":
        return f"{subject.name} {subject.before} stays" if known else f"{subject.name}: no change"
    minor = "may break" if _concerned(subject, changes, "unknown") else "compatible"
    patch = _WORDS_OF[subject.side].patch
    kind = {"major": "breaking", "minor": minor, "patch": patch}[found]
    if not known:
        return f"{subject.name}: {kind}"
    return f"{subject.name} {subject.before} → {next_version(subject.before, found)}, {kind}"


def _concerned(subject: _Subject, changes: Sequence[Change], verdict: Verdict) -> list[Change]:
    return [
        each
        for each in changes
        if _concerns(each, subject.side) and each.verdict(subject.side) == verdict
    ]


def _says(subject: _Subject, changes: Sequence[Change], found: Level) -> str:
    """Why, and what is wrong with a version that the head has already."""
    whys = (
        _why(subject, changes, found),
        _uncounted(subject, changes, found),
        _below_one(subject, found),
    )
    parts = [part for part in (*whys, _too_little(subject, found)) if part]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _why(subject: _Subject, changes: Sequence[Change], found: Level) -> str:
    """Why the changes are of a level: `2 changes break callers, 1 of them accepted`. Of a minor one
    those of which it is not known whether they break are told before what is added.
    """
    callers, _, words_alone = _WORDS_OF[subject.side]
    match found:
        case "none":
            return _why_none(subject, changes)
        case "patch":
            return words_alone
        case "major":
            return _why_major(subject, _concerned(subject, changes, "breaking"))
    if unknown := _concerned(subject, changes, "unknown"):
        them = "it breaks" if len(unknown) == 1 else "they break"
        return f"of {counted(len(unknown), 'change')} it is not known whether {them} {callers}"
    return f"something is added, deprecated or changed, and nothing breaks {callers}"


def _why_none(subject: _Subject, changes: Sequence[Change]) -> str:
    """Why a version stays: nothing changed, or what changed is our description of the API."""
    ours = sum(each.origin in _OURS for each in changes if not is_python(each))
    if subject.side == "python" or not ours:
        return f"nothing changes for the {subject.name}"
    what = "corrects the document or departs" if ours == 1 else "correct the document or depart"
    ours_are = counted(ours, "change")
    return f"its version is the vendor's, and {ours_are} {what} from the reference"


def _why_major(subject: _Subject, breaking: Sequence[Change]) -> str:
    verb = "breaks" if len(breaking) == 1 else "break"
    why = f"{counted(len(breaking), 'change')} {verb} {_WORDS_OF[subject.side].callers}"
    accepted = sum(each.remains(subject.side) != "breaking" for each in breaking)
    return f"{why}{_accepted(accepted, len(breaking))}"


def _accepted(count: int, of: int) -> str:
    """How many of what breaks were accepted, which asks for the same version."""
    if not count:
        return ""
    if count < of:
        return f", {count} of them accepted"
    return f" and {'is' if of == 1 else 'are'} accepted"


def _uncounted(subject: _Subject, changes: Sequence[Change], found: Level) -> str:
    """What is no change of the API, and what else than words it is, where something else is one:
    `1 change corrects the document and is not counted`. Where nothing else is one, `_why_none` has
    said so.
    """
    if subject.side == "python" or found == "none":
        return ""
    origins = Counter(each.origin for each in changes if _weight(each, "wire") != "patch")
    return "; ".join(
        f"{counted(origins[origin], 'change')} {words[origins[origin] > 1]}"
        for origin, words in _UNCOUNTED.items()
        if origins[origin]
    )


def _below_one(subject: _Subject, found: Level) -> str:
    numbers = _numbers(subject.before)
    if numbers is None or numbers[0] > 0 or found in ("none", "patch"):
        return ""
    return (
        "below 1.0.0 the second number is raised for what breaks and for what is added (SemVer "
        "2.0.0, item 4)"
    )


def _too_little(subject: _Subject, found: Level) -> str:
    before, now = subject.before, subject.now or ""
    has = _numbers(now)
    if has is None or now == before or _numbers(before) is None:
        return ""
    asked = _numbers(next_version(before, found))
    return f"{now}, which it has now, is too little" if asked and has < asked else ""


def next_version(version: str, found: Level) -> str:
    """The version that comes after `version` for a change of a level: `0.2.0` after `0.1.4` for a
    major one, and `2.0.0` after `1.1.4`. ValueError when it is not of the form `1.2.3`.
    """
    numbers = _numbers(version)
    if numbers is None:
        raise ValueError(f"no version of the form 1.2.3: {version!r}")
    major, minor, patch = numbers
    if found == "none":
        return version
    if found == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if found == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"


def _numbers(version: str) -> tuple[int, int, int] | None:
    """The numbers of a version; None where it is not of the form 1.2.3."""
    match = _VERSION.fullmatch(version)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3] or 0))


# --- changelog ------------------------------------------------------------------------------------


def changelog(changes: Iterable[Change]) -> str:
    """An entry in the form of Keep a Changelog: its sections in their order, breaks first; "" where
    there is nothing to say.

    Corrections of the transcription are fixes, unless something is there that was not; what departs
    from the reference is what it does to callers. Words are one line together."""
    listed = sorted(changes, key=lambda each: not _breaks(each))
    words = list(filter(_is_words, listed))
    found: dict[Kind, dict[str, None]] = {kind: {} for kind in _KINDS}  # the lines of each section
    for change in filterfalse(_is_words, listed):
        found[kind_of(change)][_line(change)] = None
    if words:
        found["Changed"][_words_line(words)] = None
    sections = [
        f"### {kind}\n\n" + "\n".join(lines) + "\n" for kind, lines in found.items() if lines
    ]
    return "\n".join(sections)


def _is_words(change: Change) -> bool:
    """Whether a change is no more than words on the wire and in Python."""
    return all(_weight(change, side) == "patch" for side in SIDES)


def _breaks(change: Change) -> bool:
    """Whether a change breaks callers, accepted or not."""
    return "breaking" in (change.wire, change.python)


def _words_line(changes: Iterable[Change]) -> str:
    """The one line about words, each place counted: `- 3 descriptions, 1 title changed.`"""
    words = Counter[str]()
    for change in changes:
        words[_CALLED.get(by_id(change.rule).aspect, _OTHER)] += len(change.everywhere)
    counts = ", ".join(_so_many(noun, words[noun]) for noun in _NOUNS if words[noun])
    return f"- {counts} changed."


def _so_many(noun: str, count: int) -> str:
    """So many of what is called by a noun, one in the singular."""
    return f"{count} {noun if count == 1 else _NOUNS[noun]}"


def kind_of(change: Change) -> Kind:
    """The section of the changelog that a change belongs to."""
    rule = by_id(change.rule)
    renamed = rule.aspect == "property" and None not in (change.before, change.after)
    told = "Changed" if renamed or rule.aspect in _CLOSING else _TOLD.get(rule.movement, "Changed")
    if rule.aspect == "deprecation":
        return told
    return "Fixed" if change.origin == "transcription" and told != "Added" else told


def _places(change: Change) -> str:
    """Where it was changed; all places of a break, or as many as can be read."""
    places = [each.where for each in change.everywhere]
    shown = places[: _MOST_BREAKS if _breaks(change) else _MOST_PLACES]
    more = len(places) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _line(change: Change) -> str:
    """The line of a change: `- **Breaking:** POST /pets: request body removed.`"""
    what = change.what.strip().rstrip(".")
    text = what[:1].upper() + what[1:]
    where = _places(change)
    if where and where.strip("`") not in what.replace("`", ""):
        text = f"{where}: {text[:1].lower()}{text[1:]}"
    return f"- {_mark(change)}{text}{_in_python(change)}."


def _mark(change: Change) -> str:
    if change.open == "breaking":
        return "**Breaking:** "
    return "**Breaking, accepted:** " if _breaks(change) else ""


def _in_python(change: Change) -> str:
    """What Python code sees of it, where that is more than was said: what breaks it, and how a new
    method is called: ` (Python: `client.pets.add(*, name: str) -> Pet`)`. A new method is told of
    though it breaks nothing: whoever reads a changelog wants to call it.
    """
    seen = change.views[-1]
    is_new_method = by_id(seen.rule).effect == ("method", "added")
    signature = seen.after or ""
    if is_new_method and "(" in signature and signature not in seen.what:
        return f" (Python: `{signature.strip('`')}`)"
    means_nothing = change.python == "safe" and not is_new_method
    if means_nothing or seen.what == change.what:
        return ""
    return f" (Python: {seen.what.strip().rstrip('.')})"
