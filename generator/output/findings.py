"""Print findings about a document, and the rules behind them: for people, for programs, as
annotations of a pull request (workflow commands), and as SARIF 2.1.0 for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from generator.document.diagnostics import Diagnostic, Location, Rule, Severity

_NAMES: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SARIF_LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Diagnostic], rules: Sequence[Rule]) -> str:
    """One line a finding, with its severity at the end; what to do about them; then how many there
    are of each severity.
    """
    return "\n".join([*map(_line, findings), *remedies(findings, rules), count(findings)])


def _line(finding: Diagnostic) -> str:
    return f"{finding} [{_NAMES[finding.severity]}]"


def remedies(findings: Iterable[Diagnostic], rules: Iterable[Rule]) -> list[str]:
    """What to do about findings, a line for each of their rules: of one rule there may be many."""
    known = {rule.code: rule.remedy for rule in rules}
    lines = [
        f"  {code}: {known[code]}"
        for code in dict.fromkeys(finding.code for finding in findings)
        if code in known
    ]
    return ["what to do:", *lines] if lines else []


def finding_changes(
    before: Sequence[Diagnostic], now: Sequence[Diagnostic], rules: Iterable[Rule]
) -> list[str]:
    """For people, a line each: the findings that are new and those that are gone, and what to do
    about the new ones. One whose line has moved is the same.
    """
    gone = Counter(map(_identity, before))
    new = []
    for finding in now:
        identity = _identity(finding)
        if gone[identity]:
            gone[identity] -= 1
        else:
            new.append(finding)
    lines = [f"new: {_line(finding)}" for finding in new]
    for finding in before:
        if gone[_identity(finding)]:
            gone[_identity(finding)] -= 1
            lines.append(f"gone: {_line(finding)}")
    return [*lines, *remedies(new, rules)]


def _identity(finding: Diagnostic) -> tuple[str, ...]:
    place = finding.location
    where = (place.file, place.pointer) if place else ()
    return (finding.code, finding.message, *where)


def count(findings: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no findings`."""
    severities = [finding.severity for finding in findings]
    parts = [
        f"{n} {name}{'s' if n > 1 else ''}"
        for severity, name in _NAMES.items()
        if (n := severities.count(severity))
    ]
    return ", ".join(parts) or "no findings"


def as_json(findings: Sequence[Diagnostic], rules: Sequence[Rule]) -> str:
    """`{"findings": [{code, severity, message, file, line, column, pointer}]}`; the place is null
    where there is none.
    """
    del rules
    return json.dumps({"findings": [record(finding) for finding in findings]}, indent=2)


def record(finding: Diagnostic) -> dict[str, Any]:
    """A finding as plain data."""
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "pointer": place.pointer if place else None,
    }


def github(findings: Sequence[Diagnostic], rules: Sequence[Rule]) -> str:
    """One workflow command a finding; whatever the text holds,
    it stays one line and one command.
    """
    summaries = {rule.code: rule.summary for rule in rules}
    lines = []
    for finding in findings:
        title = f"{finding.code} {summaries.get(finding.code, '')}".rstrip()
        place = finding.location
        where = (
            [("file", place.file), ("line", str(place.line)), ("col", str(place.column))]
            if place
            else []
        )
        properties = ",".join(
            f"{name}={_github_property(value)}" for name, value in [*where, ("title", title)]
        )
        message = (
            f"{finding.message} (at #{place.pointer})"
            if place and place.pointer
            else finding.message
        )
        lines.append(f"::{_GITHUB_LEVEL[finding.severity]} {properties}::{_github_data(message)}")
    return "\n".join(lines)


def _github_data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(value: str) -> str:
    return _github_data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Diagnostic], rules: Sequence[Rule]) -> str:
    """A SARIF log (OASIS SARIF 2.1.0) with one run, whose tool describes every rule."""
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "generator lint",
        "rules": [
            {
                "id": rule.code,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.reason},
                "help": {"text": rule.remedy},
                "defaultConfiguration": {"level": _SARIF_LEVEL[rule.severity]},
            }
            for rule in rules
        ],
    }
    results = []
    for finding in findings:
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in index:
            result["ruleIndex"] = index[finding.code]
        result |= {"level": _SARIF_LEVEL[finding.severity], "message": {"text": finding.message}}
        if finding.location is not None:
            result["locations"] = [_sarif_location(finding.location)]
        results.append(result)
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _sarif_location(place: Location) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": quote(place.file, errors="surrogateescape")},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    logical = [{"fullyQualifiedName": f"#{place.pointer}"}]
    return {"physicalLocation": physical, "logicalLocations": logical}


def rules_as_text(rules: Iterable[Rule]) -> str:
    """The rules for people: what each finds, why that matters, and what to do."""
    return "\n".join(
        f"{rule.code} {_kind(rule)}: {rule.summary}\n    {rule.reason}\n    {rule.remedy}"
        for rule in rules
    )


def _kind(rule: Rule) -> str:
    """`error`, or `error, refuses` where a finding keeps commands from making something of a
    document.
    """
    where = {"refuses": ", refuses", "where read": ", refuses where it is read"}
    return f"{rule.severity}{where.get(rule.effect, '')}"


def rules_as_json(rules: Iterable[Rule]) -> str:
    """The rules for programs."""
    names = ("code", "severity", "effect", "summary", "reason", "remedy")
    return json.dumps(
        {"rules": [{name: getattr(rule, name) for name in names} for rule in rules]}, indent=2
    )


FORMATS: dict[str, Callable[[Sequence[Diagnostic], Sequence[Rule]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
