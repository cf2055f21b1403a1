"""A package of a case of `cases/documents`, generated and imported, and a server that answers it as
told.
"""

from __future__ import annotations

import importlib
import json
import sys
from contextlib import redirect_stderr
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import Any

import httpx2

from generator.cli import main

CASES = Path(__file__).parent / "cases" / "documents"


@cache
def imported(case: str) -> ModuleType:
    """The package, generated once in a process."""
    package = f"made_{case.replace('-', '_').replace('.', '_')}"
    return _made(CASES / case / "openapi.yaml", package, Path(mkdtemp(prefix="made-")))


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
    return _made(spec, package, folder / "made")


def _made(spec: Path, package: str, folder: Path) -> ModuleType:
    with redirect_stderr(StringIO()) as said:
        command = ["regenerate", "--spec", str(spec), "--out", str(folder), "--package", package]
        assert main(command) == 0, said.getvalue()
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
