"""Reading: what a document's text means, where everything in it stands, and one clear line for
whatever cannot be read.
"""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import json_reader, source
from generator.document import pointer as pointers
from generator.document.diagnostics import DocumentError, Location
from generator.document.reading import MAX_DEPTH, Text

CASES = Path(__file__).parents[1] / "cases" / "source"


def parse(text: str | bytes, name: str = "input.yaml") -> source.Source:
    return source.parse(text if isinstance(text, bytes) else text.encode(), Path(name), name)


def refusal(text: str | bytes, name: str = "input.yaml") -> str:
    with pytest.raises(DocumentError) as caught:
        parse(text, name)
    return str(caught.value)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_file_that_cannot_be_used_is_refused_with_the_expected_lines(case):
    file = next(case.glob("input.*"))
    with pytest.raises(DocumentError) as caught:
        source.read(file, file.name)
    assert str(caught.value) + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("1.50", 1.5),
        ("+1e3", 1000.0),
        ("~", None),
        ("", None),
        ("True", True),
        ("'true'", "true"),
        ("! 12", "12"),
        ("!!float 1", 1.0),
    ],
)
def test_plain_values_are_what_yaml_1_2_says(written, value):
    data = parse(f"a: {written}\n").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_keys_are_strings_as_written():
    read = parse("200: a\n2024-01-01: b\nno: c\n010: d\n1.0: e\nnull: f\n")
    assert list(read.data) == ["200", "2024-01-01", "no", "010", "1.0", "null"]


def test_a_key_that_other_readers_take_for_no_string_is_a_warning_but_a_response_code_is_none():
    assert [str(finding) for finding in parse("200: a\n010: b\nnull: c\n").diagnostics] == [
        (
            "input.yaml:2:1: SRC009 the key `010` is no string to other YAML readers; it is read "
            "as written, quote it"
        ),
        (
            "input.yaml:3:1: SRC009 the key `null` is no string to other YAML readers; it is "
            "read as written, quote it"
        ),
    ]


def test_a_merge_key_is_merged_with_a_warning_and_its_fields_are_located_where_they_are_written():
    read = parse("a: &x {b: 1, d: 2}\nc:\n  <<: *x\n  d: 3\n")
    assert read.data["c"] == {"d": 3, "b": 1}
    assert [finding.code for finding in read.diagnostics] == ["SRC008"]
    assert read.locate("/c/b") == Location("input.yaml", 1, 11, "/c/b")


def test_an_alias_is_the_value_of_its_anchor():
    assert parse("a: &x [1, 2]\nb: *x\n").data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", '{"a":', "a: &x ["])
@pytest.mark.parametrize("name", ["input.yaml", "input.json"])
def test_200_000_levels_are_refused_at_once(opening, name):
    started = time.process_time()
    message = refusal(opening * 200_000, name)
    assert time.process_time() - started < 2
    assert message.startswith(f"{name}:1:")
    assert "\n" not in message


def test_the_depth_is_named_where_it_is_exceeded():
    assert refusal("a: " + "[" * 200_000).startswith(
        f"input.yaml:1:{3 + MAX_DEPTH}: SRC002 more than {MAX_DEPTH} levels deep"
    )
    assert (
        refusal('{"a":' * 200_000, "input.json")
        == f"input.json:1:{5 * MAX_DEPTH + 1}: SRC002 more than {MAX_DEPTH} levels deep"
    )


def test_the_deepest_document_allowed_is_read_and_aliases_do_not_make_it_deeper():
    inner = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert parse(f"a: {inner}\n").data["a"]
    assert "SRC002 more than" in refusal(f"a: &x {inner}\nb: [*x]\n")


def test_a_number_of_too_many_digits_is_refused_and_a_huge_one_is_kept():
    assert parse("a: 1" + "0" * 4000).data["a"] == 10**4000
    assert (
        refusal("a: " + "9" * 5000)
        == "input.yaml:1:4: SRC011 a number of 5,000 digits; at most 4,300 (at #/a)"
    )
    assert (
        refusal('{"a": ' + "9" * 5000 + "}", "a.json")
        == "a.json:1:7: SRC011 a number of 5,000 digits; at most 4,300 (at #/a)"
    )


def test_a_byte_order_mark_is_no_content():
    read = parse(b"\xef\xbb\xbfa: 1\n")
    assert read.data == {"a": 1}
    assert read.locate("/a", key=True) == Location("input.yaml", 1, 1, "/a")


@pytest.mark.parametrize("name", ["input.yaml", "input.json"])
def test_json_and_yaml_are_located_alike(name):
    read = parse('{"a": {"b/c": [1, {"~": "x"}]},\n "d": 2}', name)
    assert read.locate("/a/b~1c/1/~0") == Location(name, 1, 25, "/a/b~1c/1/~0")
    assert read.locate("/a/b~1c/1/~0", key=True).column == 20
    assert read.locate("/d", key=True) == Location(name, 2, 2, "/d")


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
)
KEYS = st.one_of(
    st.sampled_from(
        ["", "a", "A", "a ", "0", "-", "~", "/", '"', "\\", ":", "{", "[,]", "é", "\n"]
    ),
    st.text(max_size=4),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
SPACES = st.sampled_from(["", "", " ", "\n", "\t\r\n  "])


def written(value: Any, draw: Callable[[Any], Any]) -> str:
    """The value as JSON, with white space and escapes in it wherever they may be."""

    def spaced(text: str) -> str:
        return draw(SPACES) + text + draw(SPACES)

    if isinstance(value, dict):
        entries = (
            f"{spaced(written(key, draw))}:{spaced(written(inner, draw))}"
            for key, inner in value.items()
        )
        return f"{{{','.join(entries) or draw(SPACES)}}}"
    if isinstance(value, list):
        return f"[{','.join(spaced(written(inner, draw)) for inner in value) or draw(SPACES)}]"
    if isinstance(value, str) and draw(st.booleans()):
        return (
            '"'
            + "".join(f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else sign for sign in value)
            + '"'
        )
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


def places(node: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield way
    yield (*way, "absent")
    children = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for token, child in children:
        yield from places(child, (*way, str(token)))


@given(st.data(), st.dictionaries(KEYS, VALUES, max_size=4))
def test_a_place_of_json_is_where_a_scan_of_the_whole_text_finds_it(
    data: st.DataObject, value: dict[str, Any]
):
    text = Text(f"{data.draw(SPACES)}{written(value, data.draw)}{data.draw(SPACES)}", "input.json")
    read = json.loads(text.text)
    scanned, found = json_reader.scan(text, read), json_reader.PositionsOnDemand(text, read)
    for way in data.draw(st.permutations(list(places(read)))):
        for key in (True, False):
            assert found.find(read, way, key=key) == scanned.find(read, way, key=key)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "a: &x {b: 1, d: [2, {e: 3}]}\nc:\n  <<: *x\n  d: 3\n  f: *x\n  g: [*x, {}, []]\n",
            "input.yaml",
        ),
        ('\n {"a": {"b": 1, "d": [2, {"e": 3}]},\n "c": [{}, []]}', "input.json"),
    ],
)
def test_what_was_read_in_another_process_is_located_alike(text, name):
    read = parse(text, name)
    moved = pickle.loads(pickle.dumps(read))
    ways = [pointers.join("", *way) for way in places(read.data)]
    assert len(ways) > 8
    for key in (True, False):
        expected = [read.locate(way, key=key) for way in ways]
        assert [moved.locate(way, key=key) for way in ways] == expected
        assert [
            pickle.loads(pickle.dumps(read)).locate(way, key=key) for way in ways
        ] == expected  # asked about before
    assert (moved.data, moved.diagnostics) == (read.data, read.diagnostics)


