"""What version a change asks for, and what the changelog should say of it.

The levels are those of Semantic Versioning 2.0.0: major for what breaks callers, minor for what is added or deprecated, patch
for words. A break that was accepted has been talked about and asks for no major version by itself. Below 1.0.0 anything may
change at any time (item 4); the level is given all the same, and the sentence beside it says what that means there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.review.joining import aspect
from generator.review.model import Change, Level, Verdict

Facing = Literal["wire", "python"]
Kind = Literal["Added", "Changed", "Deprecated", "Removed", "Fixed"]

_LEVELS: Final[tuple[Level, ...]] = ("none", "patch", "minor", "major")
_KINDS: Final[tuple[Kind, ...]] = ("Added", "Changed", "Deprecated", "Removed", "Fixed")
_SIDES: Final[tuple[Facing, Facing]] = ("wire", "python")
_REMARKS: Final = frozenset({"info-changed", "tags-changed", "schema-renamed", "operation-id-changed"})
_MOST_PLACES: Final = 3
_MOST_BREAKS: Final = 40
_PATCH: Final = frozenset({"words", "extension", "retry"})
_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+.].*)?")


@dataclass(frozen=True, slots=True)
class Advice:
    """`api` and `sdk` are how much of a change each is; `api_says` and `sdk_says` say why, and which version that makes."""

    api: Level
    sdk: Level
    api_says: str
    sdk_says: str


def advise(
    changes: Sequence[Change],
    *,
    api_version: str = "",
    sdk_version: str = "",
    api_head: str | None = None,
    sdk_head: str | None = None,
) -> Advice:
    """What version of the API and of the package the changes ask for.

    `api_version` and `sdk_version` are those of the base, `api_head` and `sdk_head` those that the head already has.
    """
    api, sdk = (_highest([level(change, side) for change in changes]) for side in _SIDES)
    return Advice(
        api,
        sdk,
        _says("the API", "wire", changes, api, api_version, api_head),
        _says("the package", "python", changes, sdk, sdk_version, sdk_head),
    )


def _highest(levels: Sequence[Level]) -> Level:
    return max(levels, key=_LEVELS.index, default="none")


def level(change: Change, side: Facing) -> Level:
    """What one change asks for, on the wire or in Python."""
    verdict: Verdict = change.wire if side == "wire" else change.python
    if not _concerns(change, side):
        return "none"
    if verdict == "breaking" and change.accepted is None:
        return "major"
    if verdict != "safe":
        return "minor"
    if side == "python" and change.code is None and not change.rule.startswith("python-"):
        return "patch"  # the package is emitted anew, and no name or type in it is another
    rule = change.code.rule if side == "python" and change.code else change.rule
    return "patch" if _is_wording(rule) else "minor"


def _concerns(change: Change, side: Facing) -> bool:
    """What only Python code sees is no change of the API."""
    return side == "python" or not change.rule.startswith("python-")


def _is_wording(rule: str) -> bool:
    return aspect(rule)[0] in _PATCH or rule.startswith("unused-") or rule in _REMARKS


def _says(subject: str, side: Facing, changes: Sequence[Change], found: Level, before: str, now: str | None) -> str:
    if found == "none":
        return f"Nothing changes for {subject}."
    verdicts = [change.wire if side == "wire" else change.python for change in changes]
    accepted = sum(v == "breaking" and c.accepted is not None for v, c in zip(verdicts, changes, strict=True))
    breaking = verdicts.count("breaking") - accepted
    why = {
        "major": f"{breaking} {'change breaks' if breaking == 1 else 'changes break'} callers",
        "minor": "something is added, deprecated or changed, and nothing breaks that is not accepted",
        "patch": "only words and remarks change",
    }[found]
    parts = [f"{found} for {subject}: {why}"]
    if accepted:
        parts.append(f"{accepted} accepted {'break does' if accepted == 1 else 'breaks do'} not count")
    unknown = verdicts.count("unknown")
    if unknown and found != "major":
        parts.append(f"{unknown} of which it is not known whether they break count as minor")
    match = _VERSION.fullmatch(before)
    if match:
        goal = next_version(before, found)
        if int(match[1]) == 0:
            parts.append(
                "below 1.0.0 anything may change (SemVer 2.0.0, item 4): what breaks or is added raises the second number"
            )
        parts.append(f"{before} becomes {goal}")
        if now is not None and now != before and _VERSION.fullmatch(now) and _numbers(now) < _numbers(goal):
            parts.append(f"{now}, which it has now, is too little")
    return "; ".join(parts) + "."


def next_version(version: str, found: Level) -> str:
    """The version that comes after `version` for a change of a level. ValueError when it is not of the form `1.2.3`."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"no version of the form 1.2.3: {version!r}")
    major, minor, patch = _numbers(version)
    if found == "none":
        return version
    if found == "patch":
        return f"{major}.{minor}.{patch + 1}"
    if found == "minor" or major == 0:
        return f"{major}.{minor + 1}.0"
    return f"{major + 1}.0.0"


def _numbers(version: str) -> tuple[int, int, int]:
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else (0, 0, 0)


# --- changelog ---------------------------------------------------------------------------------------------------------


def changelog(changes: Iterable[Change]) -> str:
    """An entry in the form of Keep a Changelog: its sections in their order, breaks first; "" where there is nothing to say.

    Corrections of the transcription are fixes, unless something is there that was not. Words are one line together.
    """
    found: dict[Kind, list[tuple[int, str]]] = {kind: [] for kind in _KINDS}
    words = 0
    for change in changes:
        if level(change, "wire") in ("none", "patch") and level(change, "python") in ("none", "patch"):
            words += change.places
            continue
        breaks = "breaking" in (change.wire, change.python)
        found[kind_of(change)].append((0 if breaks else 1, _line(change, breaks)))
    if words:
        found["Changed"].append(
            (2, f"- Words of {words} {'description or remark' if words == 1 else 'descriptions and remarks'}.")
        )
    parts = []
    for kind, entries in found.items():
        lines = dict.fromkeys(line for _, line in sorted(entries, key=lambda entry: entry[0]))
        if lines:
            parts.append(f"### {kind}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def kind_of(change: Change) -> Kind:
    """The section of the changelog that a change belongs to."""
    about, way = aspect(change.rule)
    if change.origin == "transcription" and about != "deprecated" and not (about in ("presence", "values") and way == "added"):
        return "Fixed"
    if about == "deprecated":
        return "Changed" if "longer" in change.rule.split("-") else "Deprecated"
    if about in ("presence", "values") and way:
        return "Added" if way == "added" else "Removed"
    return "Changed"


def _places(change: Change, breaks: bool) -> str:
    """Where it was changed; all places of a break, or as many as can be read."""
    places = [each.where for each in change.occurrences] or [change.where]
    shown = places[: _MOST_BREAKS if breaks else _MOST_PLACES]
    more = len(places) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _line(change: Change, breaks: bool) -> str:
    what = change.what.strip().rstrip(".")
    code = change.code.what.strip().rstrip(".") if change.code and change.code.what != change.what else ""
    text = what[:1].upper() + what[1:]
    where = _places(change, breaks)
    if where and where.strip("`") not in what.replace("`", ""):
        text = f"{where}: {text[:1].lower()}{text[1:]}"
    if code and change.python != "safe":
        text += f" (Python: {code})"
    mark = "**Breaking:** " if breaks and change.accepted is None else "**Breaking, accepted:** " if breaks else ""
    return f"- {mark}{text}."
