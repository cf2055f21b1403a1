"""The cases that mutants are tried on: the test functions of the modules named here, called without
pytest.

A test function that is parametrized is a case for each of its values. What it asks for besides are
fixtures: those of its own module, and the few of pytest that cases use. A fixture is made once for
each process: it runs the cases of one mutant."""

from __future__ import annotations

import importlib
import inspect
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from tests import profiles


@dataclass(frozen=True, slots=True)
class Some:
    """The tests of a module whose names are like one of `names`, and like none of `but`.

    All of them are one case where they are `together`, as those are that share a package which
    takes a second to make. `rows` is how many of those that a parametrized function is run for are
    one: a process for each takes longer than a small row."""

    path: str
    names: tuple[str, ...] = ("*",)
    but: tuple[str, ...] = ()
    together: bool = False
    rows: int = 1

    def has(self, name: str) -> bool:
        return any(fnmatchcase(name, each) for each in self.names) and not any(
            fnmatchcase(name, each) for each in self.but
        )


CASES: Final[dict[str, tuple[str | Some, ...]]] = {
    "generator/review": ("tests/mutants/labelled_pairs.py", "tests/mutants/rules.py",
                         *(f"tests/review/test_{name}.py"
                           for name in ("schemas", "edits", "wire", "every_keyword", "rules", "accepted", "advice", "folding",
                                        "generated", "grouping", "nearest", "origin", "report", "revisions", "python_api",
                                        "python_types", "correlation", "annotations", "departures", "entries", "following",
                                        "limits", "pairing", "matching", "pointer_labels", "unchanged", "situations", "taken_and_given",
                                        "unexpressed", "verdicts", "combined", "review", "python_discriminators", "usage"))),
    "generator/document/schema": ("tests/document/test_schema.py", "tests/review/test_schemas.py", "tests/review/test_edits.py",
                                  Some("tests/api/test_types.py", rows=25)),
    "generator/document/rules": ("tests/document/test_lint.py", Some("tests/document/test_rules.py", rows=25)),
    "generator/api": (*(Some(f"tests/api/test_{name}.py", rows=25)
                        for name in ("types", "operations", "names", "patterns", "security", "losses", "follows", "rules",
                                     "assertions", "octets", "hints", "details")),
                      Some("tests/mutants/documents.py", rows=8), "tests/mutants/flagship.py",
                      Some("tests/api/test_expressed.py",
                           ("test_each_*", "*[[]3.2 *", "test_what_is_expressed_in_part_*", "*schema.nullable*"), rows=25),
                      Some("tests/test_circular.py", ("test_an_api_is_made_of_*",), rows=10),
                      Some("tests/test_octets.py", together=True),
                      Some("tests/test_directions.py", but=("*large*",), together=True),
                      Some("tests/test_inheritance.py",
                           but=("*large*", "*strict*", "*mypy*", "*20000*", "*mock*", "*_little_*"), together=True),
                      Some("tests/test_unions.py", but=("*in_both_directions*",), together=True),
                      Some("tests/test_several_bodies.py", but=("test_type_checkers_*",), together=True),
                      Some("tests/test_forms.py", together=True)),
}  # fmt: skip
"""The case tests of each part of the generator; a module of tests that there is not is left out."""


@dataclass(frozen=True, slots=True)
class Case:
    """Test functions of a module, as a rule one, each with its values. `run` raises when the case
    fails.
    """

    name: str
    calls: tuple[tuple[Callable[..., object], dict[str, Any]], ...]

    @property
    def module(self) -> str:
        return self.calls[0][0].__module__

    def run(self, fixtures: Fixtures) -> None:
        for function, values in self.calls:
            with fixtures.given(function, values) as arguments:
                function(**arguments)


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

    def __init__(
        self, fixtures: Fixtures, function: Callable[..., object], values: dict[str, Any]
    ) -> None:
        self.fixtures = fixtures
        self.function = function
        self.values = values
        self.patch = pytest.MonkeyPatch()
        self.own: dict[Any, Any] = {}

    def __enter__(self) -> dict[str, Any]:
        for name in _everywhere(self.function):
            self._made(name)
        return {
            name: self.values[name] if name in self.values else self._made(name)
            for name in _asked(self.function)
        }

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
        kept = (
            self.fixtures.made
            if definition._fixture_function_marker.scope != "function"
            else self.own
        )
        make = definition._get_wrapped_function()
        if make not in kept:
            result = make(**{each: self._made(each) for each in _asked(make)})
            kept[make] = next(result) if inspect.isgenerator(result) else result
        return kept[make]


def cases(wanted: Iterable[str | Some], root: Path) -> list[Case]:
    """The cases of modules of tests, those of the list that there are."""
    profiles.load(None)
    asked = [Some(each) if isinstance(each, str) else each for each in wanted]
    return [
        case
        for each in asked
        if (root / each.path).exists()
        for case in _of_module(_imported(each.path), each)
    ]


def _of_module(module: ModuleType, asked: Some) -> Iterator[Case]:
    found = [case for case in _every(module) if asked.has(case.name.rpartition("::")[2])]
    if asked.together and found:
        yield _as_one(f"{module.__name__}::(together)", found)
        return
    for _, rows in itertools.groupby(found, key=lambda case: case.calls[0][0]):
        each = list(rows)
        for start in range(0, len(each), asked.rows):
            yield _as_one(each[start].name, each[start : start + asked.rows])


def _as_one(name: str, cases: list[Case]) -> Case:
    return Case(name, tuple(call for case in cases for call in case.calls))


def _every(module: ModuleType) -> Iterator[Case]:
    for name, function in list(vars(module).items()):
        if (
            name.startswith("test_")
            and inspect.isfunction(function)
            and function.__module__ == module.__name__
        ):
            yield from (
                Case(f"{module.__name__}::{name}{_printable(label)}", ((function, values),))
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
        yield (
            str(label if label is not None else "-".join(map(str, given)))[:80],
            dict(zip(names, given, strict=True)),
        )


def _asked(function: Callable[..., object]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _everywhere(function: Callable[..., object]) -> Iterator[str]:
    """The fixtures of a function's module that every test of it has, unasked."""
    for name, each in vars(inspect.getmodule(function)).items():
        if hasattr(each, "_get_wrapped_function") and each._fixture_function_marker.autouse:
            yield name


def _definition(function: Callable[..., object], name: str) -> Any:
    """The fixture of this name, of the function's module or of the `conftest.py` beside it.
    LookupError for none.
    """
    module = inspect.getmodule(function)
    assert module is not None
    assert module.__file__ is not None
    beside = Path(module.__file__).with_name("conftest.py")
    package = module.__name__.rpartition(".")[0]
    for holder in (
        module,
        *([importlib.import_module(f"{package}.conftest")] if beside.exists() else []),
    ):
        found = getattr(holder, name, None)
        if hasattr(found, "_get_wrapped_function"):
            return found
    raise LookupError(
        f"{module.__name__}.{function.__name__} asks for {name}, which is no fixture that is "
        "known here"
    )


def _imported(path: str) -> ModuleType:
    return importlib.import_module(path.removesuffix(".py").replace("/", "."))
