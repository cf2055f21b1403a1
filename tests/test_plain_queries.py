"""JSONPaths that are read without the library are JSONPaths to it too, and select what it does."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from jsonpath import JSONPathEnvironment

from generator.document import overlay_targets, plain_queries
from generator.document.network import Network
from generator.document.references import Files

ROOT = Path(__file__).parents[1]
STRICT = JSONPathEnvironment(strict=True)
PLAIN = [
    *("$", "$.info", "$..name", "$.*", "$..*", "$[*]", "$['/pets/{id}'].get", '$["a b"]', "$[0]"),
    *("$.tags[-1]", "$[?@.a]", "$[?!@.a]", "$..[?@.a.b]", "$[? @['a'] == 'b' ]", "$[?@.a!=null]"),
    *("$[?@.a == -1]", "$[?@.a==true&&@.b||!@.c]", "$.true.null", "$[?@.a == 'b'].c[?@.d].e"),
]
OTHER = [
    *("", "info", "$.", "$.x-name", "$.\u00e9", "$[01]", "$[-0]", "$[1000000000000000]", "$[a]"),
    *("$['a\\'b']", "$['a\"b']", "$['\u00e9']", "$['a','b']", "$[1:2]", "$ .a", "$.a ", "$[?@]"),
    *("$[?@.a == 1.0]", "$[?@.a == 01]", "$[?!@.a == 1]", "$[?(@.a)]", "$[?@.a == @.b]", "$[?@.*]"),
    *(
        "$[?@.a < 1]",
        "$[?1 == @.a]",
        "$[?@.a &&]",
        "$[?@.a",
        "$..true",
        "$[?$.a]",
        "$[?@[0]]",
        "$~",
    ),
    *("$[?count(@.a) == 1]", "$[?@.a =='b]", "$[?@.a == True]", f"${'.a' * 300}", "$..", "$.['a']"),
]
NAMES = ["a", "b", "c", "true", "null", "and", "or", "not", "in", "count", "_"]
QUOTED = [*NAMES, "x y", "", "-", "@", "]", "&&", "a.b", "\\u0061"]
LITERALS = ["'x'", '"1"', "1", "0", "-1", "01", "1.0", "1e0", "true", "false", "null", "nil"]
CHARACTERS = [*" .[]'\"$@?!&|=*,:-+01e_~\\\n\u00e9", "true", "..", "&&"]


@pytest.mark.parametrize("text", PLAIN)
def test_what_most_targets_are_is_read_without_the_library(text):
    assert plain_queries.read(text) is not None


@pytest.mark.parametrize("text", OTHER)
def test_any_other_text_is_left_to_the_library(text):
    assert plain_queries.read(text) is None


@pytest.mark.parametrize(("text", "is_loaded"), [("$.a[?@.b == 'c']", False), ("$[1:2]", True)])
def test_the_library_is_loaded_where_a_text_is_not_plain(text, is_loaded):
    program = (
        "import sys; from generator.document import overlay, overlaying, overlay_targets;"
        "overlay_targets.Query(sys.argv[1]); print('jsonpath' in sys.modules)"
    )
    command = [sys.executable, "-c", program, text]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [str(is_loaded)]


def test_a_text_that_is_read_without_the_library_is_to_it_what_it_is_here(tmp_path):
    drawn = random.Random(9535)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps({"openapi": "3.1.0"} | {name: _value(drawn, 4) for name in "abc"}))
    tree = overlay_targets.Tree(Files(file, network=Network(file, is_allowed=False)))
    read = selected = 0
    for _ in range(3_000):
        text = _text(drawn)
        if plain_queries.read(text) is None:
            continue
        read += 1
        expected = [match.parts for match in STRICT.finditer(text, tree.files.root.data)]
        found, _why = overlay_targets.Query(text).select(tree)
        assert [each.place.way for each in found] == list(dict.fromkeys(expected)), text
        selected += bool(found)
    assert read > 1_000
    assert selected > 500


def _value(drawn, depth):
    kind = drawn.random()
    if depth == 0 or kind < 0.3:
        return drawn.choice(["x", "1", "", 1, 0, 1.0, -1, True, False, None])
    if kind < 0.5:
        return [_value(drawn, depth - 1) for _ in range(drawn.randint(0, 4))]
    return {name: _value(drawn, depth - 1) for name in drawn.sample(QUOTED, drawn.randint(2, 8))}


def _text(drawn):
    """A query that is plain or nearly so, one in five with a character too many or too few."""
    text = "$" + "".join(_segment(drawn) for _ in range(drawn.choice([0, 1, 1, 2, 2, 3])))
    if drawn.random() < 0.2:
        at = drawn.randint(0, len(text))
        cut, put = drawn.choice([(1, ""), (0, drawn.choice(CHARACTERS))])
        text = text[:at] + put + text[at + cut :]
    return text


def _segment(drawn):
    kind = drawn.random()
    if kind < 0.5:
        name = f".{drawn.choice(NAMES)}", f"['{drawn.choice(QUOTED)}']", f"..{drawn.choice(NAMES)}"
        return drawn.choice([*name, ".*", "..*", "[*]", "[0]", "[-1]", "..[0]", "[01]"])
    signs = [drawn.choice(["&&", "||", " && ", " || "]) for _ in range(drawn.randint(0, 3))]
    tests = (f"{_condition(drawn)}{sign}" for sign in [*signs, ""])
    return f"{drawn.choice(['', '..'])}[?{drawn.choice(['', ' '])}{''.join(tests)}]"


def _condition(drawn):
    name = f".{drawn.choice(NAMES)}", f"['{drawn.choice(QUOTED)}']"
    path = "@" + "".join(drawn.choice(name) for _ in range(drawn.choice([1, 1, 1, 2])))
    if drawn.random() < 0.4:
        return f"{drawn.choice(['', '!'])}{path}"
    sign, literal = drawn.choice(["==", "!=", " == ", " != ", "<"]), drawn.choice(LITERALS)
    return f"{path}{sign}{literal}"
