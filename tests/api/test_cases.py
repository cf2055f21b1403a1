"""The whole `Api` of each document of `tests/cases/documents`: every operation, model and finding, as `api.txt` has it.

What is empty, or as it is by default, is left out. What the packages made of these documents do is tested on its own; this
says that an `Api` is still the one that they were tested with. `REWRITE_CASES=1 pytest tests/api/test_cases.py` writes the
expectations anew; read the diff before committing it.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.document.bundle import load

CASES = Path(__file__).parents[1] / "cases" / "documents"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
WIDEST = 140
ALIKE = {"chain"}
"""Documents of hundreds of models that are all alike."""


def lines(value: Any, head: str = "", depth: int = 0) -> Iterator[str]:
    """A value in one line where it fits, else with what it has below, each part by its name."""
    indent = " " * depth
    flat = short(value)
    if len(flat) + len(head) <= WIDEST or not (isinstance(value, tuple | dict) or dataclasses.is_dataclass(value)):
        yield f"{indent}{head}{flat}"
        return
    yield f"{indent}{head}{type(value).__name__}"
    for name, each in entries(value):
        yield from lines(each, f"{name}: " if name else "- ", depth + 1)


def entries(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((str(key), each) for key, each in value.items())
    elif isinstance(value, tuple):
        yield from (("", each) for each in value)
    else:
        yield from ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value) if told(value, each))


def told(value: Any, field: dataclasses.Field[Any]) -> bool:
    """Whether a field is neither empty nor as it is by default."""
    given = getattr(value, field.name)
    return given not in ("", (), None, False) and given != field.default


def short(value: Any) -> str:
    if dataclasses.is_dataclass(value):
        inside = ", ".join(f"{name}={short(each)}" for name, each in entries(value))
        return f"{type(value).__name__}({inside})"
    if type(value) is tuple:
        return f"({', '.join(map(short, value))})"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(short, value)))}}}"
    return repr(value)


@pytest.mark.parametrize(
    "folder", sorted(each for each in CASES.iterdir() if each.name not in ALIKE), ids=lambda folder: folder.name
)
def test_a_document_is_exactly_this_api(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    text = "\n".join(lines(build(load(Path("openapi.yaml"))))) + "\n"
    expected = folder / "api.txt"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
