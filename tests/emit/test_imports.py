"""Imports are printed in the order that ruff has them, so that it need not put them in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.emit import format as formats
from generator.emit.imports import import_statements, reexports
from generator.emit.package import emit
from generator.emit.template_folders import TEMPLATES
from tests import flagship
from tests.checking import imports_out_of_order
from tests.emit import api_samples as samples
from tests.packages import CASES, generated

NAMES = ["A", "AB", "ABC", "A2", "A10", "A02", "_A", "aB", "ab", "Ab", "É", "é", "a2b", "a10b"]
MODULES = [
    *("os", "collections.abc", "collections", "httpx2", "typing_extensions", "acme.first"),
    *(".", "..", "...", ".a", ".A", ".a2", ".a10", ".a02", ".a_b", ".a.b", ".ab", "..a", "._a"),
    ".X",
]


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/openapi.yaml")))
def test_those_of_a_package_are_in_order(case: str) -> None:
    made = generated(case)
    assert imports_out_of_order(made.folder, made.package) == ""


def test_those_of_the_flagship_are_in_order(written) -> None:
    api = flagship.api()
    assert imports_out_of_order(written(emit(api, templates=TEMPLATES)), api.package) == ""


@pytest.mark.parametrize("reverse", [False, True])
def test_whatever_is_imported_is_in_the_order_of_ruff(tmp_path: Path, reverse: bool) -> None:
    names = sorted(NAMES, reverse=reverse)
    imported = {
        module: [(name, name if (number + at) % 3 else f"_{name}") for at, name in enumerate(names)]
        for number, module in enumerate(sorted(MODULES, reverse=reverse))
    }
    lines = []
    for statement in import_statements(imported):
        lines += [""] * statement.apart + [statement.statement.text]
    text = formats.formatted({"a.py": "\n".join(lines) + "\n"})["a.py"]
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    assert imports_out_of_order(tmp_path) == ""
    assert text.count("\n\n") == 2, "as there are three sections"
    assert sorted(_imported(text)) == sorted(
        (module, *each) for module, each_of in imported.items() for each in each_of
    )


def _imported(text: str) -> Iterator[tuple[str, str, str]]:
    """The module, the name and the alias of all that a text imports."""
    for statement in ast.parse(text).body:
        assert isinstance(statement, ast.ImportFrom)
        module = "." * statement.level + (statement.module or "")
        for each in statement.names:
            yield module, each.name, each.asname or each.name


def test_names_that_a_package_has_of_others_are_in_the_order_of_ruff(tmp_path: Path) -> None:
    statements = reexports({module: NAMES for module in MODULES if module.startswith(".")})
    lines = [f"{each.statement.text}\n" for each in statements]
    (tmp_path / "a.py").write_text("".join(lines), encoding="utf-8")
    assert imports_out_of_order(tmp_path) == ""


def test_those_of_templates_that_are_not_ours_are_put_in_order(tmp_path: Path) -> None:
    name = "client/program.py.jinja"
    ours = (TEMPLATES / name).read_text(encoding="utf-8")
    (tmp_path / "client").mkdir()
    unsorted = ours.replace("from .", "import sys\nimport os\nfrom .", 1)
    (tmp_path / name).write_text(unsorted, encoding="utf-8")
    tree = emit(samples.api(programs=("command-line",)), templates=tmp_path)
    (program,) = (tree[path].decode() for path in tree if path.endswith("/__main__.py"))
    assert "\nimport os\nimport sys\n\nfrom ._runtime" in program
