"""A mutant is tried in a process forked from one that has everything loaded and has run nothing.

What is inside a function becomes the code of the function as it stands, wherever it stands. For
everything else, a default or a row of a table, the module and those that import it are loaded anew,
with the mutant in place of the module's source."""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.abc
import importlib.machinery
import os
import resource
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final, Literal

from tests.mutants.mutate import Mutant
from tests.mutants.recording import Record, quiet
from tests.mutants.registry import Case, Fixtures

Outcome = Literal["killed", "timeout", "survived", "not run"]

_KILLED: Final = 1
_CANNOT: Final = 2
_MEMORY: Final = 3 << 30


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `by` is the case that killed it, `tried` how many were run."""

    outcome: Outcome
    by: str = ""
    tried: int = 0


def run(
    mutants: Sequence[Mutant],
    cases: list[Case],
    records: Sequence[Record],
    package: str,
    workers: int,
    budget: float = float("inf"),
) -> Iterator[tuple[Mutant, Verdict]]:
    """The verdict on each mutant, in the order of the list. `package` is what the mutants' modules
    are part of.

    No more cases are run for a mutant that has survived those that take `budget` seconds to record.
    """
    gc.collect()
    gc.freeze()
    with get_context("fork").Pool(
        workers, _start, (mutants, cases, records, package, budget)
    ) as pool:
        yield from zip(mutants, pool.imap(_tried, range(len(mutants)), chunksize=4), strict=True)


# --- in a worker ----------------------------------------------------------------------------------


class _Work:
    """What a worker works with."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        cases: list[Case],
        records: Sequence[Record],
        package: str,
        budget: float,
    ) -> None:
        self.budget = budget
        self.mutants = mutants
        self.cases = cases
        self.records = sorted(records, key=lambda record: record.seconds)
        self.functions = _functions(package)
        self.imports = _loaded(package)
        self.killers: dict[tuple[Path, str], deque[int]] = {}

    def order(self, mutant: Mutant) -> list[Record]:
        """The cases to run: those that run its lines, or all that may, where it is in no function;
        likely ones first.
        """
        file = str(mutant.path.resolve())
        records = self.records
        if mutant.function:
            wanted = frozenset(mutant.lines)
            records = [
                record for record in records if not wanted.isdisjoint(record.lines.get(file, ()))
            ]
        before = {
            number: -place
            for place, number in enumerate(self.killers.get((mutant.path, mutant.scope), ()))
        }
        return sorted(
            records,
            key=lambda each: (
                before.get(each.case, 1),
                not self._is_named(mutant, each),
                not self._is_own(mutant, each),
                each.seconds,
            ),
        )

    def _is_named(self, mutant: Mutant, record: Record) -> bool:
        """Whether the row of a table that a mutant is in names a case."""
        name = self.cases[record.case].name
        return any(text in name for text in mutant.row)

    def _is_own(self, mutant: Mutant, record: Record) -> bool:
        """Whether a case is of the tests that are named after the mutant's module."""
        return f".test_{mutant.path.stem}::" in self.cases[record.case].name

    def learn(self, mutant: Mutant, case: int) -> None:
        killers = self.killers.setdefault((mutant.path, mutant.scope), deque(maxlen=5))
        if case in killers:
            killers.remove(case)
        killers.append(case)


_work: _Work


def _start(
    mutants: Sequence[Mutant],
    cases: list[Case],
    records: Sequence[Record],
    package: str,
    budget: float,
) -> None:
    global _work  # noqa: PLW0603 - what a worker works with is given once
    gc.unfreeze()  # what is frozen is not among the objects that functions are looked for in
    _work = _Work(mutants, cases, records, package, budget)
    gc.freeze()


def _tried(number: int) -> Verdict:
    mutant = _work.mutants[number]
    order = _work.order(mutant)
    if not order:
        return Verdict("not run")
    verdict = _in_process(mutant, order, anew=not mutant.function)
    return (
        verdict
        if verdict is not None
        else _in_process(mutant, order, anew=True) or Verdict("survived")
    )