def test_places_under_many_levels_do_not_go_through_the_text_again_and_again(monkeypatch):
    passed: list[int] = []
    decode = json_reader._DECODER.raw_decode

    class Counted:
        def raw_decode(self, text: str, at: int) -> tuple[Any, int]:
            found, end = decode(text, at)
            passed.append(end - at)
            return found, end

    monkeypatch.setattr(json_reader, "_DECODER", Counted())
    depth = MAX_DEPTH - 2
    text = '{"a":' * depth + f"[{'1,' * 2_000}2]" + ',"z":0}' * depth
    read = parse(text, "input.json")
    columns = [read.locate("/a" * level + "/z").column for level in range(depth)]
    assert columns == [len(text) - 1 - 7 * level for level in range(depth)]
    assert 0 < sum(passed) < 6 * len(text)


def test_what_is_absent_is_located_at_its_nearest_ancestor():
    read = parse("info:\n  title: a\npaths:\n  /a: {}\n")
    assert read.locate("/info/version") == Location("input.yaml", 2, 3, "/info/version")
    assert read.locate("/nothing/at/all") == Location("input.yaml", 1, 1, "/nothing/at/all")


def test_a_flow_mapping_that_is_no_json_is_read_as_yaml():
    assert parse("{openapi: 3.1.0, info: {title: a}}").data["info"] == {"title": "a"}


def test_what_is_no_readable_file_is_one_line(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    expected = {
        tmp_path / "missing.yaml": "no such file",
        tmp_path: "is a directory, not a file",
        fifo: "is not a regular file",
        Path("/dev/null"): "is not a regular file",
        Path("a\0b"): "cannot be read: the name holds a character that no file name can",
    }
    for path, reason in expected.items():
        with pytest.raises(DocumentError) as caught:
            source.read(path, "openapi.yaml")
        assert str(caught.value) == f"openapi.yaml:1:1: SRC001 {reason}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_one_line(tmp_path):
    file = tmp_path / "openapi.yaml"
    file.write_text("a: 1")
    file.chmod(0)
    with pytest.raises(DocumentError, match=r"openapi\.yaml:1:1: SRC001 permission denied"):
        source.read(file, "openapi.yaml")


def test_the_rules_have_unique_codes():
    codes = [rule.code for rule in source.RULES]
    assert sorted(set(codes)) == codes


@pytest.mark.parametrize(
    ("text", "half"), [(r'"\ud83d\ude00"', False), (r'"\ud83d"', True), (r'"\\ud83d\ude00"', True)]
)
def test_half_of_a_pair_is_told_from_a_pair(text: str, half: bool):
    if half:
        assert "half of a surrogate pair" in refusal(f'{{"a": {text}}}', "input.json")
    else:
        assert parse(f'{{"a": {text}}}', "input.json").data == {"a": "\N{GRINNING FACE}"}
