"""The verdict for Python is true: what runs and type-checks with the base's package and not with
the head's is never safe.

Random cells (see `random_clients`), a random edit each, or TRUTH_EDITS of them: all bases are one
package, all heads another. One process of mypy judges the calls of all cells against both, then
they are made, each to the mock of its document. What the mock refuses is the wire's to tell.
TRUTH_CELLS is how many cells there are, TRUTH_SEED the first of them."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import re
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from generator.api.build import build
from generator.document.bundle import Document, load
from generator.emit.annotations import Needs
from generator.emit.client import emit_client
from generator.emit.models import emit_models
from generator.emit.templates import environment, text_of
from generator.mock.app import create_app
from generator.review.model import Report, Verdict, worst
from generator.review.review import review
from generator.review.revisions import Revision
from tests.checking import mypy
from tests.review.random_clients import Cell, Root, Snippet, merged, snippets

pytestmark = pytest.mark.seeded
CELLS = int(os.environ.get("TRUTH_CELLS", "28"))
SEED = int(os.environ.get("TRUTH_SEED", "0"))
EDITS = int(os.environ.get("TRUTH_EDITS", "1"))
LAST = ("no result", "remove method")
"""Edits after which there is less to edit."""
MOST_UNKNOWN = 0.05
TEMPLATES = Path(__file__).parents[2] / "templates"
_IMPORTS = (
    "from datetime import UTC, date, datetime\nfrom typing import Literal\nfrom {package} import "
    "Cells, inputs, models\n"
)


@dataclass(slots=True)
class Pair:
    """A cell, what is said of it, and what it did to the calls: why one fails with the head's
    package, if it does.
    """

    edit: str
    base: Root
    head: Root
    report: Report
    fails: dict[str, str] = field(default_factory=dict)

    @property
    def python(self) -> Verdict:
        return worst(*(change.python for change in self.report.changes))

    @property
    def wire(self) -> Verdict:
        return worst(*(change.wire for change in self.report.changes))


class _Mock(httpx2.BaseTransport):
    """The mock of a document, in process."""

    def __init__(self, document: Document, loop: asyncio.Runner) -> None:
        self._transport, self._loop = httpx2.ASGITransport(create_app(document)), loop

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        content = request.read()
        return self._loop.run(
            self._answer(
                httpx2.Request(
                    request.method, request.url, headers=request.headers, content=content
                )
            )
        )

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx2.Response(
            answer.status_code, headers=answer.headers, content=await answer.aread()
        )


def _document(root: Root, folder: Path, name: str) -> Document:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(root), encoding="utf-8")
    return load(path)


def _pairs(folder: Path) -> Iterator[tuple[Pair, list[Snippet]]]:
    for number in range(CELLS):
        cell = Cell(number, SEED + number)
        base = cell.document()
        head, edits = base, [""]
        while len(edits) <= EDITS and edits[-1] not in LAST:
            head, edit = cell.edited(head)
            edits.append(edit)
        sides = []
        for name, one in (("base", base), ("head", head)):
            path = folder / f"{name}.json"
            sides.append(Revision(_document(merged([one], "cells"), folder, name), name, path))
        yield (
            Pair(", ".join(edits[1:]), base, head, review(*sides)),
            list(snippets(number, build(sides[0].document))),
        )


def _package(document: Document, package: str, folder: Path) -> None:
    api = build(document, package=package)
    jinja = environment(TEMPLATES)
    needs = Needs()
    for tree in (emit_models(api, jinja, needs), emit_client(api, jinja, TEMPLATES, needs)):
        for path, content in tree.items():
            file = folder / package / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else text_of(content).encode())


def _program(package: str, calls: list[Snippet]) -> str:
    """A function for each call, all of them for the package."""
    text = _IMPORTS.format(package=package)
    for number, call in enumerate(calls):
        text += f"\ndef call{number}(client: Cells) -> None:\n" + "".join(
            f"    {line}\n" for line in call.lines
        )
    return text


def _checked(program: Path, said: str) -> dict[int, str]:
    """What the type checker has against the calls of a program, by their numbers."""
    lines = program.read_text(encoding="utf-8").splitlines()
    found: dict[int, str] = {}
    for match in re.finditer(rf"^{program.name}:(\d+): error: (.*)$", said, re.MULTILINE):
        number = next(
            int(name[1])
            for line in lines[int(match[1]) - 1 :: -1]
            if (name := re.match(r"def call(\d+)\(", line))
        )
        found.setdefault(number, f"mypy: {match[2]} ({lines[int(match[1]) - 1].strip()})")
    return found


def _made(module: ModuleType, client: Any, count: int) -> dict[int, str]:
    """What was raised when the calls were made, by their numbers."""
    found: dict[int, str] = {}
    for number in range(count):
        try:
            getattr(module, f"call{number}")(client)
        except Exception as error:  # noqa: BLE001 (whatever a caller sees)
            said = traceback.format_exception_only(error)[-1].strip()
            refused = any(kind.__name__ == "StatusError" for kind in type(error).__mro__)
            found[number] = f"{'mock' if refused else 'run'}: {said}"
    return found


def _failures(
    package: str, root: Root, calls: list[Snippet], said: str, folder: Path
) -> tuple[dict[int, str], dict[int, str]]:
    """What the type checker says of each call, and what is raised."""
    checked = _checked(folder / f"calls_{package}.py", said)
    module = importlib.import_module(f"calls_{package}")
    with asyncio.Runner() as loop:
        mock = httpx2.Client(transport=_Mock(_document(root, folder, package), loop))
        with importlib.import_module(package).Cells(
            base_url="https://cells.example.com", http_client=mock
        ) as client:
            return checked, _made(module, client, len(calls))


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Pair]]:
    """All cells with what became of their calls."""
    folder = tmp_path_factory.mktemp("cells")
    found = list(_pairs(folder))
    calls = [call for _, own in found for call in own]
    roots = {
        "cells_base": merged([pair.base for pair, _ in found], "cells_base"),
        "cells_head": merged([pair.head for pair, _ in found], "cells_head"),
    }
    for package, root in roots.items():
        _package(_document(root, folder, package), package, folder)
        (folder / f"calls_{package}.py").write_text(_program(package, calls), encoding="utf-8")
    done = mypy(*(f"calls_{package}.py" for package in roots), cwd=folder, path=folder)
    sys.path.insert(0, str(folder))
    before, after = (
        _failures(package, root, calls, done.stdout, folder) for package, root in roots.items()
    )
    sys.path.remove(str(folder))
    wrong = [f"{calls[number].lines} {said}" for each in before for number, said in each.items()]
    assert len(wrong) <= len(calls) / 20, "\n".join(wrong[:5])
    for old, new in zip(before, after, strict=True):
        for number, said in new.items():
            if number not in old:
                found[calls[number].number][0].fails.setdefault(
                    said.partition(":")[0], f"{said} in {calls[number].lines[0]}"
                )
    yield [pair for pair, _ in found]
    for name in [
        name
        for name in sys.modules
        if name.partition(".")[0] in (*roots, *(f"calls_{package}" for package in roots))
    ]:
        del sys.modules[name]


@pytest.mark.heavy
def test_code_that_fails_with_the_new_package_was_never_called_safe(
    pairs: list[Pair], capsys: pytest.CaptureFixture[str]
):
    wrong = [
        f"{pair.edit}: {pair.fails}\nbase {json.dumps(pair.base)}\nhead {json.dumps(pair.head)}"
        for pair in pairs
        if _lies(pair)
    ]
    count = Counter(
        (pair.python, "fails" if pair.fails.keys() - {"mock"} else "passes") for pair in pairs
    )
    alarms: dict[str, int] = defaultdict(int)
    for pair in pairs:
        if pair.python == "breaking" and not pair.fails:
            for change in pair.report.changes:
                if change.python == "breaking":
                    alarms[change.code.rule if change.code else change.rule] += 1
    with capsys.disabled():
        print(
            f"\npython: {dict(sorted(count.items()))}; breaking though nothing fails: "
            f"{dict(alarms)}"
        )
    assert not wrong, "\n\n".join(wrong)
    assert sum(one == "breaking" for one, _ in count.elements()) >= len(pairs) / 4
    assert sum(one == "unknown" for one, _ in count.elements()) <= MOST_UNKNOWN * len(pairs)


def _lies(pair: Pair) -> bool:
    """Whether a failure is called safe: one that a caller has before anything is sent, or one that
    the mock answers with.
    """
    if pair.fails.keys() - {"mock"}:
        return pair.python == "safe"
    return "mock" in pair.fails and worst(pair.python, pair.wire) == "safe"
