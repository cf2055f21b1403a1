"""The cases of the review's rules: each folder of `cases/review/rules` is named after a rule and
proves it.

`case.yaml` is a base document and two edits of it, as JSON Patch (RFC 6902): `edit` makes the
change that the rule is about, `neighbour` one that looks like it and is another. `expected.txt` has
all that the review says of both, and of the way back from the first. `openapi` and `info` are
filled in where the base leaves them out."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from generator import worker
from generator.api.build import build
from generator.document import pointer as pointers
from generator.document import source
from generator.document.bundle import load
from generator.document.diagnostics import Location
from generator.review.model import Change, Report
from generator.review.review import review
from generator.review.revisions import Revision
from tests import written_yaml

FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "rules"
HEADER: Final = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1.0.0"}}

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A rule with the documents that prove it; `neighbour` is the document of which it must not be
    told.
    """

    rule: str
    folder: Path
    base: Object
    head: Object
    neighbour: Object

    @property
    def expected(self) -> Path:
        return self.folder / "expected.txt"


def cases() -> Iterator[RuleCase]:
    """Every case, by the name of its rule."""
    for path in sorted(FOLDER.glob("*/case.yaml")):
        yield read(path)


def read(path: Path) -> RuleCase:
    """The case that a file describes. ValueError if it has another form."""
    content = written_yaml.read(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.keys() != {"base", "edit", "neighbour"}:
        raise ValueError(f"{path}: `base`, `edit` and `neighbour` are wanted")
    base = {**HEADER, **content["base"]}
    return RuleCase(
        path.parent.name,
        path.parent,
        base,
        patched(base, content["edit"]),
        patched(base, content["neighbour"]),
    )


def patched(document: Object, operations: list[Object]) -> Object:
    """A copy of a document with the operations of a JSON Patch applied: `add`, `remove`, `replace`,
    `move`, `copy`.

    Raises: ValueError: an operation that has no effect, so that a slip in a case is seen; KeyError,
        IndexError: no such place.
    """
    result = copy.deepcopy(document)
    for each in operations:
        before = copy.deepcopy(result)
        if each["op"] in ("move", "copy"):
            value = _get(result, each["from"])
            if each["op"] == "move":
                _remove(result, each["from"])
            _add(result, each["path"], copy.deepcopy(value))
        elif each["op"] == "remove":
            _remove(result, each["path"])
        elif each["op"] in ("add", "replace"):
            if each["op"] == "replace":
                _get(result, each["path"])
            _add(result, each["path"], each["value"], replacing=each["op"] == "replace")
        else:
            raise ValueError(f"no operation of JSON Patch: {each}")
        if repr(before) == repr(result):
            raise ValueError(f"an operation without an effect: {each}")
    return result


def _get(document: Any, pointer: str) -> Any:
    for token in pointers.split(pointer):
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def _add(document: Any, pointer: str, value: Any, *, replacing: bool = False) -> None:
    *above, last = pointers.split(pointer)
    holder = _get(document, pointers.join("", *above))
    if isinstance(holder, dict):
        holder[last] = value
    elif replacing:
        holder[int(last)] = value
    else:
        holder.insert(len(holder) if last == "-" else int(last), value)


def _remove(document: Any, pointer: str) -> None:
    *above, last = pointers.split(pointer)
    holder = _get(document, pointers.join("", *above))
    del holder[int(last) if isinstance(holder, list) else last]


def compared(base: Object, head: Object) -> Report:
    """What the review says of two documents."""
    return reviewed(text_of(base), text_of(head))


def reviewed(base: str, head: str) -> Report:
    """What the review says of the texts of two documents."""
    sides = side(base), side(head)
    with patch.object(
        worker, "_threads", lambda: 2
    ):  # a process for a half takes longer than so small a whole
        return review(*sides)


@lru_cache(maxsize=64)
def side(text: str) -> Revision:
    """A document as one side of a review, as if it were read from a file; read and built once for
    all that it is compared with.
    """
    path = Path("no-folder") / f"document.{'json' if text.startswith('{') else 'yaml'}"

    def read_it(file: Path, name: str) -> source.Source:
        if file.name != path.name:
            return source.read(file, name)
        return source.parse(text.encode(), file, name)

    document = load(path, read=read_it)
    api = build(document, examples=False)
    return Revision(document, path.name, path, None, lambda _: api)


def text_of(document: Object) -> str:
    """A document as YAML, its keys in their order."""
    return _yaml(json.dumps(document))


@lru_cache(maxsize=64)
def _yaml(text: str) -> str:
    """The YAML of a document that is given as JSON. To write it takes longer than to read it."""
    document = json.loads(text)
    return written_yaml.write(document, written_yaml.Plain, allow_unicode=True, width=120)


def rules_of(report: Report) -> set[str]:
    """The rules by which something is told: of the wire, and of Python in the same entry."""
    return {rule for change in report.changes for rule in rules_of_change(change)}


def rules_of_change(change: Change) -> tuple[str, ...]:
    """The rules of an entry: that of the wire or of Python, and those of what Python code sees of
    it.
    """
    return (
        (change.rule,)
        if change.code is None
        else (change.rule, change.code.rule, *change.code.more)
    )


def said(there: Report, back: Report, beside: Report) -> str:
    """All that is said of a case: of its edit, of the way back, of the edit beside it."""
    return f"# edit\n\n{told(there)}\n# back\n\n{told(back)}\n# neighbour\n\n{told(beside)}"


def told(report: Report) -> str:
    """All of a report but its titles."""
    blocks = [_change(change) for change in report.changes] or ["no change"]
    blocks.append(f"api {report.api}, sdk {report.sdk}")
    blocks += [
        f"{name}: {each}"
        for name in ("left_out", "unexpressed", "stale")
        for each in getattr(report, name)
    ]
    return "\n\n".join(blocks) + "\n"


def _change(change: Change) -> str:
    lines = [
        f"{change.rule}: wire {change.wire}, python {change.python}",
        f"  {change.where}: {change.what}",
    ]
    lines += _step(change.before, change.after)
    lines += [f"  because {change.reason}", f"  remedy {change.remedy}"]
    if change.example is not None:
        lines.append(f"  lost {change.example}")
    if change.other_example is not None:
        lines.append(f"  lost the other way {change.other_example}")
    if change.code is not None:
        code = change.code
        lines += [f"  {code.rule}", f"    {code.where}: {code.what}"]
        lines += [f"  {line}" for line in _step(code.before, code.after)]
        lines += [f"    because {code.reason}", f"    remedy {code.remedy}"]
    lines.append(
        f"  pointer {change.pointer or '-'}, lines {_line(change.base)} and {_line(change.head)}"
    )
    lines += [
        f"  reaches {each.method} {each.path} ({each.direction}) {each.python}".rstrip()
        for each in change.reach
    ]
    if change.classes:
        lines.append(f"  classes {', '.join(change.classes)}")
    lines += [f"  at {each.where}: {each.what}" for each in change.occurrences]
    return "\n".join(lines)


def _step(before: str | None, after: str | None) -> list[str]:
    return [] if before is None and after is None else [f"  {before} -> {after}"]


def _line(location: Location | None) -> str:
    return "-" if location is None else str(location.line)
