"""What is said of a pair of schemas: each row of `cases/review/schemas` is two of them, and what is
told of both ways.

A row is `{base: schema, head: schema}`, with `components` where they refer to some (`base
components` and `head components` where these differ), `version` of OpenAPI, `form`: how a value
travels where that is not as `json`, and `only: there` where the way back is another matter. One
operation is sent the schema, another gives it. REWRITE_CASES=1 rewrites what is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from generator.document.bundle import Document, load
from generator.document.diagnostics import Location
from generator.review import rules
from generator.review.comparison.document import compare
from generator.review.model import Change
from tests import written_yaml

FOLDER: Final = Path(__file__).parents[1] / "cases" / "review" / "schemas"
_MEDIA: Final = {"json": "application/json", "text": "text/plain", "xml": "application/xml"}
_PLACES: Final = ("/schema", "/requestBody", "/responses", "/parameters")

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Two schemas and what is told of them; `name` says what is between them, `topic` is the file."""

    topic: str
    name: str
    said: Object

    def document(self, side: str) -> Object:
        components = {**self.said.get("components", {}), **self.said.get(f"{side} components", {})}
        version = self.said.get(f"{side} version", self.said.get("version", "3.1.0"))
        sent, given = _uses(self.said.get("form", "json"), self.said[side])
        return {
            "openapi": version,
            "info": {"title": "A", "version": "1"},
            "paths": {"/sent": {"put": sent}, "/given": {"get": given}},
            "components": {"schemas": components},
        }

    @property
    def shown(self) -> str:
        """The row as it is written, each thing on a line."""
        return "".join(f"{key}: {_flow(value)}\n" for key, value in self.said.items())


def _uses(form: str, schema: Any) -> tuple[Object, Object]:
    """The operation that is sent a schema, and the one that gives it."""
    done = {"responses": {"204": {"description": ""}}}
    if form in _MEDIA:
        content = {"content": {_MEDIA[form]: {"schema": schema}}}
        return {"requestBody": content, **done}, {
            "responses": {"200": {"description": "", **content}}
        }
    parameter = {"name": "a", "in": form, "schema": schema}
    return {"parameters": [parameter], **done}, {
        "responses": {"200": {"description": "", "headers": {"A": {"schema": schema}}}}
    }


def _flow(value: Any) -> str:
    written: str = written_yaml.write(value, default_flow_style=True, width=10_000)
    return written.removesuffix("\n...\n").strip()


def rows() -> Iterator[Row]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, said in written_yaml.read(path.read_text(encoding="utf-8")).items():
            yield Row(path.stem, str(name), said)


def told(changes: list[Change]) -> str:
    """What is said of a pair, by who sends it."""
    return "".join(map(_told, changes)) or "  nothing\n"


def _told(change: Change) -> str:
    step = (
        ""
        if change.before is None and change.after is None
        else f" ({change.before} -> {change.after})"
    )
    lines = [f"  {_ways(change)}{change.wire} {change.rule}: {change.what}{step}"]
    if change.reason != rules.by_id(change.rule).reason:
        lines.append(f"    because {change.reason}")
    if change.example is not None:
        lines.append(f"    lost {change.example}")
    if change.other_example is not None:
        lines.append(f"    lost the other way {change.other_example}")
    lines.append(f"    of {change.where}, at {_place(change.base)} and {_place(change.head)}")
    return "\n".join(lines) + "\n"


def _ways(change: Change) -> str:
    ways = {"PUT": "sent", "GET": "given"}
    return "".join(f"{ways[each.method]}, " for each in change.reach)


def _place(location: Location | None) -> str:
    """Where in its schema something is; a component by its name."""
    if location is None:
        return "nothing"
    pointer = location.pointer
    if pointer.startswith("/components/schemas/"):
        return pointer.removeprefix("/components/schemas/")
    _, schema, inside = pointer.partition("/schema")
    return inside.removeprefix("/") or "the schema" if schema else pointer


ROWS: Final = list(rows())
SECTIONS: Final = {
    (path.stem, section.partition("\n")[0]): section.partition("\n")[2].rstrip()
    for path in sorted(FOLDER.glob("*.txt"))
    for section in path.read_text(encoding="utf-8").removeprefix("# ").split("\n\n# ")
}


def _loaded(document: Object, path: Path) -> Document:
    path.write_text(json.dumps(document), encoding="utf-8")
    return load(path)


def text_of(row: Row, folder: Path) -> str:
    base, head = (_loaded(row.document(side), folder / f"{side}.json") for side in ("base", "head"))
    back = "" if row.said.get("only") == "there" else f"back\n{told(compare(head, base))}"
    return f"{row.shown}there\n{told(compare(base, head))}{back}".rstrip()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.topic}: {row.name}")
def test_what_is_said_of_two_schemas(row: Row, tmp_path: Path) -> None:
    text = text_of(row, tmp_path)
    if os.environ.get("REWRITE_CASES"):
        SECTIONS[row.topic, row.name] = text
        of_topic = (each.name for each in ROWS if each.topic == row.topic)
        kept = [f"# {name}\n{SECTIONS.get((row.topic, name), '')}" for name in of_topic]
        (FOLDER / f"{row.topic}.txt").write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    assert text == SECTIONS[row.topic, row.name]


def test_every_row_is_one_that_there_is() -> None:
    assert [(row.topic, row.name) for row in ROWS] == list(SECTIONS)
