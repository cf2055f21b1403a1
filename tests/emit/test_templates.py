from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.emit import templates
from generator.emit.code import Code
from generator.emit.templates import TemplateError, environment, render

PRINTED = [
    "{{ text }}",
    "{{ text ~ '' }}",
    "{{ [text]|join }}",
    "{{ text|upper }}",
    "{{ text[0:3] }}",
    "{{ code ~ text }}",
    "{{ text ~ code }}",
    "{{ code.text }}",
    "{{ [code, code]|join }}",
    "{{ 'constant' }}",
    "{{ text|safe }}",
    "{{ text|replace('a', code) }}",
    "{{ '%s'|format(text) }}",
    "{{ {'a': text} }}",
    "{{ true }}",
    "{{ none }}",
    "{{ 1.5 }}",
    "{{ missing }}",
    "{{ code.missing }}",
    "{% macro m() %}x{% endmacro %}{{ m() }}",
    "{% set block %}x{% endset %}{{ block }}",
    "{{ text|string_literal ~ text }}",
]


@pytest.mark.parametrize("source", PRINTED)
def test_what_is_no_code_is_refused_with_template_and_line(tmp_path: Path, source: str) -> None:
    (tmp_path / "page.py.jinja").write_text(f"# first line\n{source}\n")
    with pytest.raises(TemplateError, match=r"^page\.py\.jinja:2: ") as caught:
        render(environment(tmp_path), "page.py.jinja", text="import os", code=Code("x"))
    assert "import os" not in str(caught.value)


def test_an_included_template_is_the_one_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "page.jinja").write_text('{% include "docs/part.jinja" %}')
    (tmp_path / "docs" / "part.jinja").write_text("\n\n{{ text }}")
    with pytest.raises(TemplateError, match=r"^docs/part\.jinja:3: .* filter: .*, markdown, "):
        render(environment(tmp_path), "page.jinja", text="x")


def test_code_numbers_and_escaped_text_are_printed(tmp_path: Path) -> None:
    (tmp_path / "page.jinja").write_text("{{ code }} = {{ text | string_literal }}  # {{ 3 }}\n")
    assert (
        render(environment(tmp_path), "page.jinja", code=Code("x"), text='a"b')
        == 'x = "a\\"b"  # 3\n'
    )


def test_a_compiled_template_is_kept_where_python_keeps_modules_and_never_outlives_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.py.jinja"
    monkeypatch.setattr("sys.pycache_prefix", None)
    for text, writes in (("one", False), ("two", True), ("three", True)):
        page.write_text(f"{text} {{{{ code }}}}\n")
        monkeypatch.setattr("sys.dont_write_bytecode", not writes)
        for _ in range(2):
            templates._environment.cache_clear()
            assert render(environment(tmp_path), "page.py.jinja", code=Code("x")) == f"{text} x\n"
        kept = [path.name for path in tmp_path.rglob("*") if path.is_file() and path != page]
        assert len(kept) == writes
    templates._environment.cache_clear()
    page.write_text("{{ text }}\n")
    with pytest.raises(TemplateError, match=r"^page\.py\.jinja:1: "):
        render(environment(tmp_path), "page.py.jinja", text="import os")


def test_a_template_that_has_changed_is_printed_as_it_is_now_the_included_one_too(
    tmp_path: Path,
) -> None:
    inner, outer = tmp_path / "inner.jinja", tmp_path / "outer.jinja"
    outer.write_text("outer {% include 'inner.jinja' %}", encoding="utf-8")
    for number, text in enumerate(("one", "two")):
        inner.write_text(text, encoding="utf-8")
        os.utime(inner, (number, number))
        assert render(environment(tmp_path), "outer.jinja") == f"outer {text}"


def test_a_compiled_template_is_kept_in_a_folder_for_all_of_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "page.py.jinja").write_text("{{ code }}\n")
    render(environment(tmp_path / "own"), "page.py.jinja", code=Code("x"))
    assert len(list((tmp_path / "kept").rglob("page.py.jinja-*.pyc"))) == 1


def test_a_damaged_compiled_template_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.pycache_prefix", None)
    (tmp_path / "page.py.jinja").write_text("{{ code }}\n")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    render(environment(tmp_path), "page.py.jinja", code=Code("x"))
    (kept,) = tmp_path.glob("__pycache__/*")
    for damaged in (b"", kept.read_bytes()[:-20], b"\0" * 100):
        kept.write_bytes(damaged)
        templates._environment.cache_clear()
        assert render(environment(tmp_path), "page.py.jinja", code=Code("x")) == "x\n"


def test_templates_have_the_globals_of_all_as_a_plain_dictionary(tmp_path: Path) -> None:
    (tmp_path / "inner.jinja").write_text("{{ number }}", encoding="utf-8")
    (tmp_path / "outer.jinja").write_text(
        "{% set kept = namespace(number=1) %}{% for number in range(3) %}"
        "{% include 'inner.jinja' %}{% set kept.number = number %}{% endfor %}{{ kept.number }}",
        encoding="utf-8",
    )
    made = environment(tmp_path)
    before = dict(made.globals)
    assert render(made, "outer.jinja") == render(made, "outer.jinja") == "0122"
    assert type(made.get_template("inner.jinja").globals) is dict
    (tmp_path / "own.jinja").write_text("{{ number }}", encoding="utf-8")
    assert made.get_template("own.jinja", globals={"number": 7}).render() == "7"
    assert made.globals == before
