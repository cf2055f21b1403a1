import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from generator.emit.programs import PROGRAMS

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
NAMES = ["development", "lock"]
IMPORT = re.compile(r"^\s*(?:import (\w+)[\w.]*$|from (\w+)[\w.]* import )", re.MULTILINE)
OF_ANOTHER_NAME = {"yaml": "pyyaml", "jsonpath": "python-jsonpath"}


def locked(name):
    """Package and version -> the rest of its entry, of a lock."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return {entry.split()[0]: entry for entry in entries}


@pytest.mark.parametrize("name", NAMES)
def test_every_package_of_a_lock_has_a_hash(name):
    assert locked(name)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in locked(name).values())


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_registry_and_no_place_on_a_machine(name):
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(?!-hash)|^\s*--(?!hash)|\s/[a-z]", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_what_was_asked_for(name):
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    wanted = {line for line in lines if line and not line.startswith("#")}
    assert all("==" in line for line in wanted)
    assert wanted <= locked(name).keys()


def imported():
    """The packages of others that the installed tool imports, wherever it does."""
    names = set()
    for file in (ROOT / "generator").rglob("*.py"):
        found = IMPORT.finditer(file.read_text(encoding="utf-8"))
        names |= {name for each in found for name in each.groups() if name}
    return names - sys.stdlib_module_names - {"generator", "templates"}


def test_the_installed_tool_asks_for_all_that_it_imports():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {each.name: each for each in map(Requirement, project["dependencies"])}
    wanted = {OF_ANOTHER_NAME.get(name, name.replace("_", "-")) for name in imported()}
    assert {"pyyaml", "python-jsonpath", "watchfiles"} <= wanted
    assert not wanted - asked.keys()
    pins = dict(key.split("==", 1) for key in locked("development"))
    assert [name for name, each in asked.items() if pins[name] not in each.specifier] == []


def test_the_programs_of_a_package_and_the_tool_take_the_same_releases_of_typer():
    """Which are those that these tests were run with: 0.27.3 and 0.29.2. A release before 1.0 may
    change what it takes: run `tests/test_programs.py` and `tests/test_cli.py` with a new one, then
    lift the bound.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [each for each in project["dependencies"] if Requirement(each).name == "typer"]
    assert asked == [PROGRAMS["command-line"].requirements[0]] == ["typer>=0.27,<0.30"]


def test_no_parameter_of_typer_is_made_but_by_its_public_functions():
    """What its classes are made of changed in 0.29; `Option`, `Argument` and signatures did not."""
    for folder in ("generator", "templates"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"TyperArgument|TyperOption|typer\._", text), file
