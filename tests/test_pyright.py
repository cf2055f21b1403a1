"""Strict pyright over emitted packages and programs that use them.

One start of it checks all projects, each a folder from which its imports are looked up: reading the
libraries, and what it infers of them, is most of the work of a small package. Another project is a
function here that fills a folder and says what is checked in it, and a row of `PROJECTS`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import load
from generator.emit.package import emit
from tests import many_models
from tests.checking import pyright, wrong_lines
from tests.emit import api_samples as samples
from tests.packages import generated

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
TEMPLATES = ROOT / "templates"


@dataclass(frozen=True, slots=True)
class Checked:
    """What of a project is checked, but for the runtime of its packages, which the flagship has
    too; and further settings.
    """

    include: tuple[str, ...]
    settings: dict[str, Any] = field(default_factory=dict)


def _vendored(folder: Path) -> Checked:
    """The flagship with every module of the runtime, not at the top of what is imported; and a
    package that has everything, all of it deprecated.
    """
    _emit(samples.all_deprecated(samples.menagerie()), folder)
    flagship = folder / "vendored" / "np6"
    outside = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generated" / "np6", flagship, ignore=outside)
    for module in (TEMPLATES / "runtime").glob("*.py"):
        shutil.copy(module, flagship / "_runtime")
    return Checked(("letters", "vendored"))


def _null(folder: Path) -> Checked:
    """Each line of `null.py` that says so is an error, as it is to mypy (`emit/test_emit.py`):
    neither has a comment in vain.
    """
    _emit(samples.notifications(), folder)
    shutil.copy(CASES / "emit" / "notifications" / "null.py", folder)
    strict = {"enableTypeIgnoreComments": True, "reportUnnecessaryTypeIgnoreComment": "error"}
    return Checked(("null.py",), settings=strict)


def _representations(folder: Path) -> Checked:
    """The result of an operation is known by what is asked for."""
    return _program(folder, "representations", "representations", "media-ranges")


def _inheritance(folder: Path) -> Checked:
    """Children of a base, in every spelling."""
    return _program(folder, "inheritance", "inheritance")


def _toolbox(folder: Path) -> Checked:
    """Unions of many members that hold themselves."""
    made = many_models.generated(folder, "toolbox", many_models.toolbox(), "Both")
    text = (made / "toolbox" / "inputs" / "_typed_dicts.py").read_text(encoding="utf-8")
    assert "_ToyDict: TypeAlias = ToyDict" in text
    return Checked(("out/toolbox/inputs",))


def _cabinet(folder: Path) -> Checked:
    """Unions without a name, which may hold what is defined later."""
    many_models.generated(folder, "cabinet", many_models.drawers(), "Drawer")
    return Checked(("out/cabinet",))


def _hundreds(folder: Path) -> Checked:
    """A union of hundreds, and typed extra fields."""
    many_models.generated(folder, "hundreds", many_models.hundreds(), "Holder")
    return Checked(("out/hundreds",))


_NULLABLE = """
openapi: 3.1.0
info: {title: Nullable, version: '1'}
servers: [{url: https://nullable.example}]
paths:
  /shapes/{size}:
    get:
      operationId: getShape
      parameters:
        - {name: size, in: path, required: true, schema: {anyOf: [{$ref: '#/components/schemas/Size'}, {type: number}, {type: 'null'}]}}
      responses: {'204': {description: Nothing.}}
components:
  schemas:
    Size: {type: object, properties: {width: {type: number}}}
"""


def _nullable(folder: Path) -> Checked:
    """A union without a name, or null, in the specification of an operation: `Annotated[…] | None`
    is nothing that pyright knows where it is an expression.
    """
    document = folder / "openapi.yaml"
    document.write_text(_NULLABLE, encoding="utf-8")
    _emit(build(load(document)), folder)
    specifications = (folder / "nullable" / "resources" / "shapes.py").read_text(encoding="utf-8")
    assert "lambda: Union[Annotated[" in specifications
    return Checked(("nullable",))


def _emit(api: Api, folder: Path) -> None:
    for path, content in emit(api, templates=TEMPLATES).items():
        if not path.startswith("tests/"):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _program(folder: Path, name: str, *cases: str) -> Checked:
    """A program, and the packages of cases beside it."""
    made = [generated(case) for case in cases]
    for each in made:
        shutil.copytree(each.folder / each.package, folder / each.package)
    program = shutil.copy(CASES / "programs" / f"{name}.py", folder)
    return Checked((Path(program).name, *(each.package for each in made)))


def _share(flagship: Path, runtime: Path) -> None:
    """Have a package import the runtime of the flagship, whose modules are those of its own: what
    was read and inferred of one copy says nothing of another.
    """
    for module in runtime.glob("*.py"):
        assert module.read_bytes() == (flagship / module.name).read_bytes(), module
    shutil.rmtree(runtime)
    for file in runtime.parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named = re.sub(r"\bfrom \.+_runtime\b", "from vendored.np6._runtime", text)
        file.write_text(named, encoding="utf-8")


PROJECTS: dict[str, Callable[[Path], Checked]] = {
    "vendored": _vendored,
    "null": _null,
    "representations": _representations,
    "inheritance": _inheritance,
    "toolbox": _toolbox,
    "cabinet": _cabinet,
    "hundreds": _hundreds,
    "nullable": _nullable,
}


def test_the_factory_of_a_default_says_of_what() -> None:
    """`field(default_factory=dict)` is partially unknown to strict pyright, not to basedpyright."""
    bare = re.compile(r"default_factory=(?:dict|list|set|tuple)\b(?!\[)")
    for module in (TEMPLATES / "runtime").glob("*.py"):
        assert not bare.search(module.read_text(encoding="utf-8")), module.name


@pytest.mark.heavy
def test_strict_pyright_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    include, roots = [], []
    for name, fill in PROJECTS.items():
        (tmp_path / name).mkdir()
        checked = fill(tmp_path / name)
        include += [f"{name}/{path}" for path in checked.include]
        roots.append({"root": name, "extraPaths": ["vendored"], **checked.settings})
    flagship = tmp_path / "vendored" / "vendored" / "np6" / "_runtime"
    for runtime in [*tmp_path.rglob("_runtime")]:
        if runtime != flagship:
            _share(flagship, runtime)
    found = pyright(tmp_path, include=include, executionEnvironments=roots)
    told = {
        (Path(each["file"]).relative_to(tmp_path), each["range"]["start"]["line"] + 1): each[
            "message"
        ]
        for each in found
    }
    wrong = {
        (path.relative_to(tmp_path), number)
        for name in PROJECTS
        for path in (tmp_path / name).glob("*.py")
        for number in wrong_lines(path)
    }
    amiss = [
        *(f"{path}:{line}: {told[path, line]}" for path, line in sorted(told.keys() - wrong)),
        *(f"{path}:{line}: no error is found" for path, line in sorted(wrong - told.keys())),
    ]
    assert not amiss, "\n".join(amiss)
