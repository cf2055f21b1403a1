"""The cases that mutants are tried on: the test functions of the modules named here, called without pytest.

A test function that is parametrized is a case for each of its values. What it asks for besides are fixtures: those of its own
module, and the few of pytest that cases use. A fixture is made once for each process: it runs the cases of one mutant.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

CASES: Final[dict[str, tuple[str, ...]]] = {
    "generator/review": ("tests/mutants/labelled_pairs.py", "tests/mutants/rules.py", "tests/review/test_wire.py",
                         "tests/review/test_every_keyword.py", "tests/review/test_rules.py", "tests/review/test_accepted.py",
                         "tests/review/test_advice.py", "tests/review/test_folding.py", "tests/review/test_generated.py",
                         "tests/review/test_grouping.py", "tests/review/test_nearest.py", "tests/review/test_origin.py",
                         "tests/review/test_report.py", "tests/review/test_revisions.py", "tests/review/test_python_api.py",
                         "tests/review/test_python_types.py", "tests/review/test_joining.py",
                         "tests/review/test_situations.py"),
    "generator/document/rules": ("tests/document/test_lint.py",),
    "generator/api": ("tests/api/test_types.py",
                      "tests/api/test_operations.py", "tests/api/test_names.py", "tests/api/test_patterns.py",
                      "tests/api/test_security.py", "tests/api/test_losses.py", "tests/api/test_follows.py",
                      "tests/api/test_rules.py"),
}  # fmt: skip
"""The case tests of each part of the generator; a module of tests that there is not is left out."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test function with the values of one case. `run` raises when the case fails."""

    name: str
    function: Callable[..., object]
    values: dict[str, Any]

    def run(self, fixtures: Fixtures) -> None:
        with fixtures.given(self.function, self.values) as arguments:
            self.function(**arguments)


@dataclass
class Fixtures:
    """What cases ask for, made once; `given` clears up what is a case's own."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="mutants-")))
    made: dict[Any, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def given(self, function: Callable[..., object], values: dict[str, Any]) -> _Given:
        return _Given(self, function, values)

    def mktemp(self, basename: str) -> Path:
        """As pytest's `tmp_path_factory` has it."""
        path = self.folder / f"{basename}-{next(self.numbers)}"
        path.mkdir(parents=True)
        return path

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class _Given:
    """The arguments of a call of a test function, as long as it runs."""

    def __init__(self, fixtures: Fixtures, function: Callable[..., object], values: dict[str, Any]) -> None:
        self.fixtures = fixtures
        self.function = function
        self.values = values
        self.patch = pytest.MonkeyPatch()
        self.own: dict[Any, Any] = {}

    def __enter__(self) -> dict[str, Any]:
        for name in _everywhere(self.function):
            self._made(name)
        return {name: self.values[name] if name in self.values else self._made(name) for name in _asked(self.function)}

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def _made(self, name: str) -> Any:
        match name:
            case "tmp_path":
                return self.own.setdefault(name, self.fixtures.mktemp("case"))
            case "tmp_path_factory":
                return self.fixtures
            case "monkeypatch":
                return self.patch
        definition = _definition(self.function, name)
        kept = self.fixtures.made if definition._fixture_function_marker.scope != "function" else self.own
        make = definition._get_wrapped_function()
        if make not in kept:
            result = make(**{each: self._made(each) for each in _asked(make)})
            kept[make] = next(result) if inspect.isgenerator(result) else result
        return kept[make]


def cases(paths: tuple[str, ...], root: Path) -> list[Case]:
    """The cases of modules of tests, those of the list that there are."""
    return [case for path in paths if (root / path).exists() for case in _of_module(_imported(path))]


def _of_module(module: ModuleType) -> Iterator[Case]:
    for name, function in list(vars(module).items()):
        if name.startswith("test_") and inspect.isfunction(function) and function.__module__ == module.__name__:
            yield from (
                Case(f"{module.__name__}::{name}{_printable(label)}", function, values)
                for label, values in _parametrized(function)
            )


def _printable(label: str) -> str:
    return label.encode("utf-8", "backslashreplace").decode("utf-8")


def _parametrized(function: Callable[..., object]) -> Iterator[tuple[str, dict[str, Any]]]:
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    skipped = any(mark.name in ("skip", "skipif") for mark in getattr(function, "pytestmark", []))
    if skipped:
        return
    for choice in itertools.product(*(list(_values(mark)) for mark in marks)):
        values = {name: value for _, each in choice for name, value in each.items()}
        label = "-".join(label for label, _ in choice)
        yield (f"[{label}]" if label else ""), values


def _values(mark: pytest.Mark) -> Iterator[tuple[str, dict[str, Any]]]:
    names, rows = mark.args
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    ids = mark.kwargs.get("ids")
    for index, row in enumerate(rows):
        given = row.values if hasattr(row, "marks") else row if len(names) > 1 else (row,)
        label = ids(given[0]) if callable(ids) else ids[index] if ids else getattr(row, "id", None)
        yield str(label if label is not None else "-".join(map(str, given)))[:80], dict(zip(names, given, strict=True))


def _asked(function: Callable[..., object]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _everywhere(function: Callable[..., object]) -> Iterator[str]:
    """The fixtures of a function's module that every test of it has, unasked."""
    for name, each in vars(inspect.getmodule(function)).items():
        if hasattr(each, "_get_wrapped_function") and each._fixture_function_marker.autouse:
            yield name


def _definition(function: Callable[..., object], name: str) -> Any:
    """The fixture of this name, of the function's module or of the `conftest.py` beside it. LookupError for none."""
    module = inspect.getmodule(function)
    assert module is not None
    assert module.__file__ is not None
    beside = Path(module.__file__).with_name("conftest.py")
    package = module.__name__.rpartition(".")[0]
    for holder in (module, *([importlib.import_module(f"{package}.conftest")] if beside.exists() else [])):
        found = getattr(holder, name, None)
        if hasattr(found, "_get_wrapped_function"):
            return found
    raise LookupError(f"{module.__name__}.{function.__name__} asks for {name}, which is no fixture that is known here")


def _imported(path: str) -> ModuleType:
    return importlib.import_module(path.removesuffix(".py").replace("/", "."))
