"""Forms and parameters as a caller gives them, and what is on the wire then."""

from __future__ import annotations

import io
from typing import Any

import pytest

from templates.runtime.streams import guessed_type
from tests.packages import Answers, imported

Part = tuple[dict[str, str], bytes]


@pytest.fixture
def answers() -> Answers:
    return Answers()


def _client(case: str, answers: Answers) -> Any:
    package = imported(case)
    name = next(name for name in package.__all__ if f"Async{name}" in package.__all__)
    options = {"base_url": "https://x.example.com"} if case == "encoding-wildcard" else {}
    return getattr(package, name)(transport=answers, **options)


def _parts(answers: Answers) -> list[Part]:
    content, found = answers.content, []
    for raw in content.split(content.partition(b"\r\n")[0])[1:-1]:
        head, _, body = raw.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        found.append(
            (
                dict(line.split(": ", 1) for line in head.decode().split("\r\n")),
                body.removesuffix(b"\r\n"),
            )
        )
    return found


def _only(answers: Answers) -> Part:
    (part,) = _parts(answers)
    return part


PNG = b"\x89PNG"


@pytest.mark.parametrize(
    ("field", "file", "label"),
    [
        ("pic", PNG, "image/png"),
        ("two", PNG, "image/png"),
        ("two", ("a.jpg", PNG), "image/jpeg"),
        ("two", ("a.gif", PNG, "image/jpeg"), "image/jpeg"),
    ],
)
def test_a_file_is_labelled_with_one_media_type_of_those_listed(
    answers: Answers, field: str, file: Any, label: str
) -> None:
    _client("encoding-wildcard", answers).things.send(**{field: file})
    assert _only(answers)[0]["Content-Type"] == label


@pytest.mark.parametrize(
    ("file", "label"),
    [
        (PNG, "application/octet-stream"),
        (("a.webp", PNG), "image/webp"),
        (("a.svg.gz", PNG), "application/octet-stream"),
        (("a.txt", PNG, "image/x-own; v=1"), "image/x-own; v=1"),
    ],
)
def test_within_a_range_the_name_of_a_file_tells_its_media_type(
    answers: Answers, file: Any, label: str
) -> None:
    _client("encodings", answers).forms.send_parts(pictures=[file])
    assert _only(answers)[0]["Content-Type"] == label


