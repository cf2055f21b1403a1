from __future__ import annotations

import ast
import html
import io
import re
import textwrap
import tokenize
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.emit import code

TEXT = st.text(
    st.characters() | st.sampled_from("\"'\\{}%#\n\r\t\0\u202e\u2028\u200b\ud800`|<")
) | st.sampled_from(
    [
        '"""',
        '\\"""',
        '"' * 7,
        "\\",
        'a"',
        "{{ x }}{% y %}",
        "\N{RIGHT-TO-LEFT OVERRIDE}evil",
        "x" * 300,
        "word " * 80,
    ]
)


@given(TEXT)
def test_a_string_literal_evaluates_to_its_text(text: str) -> None:
    assert ast.literal_eval(code.string_literal(text).text) == text


@given(TEXT)
def test_nothing_invisible_stands_in_a_string_literal(text: str) -> None:
    assert code.string_literal(text).text.isprintable()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    )
)
def test_a_literal_evaluates_to_its_json_value(value: object) -> None:
    assert ast.literal_eval(code.literal(value).text) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), b"x"])
def test_what_json_cannot_hold_has_no_literal(value: object) -> None:
    with pytest.raises(TypeError):
        code.literal(value)


@given(TEXT, st.sampled_from([0, 4, 8]))
def test_a_docstring_is_one_string_token_and_hides_nothing(text: str, indent: int) -> None:
    margin = " " * indent
    source = "".join(f"{' ' * depth}if True:\n" for depth in range(0, indent, 4))
    source += f"{margin}{code.docstring(text or 'x', indent).text}\n"
    kinds = [
        token.type
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.STRING
    ]
    assert len(kinds) == 1
    assert source.replace("\n", "").isprintable()
    value = ast.literal_eval(source[source.index('"""') :].strip())
    if text.isprintable():
        assert "".join(value.split()) == "".join((text or "x").split())


@given(
    st.lists(st.sampled_from(["a", "of", "word", "x" * 50, " ", "  "]))
    .map(" ".join)
    .map(str.rstrip)
    .filter(bool),
    st.sampled_from(["", "    ", "    "]),
    st.sampled_from(["", "    ", "        "]),
)
def test_text_is_filled_as_textwrap_does(text: str, first: str, rest: str) -> None:
    wrapper = textwrap.TextWrapper(
        width=40,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert list(code.filled(text, 40, first, rest)) == wrapper.wrap(text)


def test_a_docstring_is_wrapped_and_lists_keep_their_indent() -> None:
    text = "First line\nof a paragraph.\n\n- " + "item " * 30 + "\n- second"
    lines = code.docstring(text, 4, width=60).text.split("\n")
    assert lines[0] == '"""First line of a paragraph.'
    assert lines[2].startswith("    - item")
    assert lines[3].startswith("      item")
    assert max(map(len, lines)) <= 60
    assert lines[-1] == '    """'


@pytest.mark.parametrize("length", range(48, 62))
def test_the_quotes_that_close_a_line_fit_on_it(length: int) -> None:
    text = "word " * (length // 5) + "x" * (length % 5)
    lines = code.docstring(text, 4, width=60).text.split("\n")
    assert len(lines[0]) + 4 <= 60
    assert len(lines) == (1 if 4 + 3 + len(text.strip()) + 3 <= 60 else 3)
    assert ast.literal_eval("\n".join(lines)).split() == text.split()


@given(TEXT)
def test_a_comment_is_nothing_but_comments(text: str) -> None:
    assert all(line.lstrip().startswith("#") for line in code.comment(text, 4).text.split("\n"))
    assert code.comment(text, 4).text.replace("\n", "").isprintable()


@given(TEXT)
def test_a_toml_string_reads_back(text: str) -> None:
    expected = "".join(
        "\ufffd" if 0xD800 <= ord(character) <= 0xDFFF else character for character in text
    )
    assert tomllib.loads(f"x = {code.toml_string(text).text}") == {"x": expected}


@pytest.mark.parametrize("name", ["", "a b", "class", "1a", "a.b", "\ufb01", "x\n", "a-b", "None"])
def test_only_names_that_mean_themselves_are_identifiers(name: str) -> None:
    with pytest.raises(ValueError, match="not a Python name"):
        code.identifier(name)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/{id}/b", '"/a/{id}/b"'),
        ("/a?x=1#y", '"/a?x=1"'),
        ('/a"b/{i"d}', '"/a%22b/{i\\"d}"'),
        ("/sn\xf6\n", '"/sn%C3%B6%0A"'),
        ("/%41:verb", '"/%41:verb"'),
    ],
)
def test_a_path_stays_a_path(path: str, expected: str) -> None:
    assert code.url_path(path).text == expected


@given(TEXT)
def test_markdown_is_one_line_without_markup_but_for_code_spans(text: str) -> None:
    line = code.markdown(text).text
    assert line.isprintable()
    line = re.sub(r"(?<![\\`])`[^`|]+`(?!`)", "", line)
    for character in "<[]`*_|":
        assert line.replace(f"\\{character}", "").count(character) == 0


@pytest.mark.parametrize("text", ["a", "`", "``x`", "a\nb", "", "|"])
def test_a_code_span_is_fenced_by_more_backticks_than_it_holds(text: str) -> None:
    span = code.markdown_code(text).text
    fence = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(fence)
    assert fence not in span[len(fence) : -len(fence)]


@given(TEXT)
def test_text_in_html_is_text_and_nothing_else(text: str) -> None:
    shown = code.html(text).text
    assert not set(shown) & set("<>\"'")
    assert html.unescape(shown).replace("\n", "").replace("\t", "").isprintable()
    assert "\n" not in code.html(text, quiet=True).text
    assert set(re.findall(r"<[^>]*>", code.html(text, spans=True).text)) <= {"<code>", "</code>"}


@pytest.mark.parametrize(
    "text",
    ["@ada", "a@b.example", "#12", "GH-3", "https://example.com", "www.example.com", "a/b#4"],
)
def test_quiet_prose_mentions_nobody_and_links_nothing(text: str) -> None:
    for shown in (code.markdown(text, quiet=True).text, code.html(text, quiet=True).text):
        assert not re.search(r"@\w|#\d|GH-\d|://|www\.", shown.replace("&#8203;", "\u200b"))
    assert code.markdown(f"`{text}`", quiet=True).text == f"`{text}`"


@given(TEXT)
def test_plain_text_cannot_steer_a_terminal(text: str) -> None:
    assert code.plain(text).text.isprintable()
    assert code.plain(text, 4, width=60).text.replace("\n", "").isprintable()
    assert code.plain("a", pad=3).text == "a  "


def test_a_call_tells_what_is_given_and_nothing_that_is_empty() -> None:
    empty = {"none": None, "no": False, "text": "", "list": (), "map": {}}
    assert code.called("f", **empty).text == "f()"
    told = code.called("f", None, zero=0, yes=True, no=code.literal(False), text="a")
    assert told.text == 'f(None, zero=0, yes=True, no=False, text="a")'
