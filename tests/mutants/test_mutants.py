"""The tool that tries mutants: a module with a table, a function, a default, and cases that hold
some of it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutants import survivors
from tests.mutants.__main__ import chosen, main, modules
from tests.mutants.mutate import each_mutant, mutants
from tests.mutants.registry import Fixtures, cases

ROOT = Path(__file__).parents[2]

# `area` is asked with equal sides only, `limit` never with its default, `unused` not at all.
TOY = '''
"""A toy."""

SIDES = {"square": 4, "triangle": 3}


def area(width: int, height: int) -> int:
    """How large a rectangle is."""
    if width < 0 or height < 0:
        raise ValueError("no such rectangle")
    return width * height


def limit(value: int, most: int = 10) -> int:
    while value > most:
        value -= 1
    return value


def sides(name: str) -> int:
    return SIDES[name]


def ratio(width: int, height: int) -> float:
    return divide(width, height)


def divide(one: int, other: int) -> float:
    return one / other


def unused() -> bool:
    return not True
'''
CASES = """
import pytest
import toy


@pytest.fixture
def rectangle(tmp_path):
    assert tmp_path.is_dir()
    return toy.area


@pytest.mark.parametrize(("width", "area"), [(2, 4), (3, 9)])
def test_area(width, area, rectangle):
    assert rectangle(width, width) == area


def test_no_area():
    with pytest.raises(ValueError, match="no such"):
        toy.area(-1, 1)


def test_limit():
    assert toy.limit(5, 3) == 3


def test_square():
    assert toy.sides("square") == 4


def test_ratio():
    assert toy.ratio(2, 2) == 1
"""
# The verdict on each mutant of the toy, by what it is after the change.
_RUN = """
import json, sys
from pathlib import Path
import toy
from tests.mutants.mutate import mutants
from tests.mutants.recording import record
from tests.mutants.registry import Case, Fixtures, cases
from tests.mutants.running import run
known = cases(("toy_cases.py",), Path())
found = mutants(Path("toy.py"))
records = record(known, [Path("toy.py")], Path("kept"), 1)
assert not records.failing
print(json.dumps([[each.scope, each.now, verdict.outcome] for each, verdict in run(found, known, records.records, "toy", 2)]))
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    folder = tmp_path_factory.mktemp("toy")
    (folder / "toy.py").write_text(dedent(TOY), encoding="utf-8")
    (folder / "toy_cases.py").write_text(CASES, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return {
        (scope, now): outcome for scope, now, outcome in json.loads(done.stdout.splitlines()[-1])
    }


@pytest.mark.parametrize(
    ("scope", "now", "outcome"),
    [
        ("area", "if not (width < 0 or height < 0):", "killed"),
        ("area", "if width < 0 and height < 0:", "killed"),
        ("area", "if width <= 0 or height < 0:", "survived"),
        ("area", "return None", "killed"),
        ("area", "pass", "killed"),
        ("area", "raise ValueError('no such rectangleX')", "survived"),
        ("limit", "while value >= most:", "killed"),
        ("limit", "pass", "timeout"),
        ("limit", "def limit(value: int, most: int=11):", "survived"),
        ("SIDES", "SIDES = {'triangle': 3}", "killed"),
        ("SIDES", "SIDES = {'square': 4}", "survived"),
        ("SIDES", "SIDES = {'square': 5, 'triangle': 3}", "killed"),
        ("sides", "return None", "killed"),
        ("ratio", "return divide(height, width)", "survived"),
        ("unused", "return not not True", "not run"),
    ],
)
def test_a_mutant_is_killed_by_a_case_or_survives(
    verdicts: dict[tuple[str, str], str], scope: str, now: str, outcome: str
) -> None:
    assert verdicts.get((scope, now)) == outcome, sorted(verdicts.items())


def test_a_module_is_as_it_was_after_its_mutants_were_made(tmp_path: Path) -> None:
    path = tmp_path / "toy.py"
    path.write_text(dedent(TOY), encoding="utf-8")
    found = mutants(path)
    before = found[0].was
    for each in found:
        each.source()
        each.restore()
    assert [(each.was, each.now) for each in mutants(path)] == [
        (each.was, each.now) for each in found
    ]
    assert found[0].was == before
    assert all(each.was != each.now for each in found)


def test_what_says_nothing_that_runs_has_no_mutants(tmp_path: Path) -> None:
    path = tmp_path / "quiet.py"
    text = '''
        """Words."""
        from typing import Literal, cast
        __all__ = ["a", "b"]
        Name = Literal["a", "b"]
        def f(x: "int") -> "int":
            "Words."
            return cast("int", x)
    '''
    path.write_text(dedent(text), encoding="utf-8")
    assert [each.now for each in mutants(path)] == ["return None"]


def test_each_entry_of_the_list_of_survivors_is_of_a_mutant_that_there_is() -> None:
    left: dict[str, list[survivors.Survivor]] = {}
    for entry in survivors.load():
        left.setdefault(entry.module, []).append(entry)
    for module, entries in left.items():
        for mutant in each_mutant(Path(module)):
            entries[:] = [entry for entry in entries if not entry.is_of(mutant)]
            if not entries:
                break
    assert [str(entry) for entries in left.values() for entry in entries] == []


def test_an_entry_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survivors.yaml"
    path.write_text(
        "a.py: [{in: f, was: a, now: b, reason: c}, {in: 'f*', reason: c}]", encoding="utf-8"
    )
    assert [each.scope for each in survivors.load(path)] == ["f", "f*"]
    path.write_text("a.py: [{in: 'f*', kind: words, reason: c}]", encoding="utf-8")
    assert [each.kind for each in survivors.load(path)] == ["words"]
    path.write_text("a.py: [{in: f, reason: c}]", encoding="utf-8")
    with pytest.raises(ValueError, match="are wanted"):
        survivors.load(path)


def test_the_cases_of_a_module_are_those_that_pytest_runs() -> None:
    found = cases(("tests/document/test_lint.py",), ROOT)
    folders = [each for each in (ROOT / "tests" / "cases" / "lint").iterdir() if each.is_dir()]
    named = [each for each in found if "test_a_case_gives_exactly_the_expected_lines" in each.name]
    assert len(named) == len(folders)
    fixtures = Fixtures()
    named[0].run(fixtures)
    fixtures.clear()
    assert Path.cwd() == ROOT
    assert importlib.import_module("tests.document.test_lint").__name__ in named[0].name


def test_a_part_has_the_modules_of_its_folders() -> None:
    folders = {path.parent.as_posix() for path in modules("generator/review")}
    assert {"generator/review", "generator/review/comparison", "generator/review/rules"} <= folders
    assert {path.parent.as_posix() for path in modules("generator/document/schema")} == {
        "generator/document/schema"
    }


def test_a_module_in_a_folder_of_a_part_is_among_those_that_can_be_asked_for() -> None:
    options = argparse.Namespace(
        module=["generator/review/comparison/bodies.py"], kind=[], sample=0, seed=0
    )
    assert {mutant.path.name for mutant in chosen(options, "generator/review")} == {"bodies.py"}
    assert chosen(options, "generator/api") == []


def test_a_module_that_has_no_cases_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--module", "generator/emit/methods.py"])
    assert "no cases for generator/emit/methods.py" in capsys.readouterr().err
