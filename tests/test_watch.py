"""`--watch`, as a process that a test saves files for as editors do."""

from __future__ import annotations

import queue
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.cli import main
from generator.document.bundle import load
from generator.document.lint import lint
from generator.document.rereading import Rereading
from tests.servers import ROOT, environment

SOUND = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://pets.example}]
tags: [{name: pets, description: About them.}]
paths:
  /pets:
    get:
      operationId: listPets
      description: All of them.
      tags: [pets]
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {$ref: "schemas/pet.yaml#/Pet"}
"""
PET = "Pet: {type: object, properties: {name: {type: string}}}\n"
MISSPELT = SOUND.replace("description: All", "descriptiom: All")
SAMPLE = """\
      x-codeSamples:
        - lang: Python
          source: |
            import pets
            pets.Pets().pets.lost()
"""
SECONDS = 60


class Watching:
    """A process of the generator and what it says, line by line."""

    def __init__(self, *arguments: object, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", *map(str, arguments), "--watch"],
            cwd=folder,
            env=environment(PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line.rstrip())

    def says(self, *beginnings: str) -> list[str]:
        """The next lines, which are these."""
        lines = [self._lines.get(timeout=SECONDS) for _ in beginnings]
        for line, beginning in zip(lines, beginnings, strict=True):
            assert line.startswith(beginning), lines
        return lines

    def interrupt(self) -> tuple[int, list[str]]:
        """How it ends, and what it still says."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(SECONDS)
        return code, list(self._lines.queue)


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "pet.yaml").write_text(PET, encoding="utf-8")
    (tmp_path / "api.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(folder):
    started = []

    def start(*arguments: object) -> Watching:
        started.append(Watching(*arguments, folder=folder))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        each.process.stdout.close()


def replace(path: Path, text: str) -> None:
    """Save as an editor does that keeps the old file until the new one is whole."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


def test_lint_says_what_each_save_changed(folder, watching):
    api, pet = folder / "api.yaml", folder / "schemas" / "pet.yaml"
    linting = watching("lint", "--spec", "api.yaml")
    linting.says("no findings")

    todo = "what to do:", "  OAS003: "
    api.write_text(MISSPELT, encoding="utf-8")
    linting.says("api.yaml changed", "new: api.yaml:9:7: OAS003 ", *todo, "1 error")
    (folder / "notes.txt").write_text("of no concern", encoding="utf-8")
    replace(api, "\n" + MISSPELT)
    linting.says("api.yaml changed", "1 error")
    replace(api, SOUND)
    linting.says("api.yaml changed", "gone: api.yaml:10:7: OAS003 ", "no findings")

    replace(api, SOUND + "x: [")
    linting.says("api.yaml changed", "api.yaml:17:")
    replace(api, MISSPELT)
    linting.says("api.yaml changed", "new: api.yaml:9:7: OAS003 ", *todo, "1 error")

    replace(api, SOUND.replace("schemas/pet", "more/deep/pet"))
    new, gone = "new: api.yaml:16:", "gone: api.yaml:9:7: OAS003 "
    linting.says("api.yaml changed", new, gone, "what to do:", "  REF001: ", "1 error")
    (folder / "more" / "deep").mkdir(parents=True)
    shutil.copy(pet, folder / "more" / "deep")
    linting.says("more/deep/pet.yaml added", "gone: api.yaml:16:", "no findings")
    shutil.rmtree(folder / "more")
    linting.says("more/deep/pet.yaml removed", new, "what to do:", "  REF001: ", "1 error")

    api.unlink()
    linting.says("api.yaml removed", "api.yaml:1:1: SRC001 no such file")
    replace(api, SOUND)
    linting.says("api.yaml added", "gone: api.yaml:16:", "no findings")

    replace(api, SOUND + SAMPLE)
    todo = "what to do:", "  API047: "
    new = "new: api.yaml:21:13: API047 "
    linting.says("api.yaml changed", "no findings", new, *todo, "1 warning in")
    replace(api, SOUND + SAMPLE + "\n")
    linting.says("api.yaml changed", "no findings")
    replace(api, SOUND + SAMPLE.replace("lost", "list_pets"))
    linting.says("api.yaml changed", "no findings", "gone: api.yaml:21:13: API047 ", "no findings")
    assert linting.interrupt() == (130, [])


def test_regenerate_says_what_each_save_changed_and_its_own_files_are_no_save(folder, watching):
    pet, out = folder / "schemas" / "pet.yaml", folder / "schemas" / "sdk"
    writing = watching("regenerate", "--spec", "api.yaml", "--out", out, "--package", "pets")
    writing.says("created ")
    model = out / "pets" / "models" / "pet.py"
    assert "colour" not in model.read_text(encoding="utf-8")

    replace(pet, PET.replace("name", "colour"))
    _, changed, _ = writing.says("schemas/pet.yaml changed", "changed ", "unchanged ")
    assert "pets/models/pet.py" in changed
    assert "colour" in model.read_text(encoding="utf-8")

    pet.write_text("Pet: {properties: 3}\n", encoding="utf-8")
    writing.says("schemas/pet.yaml changed", "schemas/pet.yaml:1:19: ", "error: 1 finding ")
    model.write_text("# by hand", encoding="utf-8")
    pet.write_text(PET.replace("name", "colour"), encoding="utf-8")
    writing.says("schemas/pet.yaml changed", "changed ", "unchanged ", "edited by hand, over")
    assert "colour" in model.read_text(encoding="utf-8")
    assert writing.interrupt() == (130, [])


def test_what_is_read_again_is_as_what_is_read_for_the_first_time(folder):
    files, api, pet = Rereading(), folder / "api.yaml", folder / "schemas" / "pet.yaml"
    before = load(api, read=files)
    assert lint(before) == ()
    files.again()
    pet.write_text(PET.replace("type", "tyqe", 1), encoding="utf-8")
    again = load(api, read=files)
    assert again.root["components"] == load(api).root["components"] != before.root["components"]
    assert lint(again) == lint(load(api)) != ()


def test_watching_is_for_people(capsys):
    assert main(["lint", "--watch", "--format", "json"]) == 2
    assert capsys.readouterr().err == (
        "error: --watch tells people what changed; it has no other --format than text\n"
    )