@pytest.mark.parametrize(("case", "name"), [("encoding-wildcard", "a.gif"), ("encodings", "a.txt")])
def test_a_file_named_as_none_of_those_listed_is_refused_until_its_media_type_is_given(
    answers: Answers, case: str, name: str
) -> None:
    client = _client(case, answers)
    send, field = (
        (client.things.send, "two")
        if case == "encoding-wildcard"
        else (client.forms.send_parts, "pictures")
    )
    files: Any = (lambda *file: file) if case == "encoding-wildcard" else (lambda *file: [file])
    with pytest.raises(
        imported(case).InvalidInputError, match=r"which is none of .*: give its media type"
    ):
        send(**{field: files(name, PNG)})
    assert answers.requests == []
    send(**{field: files(name, PNG, "image/jpeg")})
    assert _only(answers)[0]["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("label", ["text/plain", "image/*", "image/png\r\nX: y", ""])
def test_a_media_type_that_is_not_among_those_listed_is_refused(
    answers: Answers, label: str
) -> None:
    made = imported("encodings")
    with pytest.raises(
        made.InvalidInputError,
        match=r"^body: pictures has a content type that is (none of image/\*|no media type)",
    ):
        _client("encodings", answers).forms.send_parts(pictures=[("a.png", PNG, label)])
    assert answers.requests == []


def test_a_part_has_the_headers_that_the_document_fixes_and_those_given_with_a_file(
    answers: Answers,
) -> None:
    forms = _client("encodings", answers).forms
    part = imported("encodings").Part(io.BytesIO(PNG), headers={"X-Taken": "1998"})
    forms.send_parts(picture=part)
    head, content = _only(answers)
    assert head["X-Taken"] == "1998"
    assert content == PNG
    assert head["Content-Type"] == "image/png"
    assert (head["X-Kind"], head["X-Turn"]) == ("photo", "90")
    forms.send_parts(picture=("a.jpg", PNG, None, {"X-Taken": "1999", "X-Turn": "0"}))
    head, _ = _only(answers)
    assert (head["Content-Type"], head["X-Kind"], head["X-Turn"], head["X-Taken"]) == (
        "image/jpeg",
        "photo",
        "0",
        "1999",
    )


@pytest.mark.parametrize(
    "headers",
    [{"Content-Type": "x/y"}, {"a b": "x"}, {"X": "a\r\nB: c"}, {"Content-Disposition": "x"}],
)
def test_a_header_that_would_break_a_part_is_refused(
    answers: Answers, headers: dict[str, str]
) -> None:
    given = headers | {"X-Taken": "1999"}
    with pytest.raises(imported("encodings").InvalidInputError, match="header that cannot be set"):
        _client("encodings", answers).forms.send_parts(picture=("a.png", PNG, None, given))


@pytest.mark.parametrize("picture", [PNG, ("a.png", PNG), ("a.png", PNG, None, {"X-Turn": "0"})])
def test_a_part_without_a_header_that_it_must_have_is_not_sent(
    answers: Answers, picture: Any
) -> None:
    with pytest.raises(imported("encodings").InvalidInputError, match="must have the header X-Tak"):
        _client("encodings", answers).forms.send_parts(picture=picture)
    assert answers.requests == []


def test_a_header_that_may_be_left_out_is_given_with_a_value(answers: Answers) -> None:
    part = imported("encodings").Part({"x": 1}, headers={"X-Unknown": "7"})
    _client("encodings", answers).forms.send_parts(point=part)
    head, content = _only(answers)
    assert (head["X-Unknown"], content) == ("7", b'{"x":1}')
    _client("encodings", answers).forms.send_parts(point={"x": 1})
    assert "X-Unknown" not in _only(answers)[0]


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({"word": "a"}, [("word", "application/json", b'"a"')]),
        ({"words": ["a", "b"]}, [("words", "application/json", b'["a","b"]')]),
        ({"words": []}, [("words", "application/json", b"[]")]),
        ({"point": {"x": 1}}, [("point", "application/json", b'{"x":1}')]),
        (
            {"points": [{"x": 1}, {}]},
            [("points", "application/json", b'{"x":1}'), ("points", "application/json", b"{}")],
        ),
        (
            {"spread": {"x": 1, "label": "a&b"}},
            [("spread[x]", None, b"1"), ("spread[label]", None, b"a&b")],
        ),
        ({"joined": ["a", "b"]}, [("joined", None, b"a|b")]),
        ({"signature": b"\xff"}, [("signature", "application/octet-stream", b"/w==")]),
        ({"table": b"a,b"}, [("table", "text/csv", b"a,b")]),
    ],
)
def test_a_field_is_a_part_in_its_media_type_or_style(
    answers: Answers, given: Any, parts: Any
) -> None:
    _client("encodings", answers).forms.send_parts(**given)
    found = [
        (head["Content-Disposition"].split('"')[1], head.get("Content-Type"), body)
        for head, body in _parts(answers)
    ]
    assert found == parts


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"word": "a"}, b"word=%22a%22"),
        ({"words": ["a", "b"]}, b"words=%5B%22a%22%2C%22b%22%5D"),
        ({"point": {"x": 1}}, b"point=%7B%22x%22%3A1%7D"),
        ({"points": [{"x": 1}, {"x": 2}]}, b"points=%7B%22x%22%3A1%7D&points=%7B%22x%22%3A2%7D"),
        (
            {"deep": [{"x": 1}, {"label": "a b"}]},
            b"deep%5B0%5D%5Bx%5D=1&deep%5B1%5D%5Blabel%5D=a+b",
        ),
        ({"joined": ["a,b", "c d"]}, b"joined=a%2Cb,c+d"),
        ({"path": "/a?b=c&d+%20"}, b"path=/a?b%3Dc%26d%2B%2520"),
        ({"spread": {"x": 1, "label": "a"}}, b"x=1&label=a"),
        ({"joined": [], "path": "x", "word": "b"}, b"word=%22b%22&path=x"),
    ],
)
def test_a_field_of_an_urlencoded_form_goes_by_its_encoding(
    answers: Answers, given: Any, sent: bytes
) -> None:
    _client("encodings", answers).forms.send_form(**given)
    assert answers.content == sent


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"drawing": {"x": 1}},
            (
                r"^body: drawing must not be or hold a list or an object, which image/svg\+xml "
                r"cannot say$"
            ),
        ),
        ({"deep": [{}]}, r"^body: deep must not hold an empty list or object"),
    ],
)
def test_what_a_form_cannot_say_is_refused(answers: Answers, given: Any, message: str) -> None:
    with pytest.raises(imported("encodings").InvalidInputError, match=message):
        _client("encodings", answers).forms.send_form(**given)
    assert answers.requests == []


def _target(answers: Answers) -> str:
    return answers.requests[-1].url.raw_path.decode()


def test_the_query_string_is_one_value_in_its_media_type(answers: Answers) -> None:
    queries = _client("query-strings", answers).queries
    queries.as_form(q={"word": "a b&c", "sizes": [1, 2], "near": {"x": 3}})
    assert _target(answers) == "/form?word=a+b%26c&sizes=1&sizes=2&near%5Bx%5D=3"
    queries.as_form()
    assert _target(answers) == "/form"
    queries.as_json(q={"flag": None})
    assert _target(answers) == "/json?%7B%22flag%22%3Anull%7D"
    queries.as_text(q="a=b&c=d%2B #+é")
    assert _target(answers) == "/text?a=b&c=d%252B%20%23%2B%C3%A9"


def test_a_cookie_goes_as_it_is_and_is_refused_where_no_cookie_can_hold_it(
    answers: Answers,
) -> None:
    queries = _client("query-strings", answers).queries
    queries.cookies(
        plain="a%2Cb c", spread={"greeting": "Hello%2C world!", "code": 42}, list=["a", "b"]
    )
    assert (
        answers.requests[-1].headers["Cookie"]
        == "plain=a%2Cb c; greeting=Hello%2C world!; code=42; list=a,b"
    )
    for given in (
        {"plain": "a;b"},
        {"plain": " a"},
        {"plain": "é"},
        {"list": ["a,b"]},
        {"plain": 'a"b'},
    ):
        with pytest.raises(
            imported("query-strings").InvalidInputError,
            match=r"^cookie\.(plain|list): must not hold what",
        ):
            queries.cookies(**given)


def test_reserved_characters_stay_in_a_path_but_those_that_would_make_it_another(
    answers: Answers,
) -> None:
    _client("query-strings", answers).queries.paths("a:b@c;d=e,f/g?h#i%20")
    assert _target(answers) == "/paths/a:b@c;d=e,f%2Fg%3Fh%23i%2520"


def test_a_parameter_with_content_is_written_in_its_media_type(answers: Answers) -> None:
    queries = _client("query-strings", answers).queries
    queries.contents("a b", json=["x"], number=5, form={"a": "b c"}, x_json={"k": "é,"})
    assert _target(answers) == "/contents/a%20b?json=%5B%22x%22%5D&number=5&form=a%3Db%2Bc"
    assert answers.requests[-1].headers["X-Json"] == r'{"k":"\u00e9,"}'


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.png", "image/png"), ("a.tar.gz", None), ("a.svgz", None), ("upload", None)],
)
def test_a_file_that_is_coded_is_not_what_it_holds(name: str, kind: str | None) -> None:
    assert guessed_type(name) == kind
