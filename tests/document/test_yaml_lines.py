"""YAML read by lines is what is read from libyaml's events, or is left to them."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.document.reading import Findings, Positions, Text
from generator.document.yaml_lines import read_lines
from generator.document.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
READ = (
    "a: b\n",
    "a: b  \n# c\n\nd:\n  e: f # g\n",
    "a:\n- b\n- c: d\n  e: f\n-\n  g: h\n- - i\n  - j\nk:\n",
    "a: b\n  c\n\n  d\n- e\n".replace("- e\n", "f: g\n"),
    "- a: b\n".replace("- a", "x:\n  - a"),
    "a: ''\nb: 'it''s # no: comment'\nc: 'd\n  e\n\n  f '\n",
    'a: ""\nb: "c\\n\\u00e9 \\" \\\\"\nd: "e \\x41 \\\n  \\ f"\n',
    "a: |\n  b\n    c\n\n  d\n\n\ne: |-\n  f\ng: |+\n  h\n\ni: >\n  j\n  k\n\n  l\nm: >-\n\n  n\n",
    'a: {b: "c\\nd", "e \\"f\\"": [g, "\\u00e9 \\\\"]}\nh: i\n',
    "a: []\nb: {}\nc: [d, 'e', 1, null, \"f\"]\ng: {h: [i, {j: k l}], 'm': true}\nn: [o,\n  p]\n",
    (
        "a: null\nb: ~\nc: True\nd: 010\ne: -1.5e3\nf: 2024-01-01\ng: yes\nh: NULL\ni: .5\nj: "
        "http://k#l\nm: -n\n"
    ),
    "'200': a\n404:\n  b: c\n2XX: d\n$ref: e\n/f/{g}: h\n\"i\": j\n",
    "é: ü\n😀: 'ñ'\na: é # ü\nb: c\n",
)
LEFT = (
    *(
        "a: &b c\n",
        "a: *b\n",
        "a: !!str b\n",
        "<<: a\n",
        "? a\n: b\n",
        "--- a\n",
        "a: b\n...\n",
        "%YAML 1.2\n",
        "a:\tb\n",
    ),
    *(
        "a: b\na: c\n",
        "a: b: c\n",
        "a: b\n c: d\n",
        "a:\nb\n",
        "a: b",
        "null: a\n",
        "010: a\n",
        "a: 0x1F\n",
        "a: .inf\n",
    ),
    *(
        "a: |2\n   b\n",
        "a: >\n  b\n    c\n",
        "a: [b\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: 'b\n",
        "- a\n",
        "a\n",
        "",
        "a: @b\n",
    ),
    *(
        "a: b\u2028c\n",
        "a: b\n   # c\n   d\n",
        "a: 'b' c\n",
        'a: "\\q"\n',
        'a: "b\\\n\n  c"\n',
        "a: {b: c, b: d}\n",
        "a: 'b\nc'\n",
        "  a: b\nc: d\n",
    ),
)


def from_events(text: str) -> tuple[Any, Positions, Findings]:
    findings = Findings(written := Text(text, "a.yaml"))
    return *read_yaml(written, findings), findings


def same(text: str) -> bool:
    """Whether the text is read by lines, which then has to be as from events."""
    lines = read_lines(text)
    if lines is None:
        return False
    data, positions, findings = from_events(text)
    assert not findings, text
    assert repr(lines[0]) == repr(data), text
    assert lines[1].root == positions.root, text
    assert lines[1].kept(lines[0]) == positions.kept(data), text
    return True


@pytest.mark.parametrize("text", READ)
def test_what_is_mostly_written_is_read_by_lines(text: str) -> None:
    assert same(text)


@pytest.mark.parametrize("text", LEFT)
def test_what_is_odd_or_wrong_is_left_to_the_events(text: str) -> None:
    assert read_lines(text) is None


def test_documents_by_hand_and_by_programs_are_read_by_lines() -> None:
    files = [
        *sorted((ROOT / "spec" / "schemas").glob("*.yaml")),
        *sorted((ROOT / "tests/cases/review").glob("*/base.yaml")),
    ]
    read = [same(file.read_text(encoding="utf-8")) for file in files]
    assert sum(read) > 0.9 * len(read) > 50


def edits(draw: random.Random, lines: list[str]) -> Iterator[str]:
    """Texts that a few random edits make of a text."""
    pieces = (*":#-'\"[]{},|>?~ 1\n", ": ", " #", "- ", "\n  ", "''", "\\", "a: b", "\n- a", "  ")
    while True:
        changed = list(lines)
        for _ in range(draw.randint(1, 3)):
            number = draw.randrange(len(changed))
            line = changed[number]
            at = draw.randint(0, len(line))
            piece = draw.choice(pieces)
            changed[number] = draw.choice(
                (
                    line[:at] + piece + line[at:],
                    line[:at] + line[at + 1 :],
                    f" {line}",
                    line[1:],
                    piece,
                )
            )
        yield "\n".join(changed)


def test_an_edited_text_is_read_as_from_events_or_left_to_them() -> None:
    draw = random.Random(14)
    read = 0
    for text in READ:
        made = edits(draw, text.split("\n"))
        read += sum(same(next(made)) for _ in range(60))
    assert read > 100


@pytest.mark.parametrize(
    "text",
    [
        'a: "' + " " * 200_000 + 'b\n  c"\n',
        "a: b\n" + "  c\n" * 50_000,
        "a: [" + "b, " * 50_000 + "c]\n",
    ],
)
def test_no_text_takes_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    read_lines(text)
    assert time.process_time() - start < 2
