"""A second process that is made before a document is read: with it and without, a command writes
and says the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENT = """\
openapi: 3.1.0
info: {title: Acme, version: '1'}
servers: [{url: https://acme.example}]
x-unknown: 1
paths:
  /things:
    get:
      operationId: list
      parameters: [{name: n, in: query, schema: {type: strin, maxLength: 5}}]
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
  /things/{id}:
    put:
      operationId: change
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: Done., links: {next: {operationId: list}}}}
components:
  schemas:
    Thing: {type: object, properties: {id: {type: string}, parts: {type: array, items: {type: integer}}}}
"""
SOUND = DOCUMENT.replace("strin,", "string,")
ALONE, WITH_THE_API, WITH_THE_DOCUMENT = "alone", "with the Api", "with the document"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1,
    reason="no second process on this machine",
)

SCRIPT = """\
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
if {way!r} == "alone":
    os.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})
from generator import worker
from generator.cli import ahead, main
ahead._LARGE = 0 if {way!r} == "with the document" else 10**9
original = worker.Worker.take
def take(self, otherwise):
    there, result = self.under_way, original(self, otherwise)
    with open("taken", "a") as file:
        print("from the other" if there and self.under_way else "made here", file=file)
    return result
worker.Worker.take = take
{more}
sys.exit(main(sys.argv[1:]))
"""


def run(folder: Path, way: str, *arguments: str, more: str = "") -> tuple[int, str, str, list[str]]:
    """A command in a process of its own: its exit code, what it says, and where what it made came
    from.
    """
    (folder / "taken").unlink(missing_ok=True)
    script = SCRIPT.format(root=str(ROOT), way=way, more=more)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    taken = folder / "taken"
    lines = taken.read_text(encoding="utf-8").splitlines() if taken.exists() else []
    return done.returncode, done.stdout, done.stderr, lines


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Done(NamedTuple):
    """What a command said and wrote: its exit code, standard output and error, the files of `out`."""

    code: int
    output: str
    errors: str
    written: dict[str, bytes]


@cache
def alone(document: str, *arguments: str, template: str | None = None) -> Done:
    """What a command does with a document without a second process, once for all that is compared
    with it.
    """
    with TemporaryDirectory() as name:
        folder = _prepared(Path(name), document, template)
        code, output, errors, taken = run(folder, ALONE, *arguments)
        assert "from the other" not in taken
        return Done(code, output, errors, files(folder / "out"))


def _prepared(folder: Path, document: str, template: str | None = None) -> Path:
    """The folder with the document, and with a template of `theirs`."""
    (folder / "acme.yaml").write_text(document, encoding="utf-8")
    if template is not None:
        (folder / "theirs" / "docs").mkdir(parents=True)
        (folder / "theirs" / "docs" / "api.md.jinja").write_text(template, encoding="utf-8")
    return folder


REGENERATE = ("regenerate", "--spec", "acme.yaml", "--out", "out")


@pytest.mark.parametrize("way", [WITH_THE_API, WITH_THE_DOCUMENT])
@pytest.mark.parametrize("paths", [0, 20])
def test_what_is_written_and_said_is_the_same_with_a_second_process_and_without(
    tmp_path, way, paths
):
    more = [
        f"  /more/{number}: {{get: {{responses: {{'204': {{description: Done.}}}}}}}}\n"
        for number in range(paths)
    ]
    document = SOUND.replace("paths:\n", "".join(("paths:\n", *more)))
    # of many operations the second process has tests and docs from a process of its own
    taken = ["from the other"] * (2 if paths else 1)
    _prepared(tmp_path, document)
    before = alone(document, *REGENERATE)
    assert before.code == 0
    assert before.written
    assert run(tmp_path, way, *REGENERATE) == (*before[:3], taken)
    assert files(tmp_path / "out") == before.written
    in_step = (0, "out is in step\n", before.errors, taken)
    assert run(tmp_path, way, "check", *REGENERATE[1:]) == in_step


@pytest.mark.parametrize("way", [WITH_THE_API, WITH_THE_DOCUMENT])
@pytest.mark.parametrize("command", ["regenerate", "check"])
@pytest.mark.parametrize("options", [(), ("--keep-going",), ("--strict",)])
def test_a_document_of_which_a_part_cannot_be_read_is_told_of_and_left_out_alike(
    tmp_path, way, command, options
):
    _prepared(tmp_path, DOCUMENT)
    arguments = (command, *REGENERATE[1:], *options)
    before = alone(DOCUMENT, *arguments)
    assert bool(before.written) == (command == "regenerate" and options == ("--keep-going",))
    assert run(tmp_path, way, *arguments)[:3] == before[:3]
    assert files(tmp_path / "out") == before.written


def test_a_second_process_that_is_not_needed_any_more_is_ended(tmp_path):
    _prepared(tmp_path, DOCUMENT)
    counts = (
        "import atexit, multiprocessing\n"
        "def count(): Path('left').write_text(str(len(multiprocessing.active_children())))\n"
        "atexit.register(count)"
    )
    assert run(tmp_path, WITH_THE_API, *REGENERATE, more=counts)[0] == 1
    assert (tmp_path / "left").read_text(encoding="utf-8") == "0"


@pytest.mark.parametrize("way", [WITH_THE_API, WITH_THE_DOCUMENT])
def test_faults_of_templates_and_of_the_package_are_told_alike(tmp_path, way):
    template = "{{ nothing }}"
    _prepared(tmp_path, SOUND, template)
    arguments = (*REGENERATE, "--templates", "theirs")
    before = alone(SOUND, *arguments, template=template)
    assert "docs/api.md.jinja:1" in before.errors
    assert run(tmp_path, way, *arguments)[:3] == before[:3]
    named = SOUND.replace("title: Acme", "title: Class").replace(
        "x-unknown: 1", "x-sdk: {package: json}"
    )
    (tmp_path / "acme.yaml").write_text(named, encoding="utf-8")
    before = alone(named, *REGENERATE)
    assert before.code != 0
    assert run(tmp_path, way, *REGENERATE)[:3] == before[:3]


@pytest.mark.parametrize("way", [WITH_THE_API, WITH_THE_DOCUMENT])
def test_what_the_second_process_does_not_give_is_made_here(tmp_path, way):
    _prepared(tmp_path, SOUND)
    before = alone(SOUND, *REGENERATE)
    dies = "ahead._work = lambda *given: os._exit(9)"
    there = run(tmp_path, way, *REGENERATE, more=dies)
    assert there[:3] == before[:3]
    assert "from the other" not in there[3]
    assert files(tmp_path / "out") == before.written
