"""A report for people and for programs: text for a terminal, Markdown for a comment, a page, JSON,
annotations of a forge.

All are printed from one `Report`, so verdicts never differ between them. Whatever a document says
stays text: nothing of it becomes markup, a mention, a terminal's control sequence or a command of a
workflow."""

import hashlib
import json
import os
from base64 import b64encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from generator.document.diagnostics import Location, counted
from generator.emit import templates as printing
from generator.emit.code import Code, plain
from generator.emit.template_folders import find
from generator.review.entries import place
from generator.review.generated import Generated
from generator.review.model import Change, Occurrence, Reach, Report, worst
from generator.review.report_view import headline, ordered, remedies_of, report_view
from generator.review.report_words import VERDICTS, DisplayLimits, ReportEntry

MARKER: Final = "<!-- api-review -->"
"""The first line of a comment, by which the workflow finds it again."""

COMMENT_LIMIT: Final = 64_000
"""How much a comment may hold. GitHub takes 65,536 characters; the rest is for what a workflow
writes below the report.
"""

FORMS: Final = ("text", "markdown", "html", "json", "github")

_LEVELS: Final = ("error", "warning", "notice")
_MOST_SHOWN: Final = 10  # annotations of a level that GitHub shows of a step

_TERMINAL: Final = DisplayLimits(
    text=400, value=120, operations=6, places=12, lines=40, yaml=0, first=400
)
_COMMENT: Final = DisplayLimits(
    text=300, value=120, operations=12, places=12, lines=15, yaml=2_000, first=300
)
_SHORT: Final = DisplayLimits(text=60, value=60, operations=3, places=3, lines=3, yaml=0, first=200)
_PAGE: Final = DisplayLimits(
    text=4_000, value=4_000, operations=5_000, places=5_000, lines=500, yaml=200_000, first=4_000
)


def render_report(
    report: Report,
    form: str,
    templates: Path,
    generated: Path | None = None,
    *,
    kept_in: Path | None = None,
) -> str:
    """The report in one of `FORMS`. `generated` is the folder of the head's generated package,
    whose lines are named then; a page links to them from the folder that it is `kept_in`, the
    working directory unless given.

    Raises:
        ValueError: there is no such form.
        TemplateError: a template is at fault.
    """
    lines = None if generated is None else Generated(generated)
    match form:
        case "text":
            words = report_view(report, _TERMINAL, generated=lines)
            environment = printing.environment(templates)
            return printing.render(
                environment, "review/report.txt.jinja", report=words, verdicts=VERDICTS
            )
        case "markdown":
            return _comment(report, templates, lines)
        case "html":
            return _page(report, templates, lines, kept_in or Path())
        case "json":
            return json.dumps(as_data(report, lines), indent=2) + "\n"
        case "github":
            return "".join(f"{line}\n" for line in annotations(report))
        case _:
            raise ValueError(f"no form {form!r} of a report; there are {', '.join(FORMS)}")


def annotations(report: Report) -> list[str]:
    """Workflow commands of GitHub for what is not safe, the worst first, each place at its line of
    the head.

    What fails the review is an error, what breaks without failing it a warning, what cannot be told
    or was accepted a notice. What is gone is told at the line of the head that is nearest to it.
    GitHub shows ten of a level and a step: the tenth says how many more there are. Each acceptance
    that is new and accepts nothing is told at its own line, an error where it fails the review and
    else a warning."""
    failing = set(report.failing)
    found: dict[str, list[tuple[Change, Occurrence]]] = {level: [] for level in _LEVELS}
    for change in ordered(report):
        if worst(change.wire, change.python) != "safe":
            level = (
                "error"
                if change in failing
                else "warning"
                if change.open == "breaking"
                else "notice"
            )
            found[level] += [(change, each) for each in change.everywhere]
    lines = [
        _annotation(level, change, each, len(places) - _MOST_SHOWN if number == _MOST_SHOWN else 0)
        for level, places in found.items()
        for number, (change, each) in enumerate(places[:_MOST_SHOWN], 1)
    ]
    return [*lines, *_of_acceptances(report)]


