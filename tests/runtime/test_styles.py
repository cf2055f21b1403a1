"""Parameters in every style, against the table of the OpenAPI Specification 3.1 ("Style Examples")
and RFC 6570.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from golden import Golden
from golden._runtime.errors import InvalidInputError
from golden._runtime.operation import Operation, Parameter
from golden._runtime.plan import BodyError, ParameterPlan, plan_of
from golden._runtime.repeated import repeated
from golden._runtime.styles import styled

from generator.document.specification import STYLES, ParameterIn, Style, default_style, explodes

ARRAY, OBJECT = ["blue", "black"], {"R": 100, "G": 200}


@pytest.mark.parametrize(
    ("location", "style", "explode", "value", "expected"),
    [
        ("path", "simple", False, "a/b", "a%2Fb"),
        ("path", "simple", False, ARRAY, "blue,black"),
        ("path", "simple", False, OBJECT, "R,100,G,200"),
        ("path", "simple", True, OBJECT, "R=100,G=200"),
        ("path", "simple", False, ["a,b", "c"], "a%2Cb,c"),
        ("path", "label", False, "blue", ".blue"),
        ("path", "label", False, ARRAY, ".blue,black"),
        ("path", "label", True, ARRAY, ".blue.black"),
        ("path", "label", False, OBJECT, ".R,100,G,200"),
        ("path", "label", True, OBJECT, ".R=100.G=200"),
        ("path", "matrix", False, "blue", ";color=blue"),
        ("path", "matrix", False, "", ";color"),
        ("path", "matrix", False, ARRAY, ";color=blue,black"),
        ("path", "matrix", True, ARRAY, ";color=blue;color=black"),
        ("path", "matrix", False, OBJECT, ";color=R,100,G,200"),
        ("path", "matrix", True, OBJECT, ";R=100;G=200"),
        ("query", "form", None, "a b", "color=a%20b"),
        ("query", "form", True, ARRAY, "color=blue&color=black"),
        ("query", "form", False, ARRAY, "color=blue,black"),
        ("query", "form", True, OBJECT, "R=100&G=200"),
        ("query", "form", False, OBJECT, "color=R,100,G,200"),
        ("query", "spaceDelimited", False, ARRAY, "color=blue%20black"),
        ("query", "pipeDelimited", False, ARRAY, "color=blue%7Cblack"),
        ("query", "deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200"),
        (
            "query",
            "deepObject",
            True,
            {"a": {"b": [1, 2]}},
            "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2",
        ),
        ("query", "form", True, [], None),
        ("header", "simple", False, ARRAY, "blue,black"),
        ("header", "simple", True, OBJECT, "R=100,G=200"),
        ("cookie", "form", False, ARRAY, "color=blue,black"),
    ],
)
def test_a_value_is_written_as_its_style_says(
    location: Any, style: str, explode: bool, value: Any, expected: str
) -> None:
    assert (
        styled(Parameter("color", location, lambda: Any, style=style, explode=explode), value)
        == expected
    )


def test_a_value_with_a_content_type_is_sent_as_json() -> None:
    parameter = Parameter("filter", "query", lambda: Any, content="application/json")
    assert styled(parameter, {"a": [1, "é"]}) == "filter=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D"


def test_reserved_characters_are_kept_where_the_document_allows_them_but_never_those_that_end_a_value() -> (
    None
):
    parameter = Parameter("q", "query", lambda: Any, allow_reserved=True)
    assert styled(parameter, "a/b:c?d&e=f#g+h i") == "q=a/b:c?d%26e%3Df%23g%2Bh%20i"


@pytest.mark.parametrize(
    ("location", "style", "explode", "value", "expected"),
    [
        ("query", "form", True, {"a": {"b": 1}, "c": [1, 2]}, "a%5Bb%5D=1&c=1&c=2"),
        ("query", "form", True, [{"a": 1}, "x"], "color%5B0%5D%5Ba%5D=1&color%5B1%5D=x"),
        ("query", "form", True, [[1, 2], [3]], "color%5B0%5D=1&color%5B0%5D=2&color%5B1%5D=3"),
        ("query", "form", False, ["a,b", ""], "color=a%2Cb,"),
        ("query", "form", False, [""], "color="),
        ("query", "form", False, [], None),
        ("query", "form", True, {}, None),
        ("query", "form", False, {"a=b": "c&d,e"}, "color=a%3Db,c%26d%2Ce"),
        ("query", "form", True, {"a=b&c[d]": "%26"}, "a%3Db%26c%5Bd%5D=%2526"),
        ("query", "spaceDelimited", True, ARRAY, "color=blue&color=black"),
        ("query", "pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200"),
        ("query", "deepObject", True, {"a": [{"b": 1}]}, "color%5Ba%5D%5B0%5D%5Bb%5D=1"),
        ("query", "deepObject", True, [{"b": 1}], "color%5B0%5D%5Bb%5D=1"),
        ("path", "matrix", True, ["", "a"], ";color;color=a"),
        ("path", "simple", True, {"a=b": "c,d"}, "a%3Db=c%2Cd"),
        ("header", "simple", True, {"a": "b=c"}, "a=b=c"),
        ("header", "simple", False, [], None),
        ("cookie", "form", True, {"a=b": "c;d"}, "a%3Db=c%3Bd"),
        ("cookie", "cookie", True, ["a", "b c"], "color=a; color=b c"),
        ("cookie", "cookie", False, {"a": 1}, "color=a,1"),
    ],
)
def test_what_the_specification_leaves_open_keeps_its_structure(
    location: Any, style: str, explode: bool, value: Any, expected: str | None
) -> None:
    assert (
        styled(Parameter("color", location, lambda: Any, style=style, explode=explode), value)
        == expected
    )


@pytest.mark.parametrize(
    ("location", "style", "explode", "value", "message"),
    [
        ("query", "form", False, [[1]], "a list"),
        ("query", "form", False, {"a": {"b": 1}}, "an object"),
        ("query", "form", True, ["a", None], "null"),
        ("query", "form", True, {"a": None}, "null"),
        ("query", "form", True, {"a": []}, "empty list"),
        ("query", "deepObject", True, {"a": {}}, "empty list or object"),
        ("query", "deepObject", True, {"a][b": 1}, "brackets"),
        ("query", "spaceDelimited", False, ["a b"], "a space"),
        ("query", "pipeDelimited", False, {"a": "b|c"}, "a pipe"),
        ("path", "label", True, ["a.b", "c"], "a dot"),
        ("path", "label", True, {"a": 1.5}, "a dot"),
        ("path", "simple", False, [["a"]], "a list"),
        ("path", "matrix", True, [{}], "an object"),
        ("path", "simple", False, [], "must not be empty"),
        ("header", "simple", False, ["a,b"], "a comma"),
        ("header", "simple", False, ["a", ""], "empty text"),
        ("header", "simple", False, ["a "], "spaces"),
        ("header", "simple", True, {"a=b": 1}, "an equals sign"),
        ("header", "simple", False, [{"a": 1}], "an object"),
        ("cookie", "form", True, {"a": {"b": 1}}, "an object"),
        ("cookie", "form", True, {"": 1}, "name"),
        ("cookie", "cookie", True, {"a b": 1}, "name"),
        ("cookie", "cookie", True, "a;b", "a cookie cannot"),
        ("cookie", "cookie", False, ["a,b"], "a cookie cannot"),
    ],
)
def test_what_a_style_cannot_say_is_refused_and_never_shown(
    location: Any, style: str, explode: bool, value: Any, message: str
) -> None:
    parameter = Parameter(
        "color", location, lambda: Any, encode=styled, style=style, explode=explode
    )
    found: list[Any] = []
    assert ParameterPlan(parameter).encode(value, found) is None
    assert [problem.path for problem in found] == [f"{location}.color"]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("location", "value"),
    [("query", []), ("query", None), ("header", {}), ("cookie", []), ("path", None)],
)
def test_a_required_parameter_that_would_send_nothing_is_refused(location: Any, value: Any) -> None:
    found: list[Any] = []
    plan = ParameterPlan(Parameter("color", location, lambda: Any, encode=styled, required=True))
    assert plan.encode(value, found) is None
    assert len(found) == 1


@pytest.mark.parametrize("location", ["query", "cookie"])
def test_an_object_cannot_be_taken_for_another_parameter(location: Any) -> None:
    parameters = (
        Parameter("more", location, lambda: Any, encode=styled),
        Parameter("limit", location, lambda: int),
    )
    more, _ = plan_of(Operation[None]("o", "GET", "/o", parameters=parameters)).parameters
    found: list[Any] = []
    assert more.encode({"a": "b=c&limit=d"}, found) is not None
    assert more.encode({"limit": 1}, found) is None
    assert found[0].message == "must not have the name of another parameter in it"


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize(
    "value",
    [
        ["a b", "&=,%", "é"],
        [""],
        [1, True, 2.0, 1e20],
        [],
        None,
        ["a", None],
        [float("inf")],
        ["\ud800"],
    ],
)
def test_a_plain_list_in_a_query_is_sent_as_its_style_says(value: Any, required: bool) -> None:
    sent, problems = [], []
    for encode in (styled, repeated):
        found: list[Any] = []
        parameter = Parameter("a[b]", "query", lambda: Any, encode=encode, required=required)
        sent.append(ParameterPlan(parameter).encode(value, found))
        problems.append(found)
    assert sent[0] == sent[1]
    assert problems[0] == problems[1]


@pytest.mark.parametrize("encode", [styled, repeated, None])
def test_an_integer_that_python_does_not_write_is_refused_for_its_digits(encode: Any) -> None:
    found: list[Any] = []
    plan = ParameterPlan(Parameter("p", "query", lambda: Any, encode=encode))
    assert plan.encode([10**5000] if encode else 10**5000, found) is None
    assert [problem.message.partition(" (")[0] for problem in found] == [
        "must not have more digits than Python writes"
    ]


@pytest.mark.parametrize(
    "value", ["a b;é", 5, True, 2.0, None, dt.date(2026, 1, 2), float("nan"), "\ud800", ""]
)
@pytest.mark.parametrize("location", ["query", "header", "cookie"])
@pytest.mark.parametrize("required", [False, True])
def test_a_single_value_or_null_is_sent_as_its_style_says(
    location: Any, value: Any, required: bool
) -> None:
    sent, problems = [], []
    for encode in (styled, None):
        found: list[Any] = []
        parameter = Parameter("p q", location, lambda: Any, encode=encode, required=required)
        sent.append(ParameterPlan(parameter).encode(value, found))
        problems.append(found)
    assert sent[0] == sent[1]
    assert problems[0] == problems[1]


@pytest.mark.parametrize(
    ("location", "content"), [("query", None), ("query", "application/json"), ("path", None)]
)
@pytest.mark.parametrize("encode", [None, styled])
def test_a_number_without_end_is_refused(location: Any, content: Any, encode: Any) -> None:
    found: list[Any] = []
    parameter = Parameter(
        "p", location, lambda: float, encode=styled if content else encode, content=content
    )
    assert ParameterPlan(parameter).encode(float("inf"), found) is None
    assert "number" in found[0].message


@pytest.mark.parametrize("encode", [None, styled])
def test_a_header_does_not_lose_the_spaces_around_it_unnoticed(encode: Any) -> None:
    found: list[Any] = []
    assert (
        ParameterPlan(Parameter("X", "header", lambda: str, encode=encode)).encode(" a", found)
        is None
    )
    assert found[0].message == "must not begin or end with a space, which HTTP does not keep"


@pytest.mark.parametrize(
    ("location", "content", "value", "expected"),
    [
        ("query", "application/problem+json; v=1", "a", "p=%22a%22"),
        ("query", "text/plain", "a b", "p=a%20b"),
        ("query", "text/plain", 5, "p=5"),
        (
            "query",
            "application/x-www-form-urlencoded",
            {"a": "b c", "d": [1, 2]},
            "p=a%3Db%2Bc%26d%3D1%26d%3D2",
        ),
        ("path", "application/json", None, "null"),
        ("header", "application/json", ["é"], r'["\u00e9"]'),
        ("header", "text/plain", "a,b", "a,b"),
        ("cookie", "application/json", {"a": 1}, "p={%22a%22:1}"),
        ("querystring", "application/json", [1], "%5B1%5D"),
        ("querystring", "text/plain", "a=b&c=%20+#", "a=b&c=%2520%2B%23"),
        ("querystring", "application/x-www-form-urlencoded", {"a": "b&c"}, "a=b%26c"),
    ],
)
def test_a_parameter_with_content_is_in_its_media_type(
    location: Any, content: str, value: Any, expected: str
) -> None:
    assert styled(Parameter("p", location, lambda: Any, content=content), value) == expected


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("text/plain", {"a": 1}),
        ("application/xml", []),
        ("application/x-www-form-urlencoded", "a=b"),
    ],
)
def test_a_media_type_that_cannot_say_a_value_refuses_it(content: str, value: Any) -> None:
    with pytest.raises(BodyError, match="must"):
        styled(Parameter("p", "query", lambda: Any, content=content), value)


def test_styled_parameters_arrive_in_a_request(server: Any) -> None:
    operation: Operation[None] = Operation(
        "o",
        "GET",
        "/o/{ids}{more}",
        parameters=(
            Parameter("ids", "path", lambda: list[int], encode=styled, required=True),
            Parameter(
                "more",
                "path",
                lambda: list[str],
                encode=styled,
                style="matrix",
                explode=True,
                required=True,
            ),
            Parameter("tags", "query", lambda: list[str], encode=styled),
            Parameter("theme", "cookie", lambda: str),
            Parameter("X-Ids", "header", lambda: list[int], encode=styled),
        ),
    )
    Golden(transport=server.transport)._call(
        operation, ([1, 2], ["a"], ["x", "y z"], "dark mode", [3, 4])
    )
    assert server.last.url.raw_path == b"/v1/o/1,2;more=a?tags=x&tags=y%20z"
    assert server.last.headers["Cookie"] == "theme=dark%20mode"
    assert server.last.headers["X-Ids"] == "3,4"


@pytest.mark.parametrize("value", [["."], [], [".."]])
def test_a_list_cannot_make_a_dot_segment_either(server: Any, value: Any) -> None:
    operation: Operation[None] = Operation(
        "o",
        "GET",
        "/o/{ids}/x",
        parameters=(Parameter("ids", "path", lambda: list[str], encode=styled, required=True),),
    )
    with pytest.raises(InvalidInputError, match=r"path\.ids"):
        Golden(transport=server.transport)._call(operation, (value,))


def test_two_parameters_cannot_make_a_dot_segment_together(server: Any) -> None:
    parameters = tuple(Parameter(name, "path", lambda: str, required=True) for name in "ab")
    operation: Operation[None] = Operation("o", "GET", "/o/{a}{b}/x", parameters=parameters)
    with pytest.raises(InvalidInputError, match="dot segment"):
        Golden(transport=server.transport)._call(operation, (".", "."))


@pytest.mark.parametrize("style", STYLES)
def test_a_package_explodes_what_is_exploded_unless_a_document_says_otherwise(style: Style) -> None:
    """Code is generated without what is the default: the package has to have the same one."""
    location = STYLES[style].locations[0]
    texts = [
        styled(
            Parameter("p", location, lambda: Any, style=style, explode=explode), {"a": 1, "b": 2}
        )
        for explode in (None, explodes(style), not explodes(style))
    ]
    assert texts[0] == texts[1]
    assert style == "deepObject" or texts[0] != texts[2]


@pytest.mark.parametrize("style", [style for style in STYLES if style != "deepObject"])
def test_a_package_puts_the_delimiter_of_a_style_between_values(style: Style) -> None:
    """The runtime cannot import the table of styles: here it is held to it."""
    row = STYLES[style]
    parameter = Parameter("p", row.locations[0], lambda: Any, style=style, explode=False)
    encoded = quote(row.delimiter, safe=",")
    assert (styled(parameter, ["a", "b"]) or "").removesuffix(f"a{encoded}b") in (
        "",
        ".",
        ";p=",
        "p=",
    )


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
def test_a_package_writes_in_the_default_style_of_a_location(location: ParameterIn) -> None:
    default, said = (
        styled(Parameter("p", location, lambda: Any, style=style), ["a", "b"])
        for style in (None, default_style(location))
    )
    assert default == said
