from __future__ import annotations

import re

import jsonschema_rs
import pytest

from generator.document.patterns import compiles, text_for


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{2}$",
        r"^\d{4}-\d{2}-\d{2}$",
        r"^(foo|bar)+baz?$",
        r"^[^\s/]+$",
        r"^#[0-9a-fA-F]{6}$",
        r"^\+[1-9]\d{1,14}$",
        r"^(?:[a-z]+\.)*[a-z]+$",
        r"^(?<year>\d{4})$",
        r"^\u0041\x42\.\w\s$",
        r"a{3,}b{0}c{2,5}",
        r"^$|^x$",
        r"^(?!x)abc$",
        r"^[\]\-a]$",
        r"^\p{Lu}\d$",
    ],
)
def test_a_text_matches_the_pattern_that_it_was_made_for(pattern):
    text = text_for(pattern)
    assert text is not None
    python = pattern.replace(r"\p{Lu}", "[A-Z]").replace("(?<year>", "(?P<year>")
    assert re.search(python, text), text


def test_a_text_is_as_long_as_asked_where_repetition_allows():
    assert text_for("^[a-z]+$", 12) == "a" * 12
    assert text_for("^[a-z]{2}$", 12) is None


def test_a_pattern_is_compiled_once_however_often_it_is_asked_for(monkeypatch):
    made = []

    def validator(schema, **options):
        made.append(schema["pattern"])
        return jsonschema_rs.validator_for(schema, **options)

    monkeypatch.setattr(jsonschema_rs, "Draft202012Validator", validator)
    pattern = "^once [a-z]+$"
    assert [text_for(pattern), text_for(pattern), compiles(pattern)] == ["once a", "once a", True]
    assert made == [pattern]


@pytest.mark.parametrize("pattern", ["(", r"(a)\1", "^(?!a)a$", "[z-a]", "a{999999999}"])
def test_a_pattern_beyond_reach_yields_nothing(pattern):
    assert text_for(pattern) is None