def _of_acceptances(report: Report) -> Iterator[str]:
    """A workflow command for each acceptance that is new and accepts nothing."""
    level = "warning" if report.passes else "error"
    for says, at in zip(report.stale, chain(report.stale_at, repeat(None)), strict=False):
        said = says if at is None else says.removeprefix(f"{place(at)}: ")
        title = {"title": "An accepted break that accepts nothing"}
        yield _command(level, _line(at) | title, [said])


def as_data(report: Report, lines: Generated | None = None) -> dict[str, Any]:
    """The report for programs. What stands up to `changes` and, in a change, up to `head_location`
    is a stable contract.

    Of an edit that was made at several places, `occurrences` has each; words of one kind have
    `before` and `after` only there."""
    return {
        "base": report.base,
        "head": report.head,
        "advice": {"api": report.api, "sdk": report.sdk},
        "changes": [_record(change, lines) for change in ordered(report)],
        "headline": headline(report),
        "advice_says": {"api": report.api_says, "sdk": report.sdk_says},
        "advice_steps": {"api": report.api_step, "sdk": report.sdk_step},
        "fail_on": report.fail_on,
        "passes": report.passes,
        "outcome": report.outcome,
        "tally": asdict(report.tally),
        "left_out": list(report.left_out),
        "stale": list(report.stale),
        "spent": list(report.spent),
        "unexpressed": list(report.unexpressed),
        "changelog": report.changelog,
    }


def _reached(reach: tuple[Reach, ...]) -> list[dict[str, str]]:
    return [
        {"method": each.method, "path": each.path, "direction": each.direction} for each in reach
    ]


def _record(change: Change, lines: Generated | None) -> dict[str, Any]:
    code = change.code
    return {
        "rule": change.rule,
        "wire": change.wire,
        "python": change.python,
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "reach": _reached(change.reach),
        "origin": change.origin,
        "base_location": place(change.base) or None,
        "head_location": place(change.head) or None,
        "where": change.where,
        "reason": change.reason,
        "remedy": change.remedy,
        "classes": list(change.classes),
        "example": change.example,
        "other_example": change.other_example,
        "accepted": change.accepted,
        "acceptances": [asdict(each) for each in change.acceptances],
        "to_accept": change.to_accept,
        "origin_says": change.origin_says,
        "generated": [] if lines is None else list(lines.lines(change)),
        "methods": list(dict.fromkeys(each.python for each in change.reach if each.python)),
        "sections": list(dict.fromkeys(each.section for each in change.reach if each.section)),
        "code": code
        and {
            "rule": code.rule,
            "where": code.where,
            "what": code.what,
            "before": code.before,
            "after": code.after,
            "reason": code.reason,
            "remedy": code.remedy,
        },
        "occurrences": [
            {
                "where": each.where,
                "what": each.what,
                "before": each.before,
                "after": each.after,
                "code": each.code or None,
                "code_where": each.code_where or None,
                "reach": _reached(each.reach),
                "example": each.example,
                "base_location": place(each.base) or None,
                "head_location": place(each.head) or None,
            }
            for each in change.occurrences
        ],
    }


def _comment(report: Report, templates: Path, lines: Generated | None) -> str:
    """The longest comment that is within the limit: with all entries, or with as many of the first
    ones as it can hold.
    """
    environment = printing.environment(templates)
    changes = ordered(report)

    def printed(most: int, limits: DisplayLimits) -> str:
        rest = Counter(
            "accepted" if each.accepted is not None else VERDICTS[each.open]
            for each in changes[most:]
        )
        words = report_view(report, limits, most, lines)
        return printing.render(
            environment,
            "review/comment.md.jinja",
            marker=Code(MARKER),
            report=words,
            verdicts=VERDICTS,
            rest=[f"{count} {word}" for word, count in rest.items()],
            left=len(changes) - most,
            changelog="\n".join(words.changelog.shown),
        )

    def fitting(limits: DisplayLimits) -> str:
        """By halves: what has one entry more is longer."""
        longer = bisect_right(
            range(len(changes) + 1), COMMENT_LIMIT, key=lambda most: _length(printed(most, limits))
        )
        return printed(max(0, longer - 1), limits)

    found = printed(len(changes), _COMMENT)
    for limits in (_COMMENT, _SHORT):
        if _length(found) > COMMENT_LIMIT:
            found = fitting(limits)
    return found


