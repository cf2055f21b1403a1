"""A package of a case of `cases/documents`, generated and imported, and a server that answers it as
told.

Whatever needs the package of a case asks here: it is generated once in a run (`shared.py`)."""

from __future__ import annotations

import importlib.util
import json
import py_compile
import shutil
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2

from generator.cli import main
from tests.servers import ROOT
from tests.shared import made_once

CASES = Path(__file__).parent / "cases" / "documents"


@dataclass(frozen=True, slots=True)
class Generated:
    """A case, generated: `folder` has the package and its tests, `findings` is what was said about
    the document.
    """

    folder: Path
    package: str
    findings: list[str]


@cache
def generated(case: str) -> Generated:
    """Once in a run: tests use one package, and change none of its files."""
    package = f"made_{case.replace('-', '_').replace('.', '_')}"

    def make(folder: Path) -> None:
        said = _generate(CASES / case / "openapi.yaml", package, folder)
        (folder / "said.txt").write_text(said, encoding="utf-8")

    folder = made_once(package, make)
    said = (folder / "said.txt").read_text(encoding="utf-8")
    return Generated(folder, package, said.splitlines())


@cache
def imported(case: str) -> ModuleType:
    """The package of a case."""
    made = generated(case)
    return _import(made.folder, made.package)


class Imported:
    """A module of the package of a case, which is generated when something of it is asked for, not
    when tests are read.
    """

    def __init__(self, case: str, module: str = "") -> None:
        self._case, self._module = case, module

    def __getattr__(self, name: str) -> Any:
        # These pytest asks of all that a module has, to find tests.
        if name in ("__bases__", "__test__", "__wrapped__", "_mock_name"):
            raise AttributeError(name)
        return getattr(
            importlib.import_module(f"{imported(self._case).__name__}{self._module}"), name
        )


def import_document(text: str, package: str, folder: Path) -> ModuleType:
    """The package of a document that is given as text, in a new folder."""
    spec = folder / "openapi.yaml"
    spec.write_text(text, encoding="utf-8")
    _generate(spec, package, folder / "made")
    return _import(folder / "made", package)


def _generate(spec: Path, package: str, folder: Path) -> str:
    """What is said about the document while its package is written."""
    with redirect_stderr(StringIO()) as said:
        command = ["regenerate", "--spec", str(spec), "--out", str(folder), "--package", package]
        assert main(command) == 0, said.getvalue()
    compile_runtime(folder / package / "_runtime")
    return said.getvalue()


def compile_runtime(runtime: Path) -> None:
    """Packages have the runtime in common: it is compiled once in a run. Python looks at the source
    before it takes what was compiled.
    """
    compiled = made_once("bytecode", _compile_templates)
    (runtime / "__pycache__").mkdir()
    for module in runtime.glob("*.py"):
        if (found := compiled / f"{module.stem}.pyc").exists():
            shutil.copy(found, importlib.util.cache_from_source(str(module)))


def _compile_templates(folder: Path) -> None:
    for module in (ROOT / "templates" / "runtime").glob("*.py"):
        py_compile.compile(
            str(module),
            str(folder / f"{module.stem}.pyc"),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH,
        )


def _import(folder: Path, package: str) -> ModuleType:
    sys.path.insert(0, str(folder))
    return importlib.import_module(package)


class Answers(httpx2.MockTransport):
    """Answers every request with `body`, JSON text, and keeps what was sent."""

    def __init__(self, body: bytes = b"{}") -> None:
        super().__init__(self._answer)
        self.body = body
        self.requests: list[httpx2.Request] = []

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        return httpx2.Response(200, content=self.body, headers={"Content-Type": "application/json"})

    @property
    def content(self) -> bytes:
        """What the last request held."""
        return self.requests[-1].content

    @property
    def sent(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.content)
