"""A folder of templates that has only what it overrides."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.bundle import load
from generator.emit.package import emit
from generator.emit.template_folders import TEMPLATES, find, without_use
from generator.emit.templates import TemplateError
from generator.output.manifest import provenance_of
from tests.emit import api_samples as samples
from tests.servers import ROOT


def overriding(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_what_is_not_overridden_is_printed_from_our_own(tmp_path: Path) -> None:
    ours = (TEMPLATES / "docs" / "pyproject.toml.jinja").read_text(encoding="utf-8")
    templates = overriding(tmp_path, "docs/pyproject.toml.jinja", f"# By Acme.\n{ours}")
    theirs, tree = (emit(samples.api(), templates=each) for each in (templates, TEMPLATES))
    assert {path for path in tree if tree[path] != theirs[path]} == {"pyproject.toml"}
    assert theirs["pyproject.toml"] == b"# By Acme.\n" + tree["pyproject.toml"]


def test_a_module_of_the_runtime_is_overridden_too(tmp_path: Path) -> None:
    source = (TEMPLATES / "runtime" / "pacing.py").read_text(encoding="utf-8")
    templates = overriding(tmp_path, "runtime/pacing.py", f"# By Acme.\n{source}")
    theirs, tree = (emit(samples.api(), templates=each) for each in (templates, TEMPLATES))
    (changed,) = (path for path in tree if tree[path] != theirs[path])
    assert changed.endswith("/_runtime/pacing.py")
    assert find(templates, "runtime/errors.py") == TEMPLATES / "runtime" / "errors.py"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("runtime/pacing.py", "x = 1\nclass :\n", "2: is no Python: invalid syntax"),
        ("runtime/pacing.py", "x = 1\0\n", "1: is no Python: source code "),
        ("client/_lazy.py", "def lazy(:\n", "1: is no Python: invalid syntax"),
    ],
)
def test_a_module_that_is_no_python_is_told_with_its_line(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    templates = overriding(tmp_path, name, text)
    with pytest.raises(TemplateError) as error:
        emit(samples.api(), templates=templates)
    assert str(error.value).startswith(f"{tmp_path / name}:{told}")


def test_a_file_that_would_never_be_printed_is_told(tmp_path: Path) -> None:
    folder = overriding(tmp_path, "client/methds.jinja", "")
    assert without_use(folder) == (
        f"{folder / 'client/methds.jinja'} overrides no template, and none there includes it; "
        "did you mean client/methods.jinja?"
    )
    overriding(tmp_path, "client/methods.jinja", '{% include "client/methds.jinja" %}')
    assert without_use(folder) is None
    assert without_use(TEMPLATES) is None


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    template = tmp_path / "client" / "methods.jinja"
    template.symlink_to(template.name)
    assert (without_use(tmp_path) or "").startswith(f"{template} cannot be read: ")
    template.unlink()
    template.mkdir()
    assert (without_use(tmp_path) or "").startswith(f"{template} cannot be read: ")


def test_what_their_templates_print_amiss_is_no_error_of_ours(tmp_path: Path) -> None:
    templates = overriding(tmp_path, "client/methods.jinja", "plain text (\n")
    with pytest.raises(TemplateError, match="no Python: invalid-syntax") as told:
        emit(samples.api(), templates=templates)
    assert str(told.value).startswith(f"{tmp_path}: ")


def test_a_tree_is_of_what_was_overridden_and_of_what_was_not(tmp_path: Path) -> None:
    document = load(ROOT / "tests" / "cases" / "documents" / "chain" / "openapi.yaml")
    one, other = (
        provenance_of(document, templates=overriding(tmp_path / text, "client/methods.jinja", text))
        for text in "ab"
    )
    own = provenance_of(document, templates=TEMPLATES)
    assert len({tuple(each.generator.items()) for each in (one, other, own)}) == 3