def _length(text: str) -> int:
    """Characters as a forge counts them at worst: code units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _page(report: Report, templates: Path, lines: Generated | None, folder: Path) -> str:
    """The report as one file that loads nothing: style and script stand in it, each allowed by its
    digest. Entries can be chosen by section and by operation.
    """
    style, script = (_source(find(templates, f"review/{name}")) for name in ("page.css", "page.js"))
    page = report_view(report, _PAGE, generated=lines)
    entries = list(chain.from_iterable(group.entries for group in page.groups))
    sections = dict.fromkeys(chain.from_iterable(entry.sections for entry in entries))
    operations = dict.fromkeys(
        operation.name for entry in entries for operation in entry.operations.shown
    )
    return printing.render(
        printing.environment(templates),
        "review/page.html.jinja",
        report=page,
        verdicts=VERDICTS,
        sections={name: index for index, name in enumerate(sections)},
        operations=tuple(operations)[: _PAGE.lines],
        links={line: _link(line, folder) for line in _generated(entries)},
        style=style,
        style_digest=_digest(style),
        script=script,
        script_digest=_digest(script),
    )


def _generated(entries: Iterable[ReportEntry]) -> Iterator[str]:
    """The lines of the generated package that a page names."""
    for entry in entries:
        yield from entry.generated
        yield from (spot.generated for spot in entry.places.shown if spot.generated)


def _link(line: str, folder: Path) -> str:
    """The URL of the file of `generated/np6/models/segment.py:26` in a page of a folder: relative
    to that, as both may be moved together.
    """
    file = Path(line.rpartition(":")[0])
    if not file.is_absolute():
        file = Path(os.path.relpath(file.absolute(), folder.resolve()))
    return quote(file.as_posix())


def _source(file: Path) -> Code:
    return Code(file.read_text(encoding="utf-8"))


def _digest(source: Code) -> Code:
    """What a content security policy names an inline style or script by (CSP Level 3, section
    2.3.1).
    """
    return Code(b64encode(hashlib.sha256(source.text.encode()).digest()).decode("ascii"))


def _annotation(level: str, change: Change, at: Occurrence, more: int) -> str:
    """A workflow command; `more` is how many others of its level are not shown."""
    rule = change.rule if change.wire != "safe" else change.views[-1].rule
    title = f"wire: {VERDICTS[change.wire]}, Python: {VERDICTS[change.python]} ({rule})"
    properties = _line(at.near or at.head)
    if not properties and at.base is not None:  # no line of the head is near it
        properties = {"file": at.base.file}
    said = _sentences(change, at)
    if more > 0:
        said.append(f"and {more} more of this kind, which are in the report")
    return _command(level, properties | {"title": title}, said)


def _sentences(change: Change, at: Occurrence) -> list[str]:
    """What an annotation says of a change at one of its places, a line each: what it is, what
    Python code sees of it, why it was accepted, what is to be done, where it was.
    """
    reaches = f"; reaches {counted(len(at.reach), 'operation')}" if at.reach else ""
    said = [f"{at.where}: {at.what}{reaches}"]
    if at.code and at.code != at.what:
        said.append(f"Python: {at.code}")
    if change.accepted is not None:
        said.append(f"accepted: {change.accepted}")
    said += [remedy for _, remedy in remedies_of(change)]
    is_gone = at.near is not None or at.head is None
    if is_gone and at.base is not None:
        said.append(f"was in {place(at.base)}")
    return said


def _line(location: Location | None) -> dict[str, str]:
    """The properties of a workflow command that lead to a line."""
    return {} if location is None else {"file": location.file, "line": str(location.line)}


def _command(level: str, properties: Mapping[str, str], said: Iterable[str]) -> str:
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{level} {listed}::{'%0A'.join(map(_escaped, said))}"


def _escaped(value: str, more: str = "") -> str:
    """One line of a workflow command, in which nothing ends a property or the command."""
    line = plain(value).text.replace("%", "%25")
    for character in more:
        line = line.replace(character, f"%{ord(character):02X}")
    return line
