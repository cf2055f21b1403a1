"""ECMA-262 patterns as Python's `re` writes them."""

from __future__ import annotations

import re

import pytest

from generator.api.patterns import translate


@pytest.mark.parametrize(
    ("pattern", "matches", "misses"),
    [
        (r"^\d+$", ["12"], ["12\n", "٣", "a"]),
        (r"^\w+$", ["a_1"], ["é", ""]),
        (r"^a\/b$", ["a/b"], ["a-b"]),
        (r"(?<year>\d{4})-\k<year>", ["2020-2020"], ["2020-2021"]),
        (r"^[\d\w\/$]+$", ["a/1$"], ["a b"]),
        (r"^\u{41}$", ["A"], ["B"]),
        (r"^[^]$", ["\n", "x"], [""]),
        (r"^[[]$", ["["], ["]"]),
        (r"^[a[^b]$", ["a", "[", "^", "b"], ["c"]),
        (r"^(?=.*x)(?!y).*$", ["ax"], ["yx", "a"]),
        (r"^\cJ$", ["\n"], ["J"]),
        (r"^\cj$", ["\n"], ["j"]),
        (r"^\D\W$", ["a-", "٣é"], ["1-", "ab"]),
        (r"^[a\-z]$", ["a", "-"], ["b"]),
        (r"a\-b", ["a-b"], ["ab"]),
        (r"^\u{2E}$", ["."], ["a"]),
        (r"^\u{10FFFF}$", ["\U0010ffff"], ["a"]),
        (r"^[\u{2D}a]$", ["-", "a"], ["b"]),
        (r"^[a$]$", ["$", "a"], ["b"]),
        (r"^[^a\d]$", ["b"], ["a", "1"]),
        (r"a[]|b", ["b"], ["a"]),
        (r"^[[]]$", ["]", "[]"][1:], ["["]),
        (r"^[a[]b]$", ["ab]", "[b]"], ["a"]),
        (r"^[a]b]$", ["ab]"], ["b"]),
        (r"^[a[b]$", ["a", "[", "b"], ["X"]),
        (r"^a(?<!b)$", ["a"], ["b"]),
        (r"(?<=a)b", ["ab"], ["b"]),
        (r"^a.b$", ["axb"], ["ab"]),
        (r"a\$", ["a$"], ["a"]),
    ],
)
def test_a_pattern_means_in_python_what_it_meant(
    pattern: str, matches: list[str], misses: list[str]
) -> None:
    translated = translate(pattern)
    assert translated is not None
    assert all(re.search(translated, text) for text in matches)
    assert not any(re.search(translated, text) for text in misses)


@pytest.mark.parametrize(
    "pattern", ["(", "[a", r"\u{110000}", r"\p{L}", "a{99999999999999999999}", "*a", "(?<1>a)"]
)
def test_a_pattern_that_python_cannot_compile_is_none(pattern: str) -> None:
    assert translate(pattern) is None