def _in_process(mutant: Mutant, order: list[Record], *, anew: bool) -> Verdict | None:
    """The verdict of a process of its own; `None` where the code cannot be put in place there."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        status = _KILLED
        try:
            os.close(receiver)
            quiet()
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            status = _try(mutant, order, sender, anew=anew)
        finally:
            os._exit(status)
    os.close(sender)
    with os.fdopen(receiver, "rb") as stream:
        reached = [int(line) for line in stream.read().split()]
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Verdict(
            "timeout" if os.WTERMSIG(status) == signal.SIGALRM else "killed",
            _name(reached),
            len(reached),
        )
    match os.WEXITSTATUS(status):
        case 0:
            return Verdict("survived", tried=len(reached))
        case code if code == _CANNOT:
            return None
    if reached:
        _work.learn(mutant, reached[-1])
    return Verdict("killed", _name(reached), len(reached))


def _name(reached: list[int]) -> str:
    return _work.cases[reached[-1]].name if reached else "(loading)"


def _try(mutant: Mutant, order: list[Record], sender: int, *, anew: bool) -> int:
    """The status of the process: 0 where no case fails. Says of each case that it begins."""
    signal.setitimer(signal.ITIMER_REAL, 60)
    if anew:
        _load_anew(mutant)
    elif not _put_in_place(mutant):
        return _CANNOT
    fixtures = Fixtures()
    try:
        left = _work.budget
        for record in order:
            if (left := left - record.seconds) < 0:
                break
            os.write(sender, f"{record.case}\n".encode())
            signal.setitimer(signal.ITIMER_REAL, 2 + 10 * record.seconds)
            _work.cases[record.case].run(fixtures)
    except BaseException:  # noqa: BLE001 - however a case fails, the mutant is seen
        return _KILLED
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        fixtures.clear()
    return 0


# --- a function as it stands ----------------------------------------------------------------------


def _functions(package: str) -> dict[tuple[str, str, int], list[FunctionType]]:
    """The functions of a package that there are, by file, qualified name and line."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for each in gc.get_objects():
        if (
            type(each) is FunctionType
            and (each.__module__ or "").partition(".")[0] == package.partition(".")[0]
        ):
            found.setdefault(_place(each.__code__), []).append(each)
    return found


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _put_in_place(mutant: Mutant) -> bool:
    """Gives the function its changed code, whoever refers to it; False where it is nowhere to be
    found, or does not fit.
    """
    file = str(mutant.path.resolve())
    placed = False
    for outermost in _codes(compile(mutant.source(), file, "exec", dont_inherit=True)):
        if outermost.co_firstlineno != mutant.function or _place(outermost) not in _work.functions:
            continue
        for code in (outermost, *_codes(outermost)):
            for function in _work.functions.get(_place(code), ()):
                if function.__code__.co_freevars != code.co_freevars:
                    return False
                function.__code__ = code
                placed = True
    return placed


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


# --- a module anew --------------------------------------------------------------------------------


class _Loader(importlib.abc.Loader):
    """Runs the mutant instead of the module."""

    def __init__(self, tree: ast.Module, file: str) -> None:
        self.code = compile(tree, file, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, vars(module))


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, loader: _Loader, file: str) -> None:
        self.name = name
        self.loader = loader
        self.file = file

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        spec = importlib.machinery.ModuleSpec(fullname, self.loader, origin=self.file)
        spec.has_location = True
        return spec


def _load_anew(mutant: Mutant) -> None:
    """Loads the module with the mutant, and all that depend on it; what tests have of them is what
    is there now.
    """
    file = str(mutant.path.resolve())
    name = next(
        name for name, module in sys.modules.items() if getattr(module, "__file__", None) == file
    )
    stale = {each: sys.modules[each] for each in _dependents(name, _work.imports)}
    known = {
        id(value): (each, key)
        for each, module in stale.items()
        for key, value in vars(module).items()
        if _is_own(value)
    }
    for each in stale:
        del sys.modules[each]
        package, _, child = each.rpartition(".")
        if package in sys.modules:
            vars(sys.modules[package]).pop(
                child, None
            )  # or `from package import child` has it still
    sys.meta_path.insert(0, _Finder(name, _Loader(mutant.source(), file), file))
    importlib.import_module(name)
    for each in stale:
        importlib.import_module(each)
    tests = {case.module for case in _work.cases} | {
        each for each in sys.modules if each.startswith("tests.")
    }
    for each in tests:
        _rebind(vars(sys.modules[each]), known, stale)


def _is_own(value: object) -> bool:
    """Whether it is no value that others may have as well."""
    return not isinstance(value, (str, int, float, bytes, bool, type(None)))


def _rebind(
    names: dict[str, Any], known: dict[int, tuple[str, str]], stale: dict[str, ModuleType]
) -> None:
    for key, value in list(names.items()):
        if isinstance(value, ModuleType) and value.__name__ in stale:
            names[key] = sys.modules[value.__name__]
        elif id(value) in known:
            module, attribute = known[id(value)]
            names[key] = getattr(sys.modules[module], attribute)


def _dependents(name: str, imports: dict[str, frozenset[str]]) -> list[str]:
    """The modules that import a module, directly or through others, and itself."""
    found = {name}
    while more := {
        each for each, imported in imports.items() if each not in found and imported & found
    }:
        found |= more
    return sorted(found)


def _loaded(package: str) -> dict[str, frozenset[str]]:
    """The modules of a package that are loaded, with what each imports."""
    return {
        name: frozenset(_imports(module))
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == package.partition(".")[0]
    }


def _imports(module: ModuleType) -> Iterator[str]:
    file = getattr(module, "__file__", None)
    if not file or not file.endswith(".py"):
        return
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(source), names=names):
                yield source
                yield from (f"{source}.{each.name}" for each in names)
