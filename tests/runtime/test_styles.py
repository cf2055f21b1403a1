"""Parameters in every style, against the table of the OpenAPI Specification 3.1 ("Style Examples") and RFC 6570."""

from __future__ import annotations

from typing import Any

import pytest
from golden import Golden
from golden._runtime.errors import InvalidInputError
from golden._runtime.operation import Operation, Parameter
from golden._runtime.styles import styled

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
        ("query", "deepObject", True, {"a": {"b": [1, 2]}}, "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"),
        ("query", "form", True, [], None),
        ("header", "simple", False, ARRAY, "blue,black"),
        ("header", "simple", True, OBJECT, "R=100,G=200"),
        ("cookie", "form", False, ARRAY, "color=blue,black"),
    ],
)
def test_a_value_is_written_as_its_style_says(location: Any, style: str, explode: bool, value: Any, expected: str) -> None:
    assert styled(Parameter("color", location, lambda: Any, style=style, explode=explode), value) == expected


def test_a_value_with_a_content_type_is_sent_as_json() -> None:
    parameter = Parameter("filter", "query", lambda: Any, content="application/json")
    assert styled(parameter, {"a": [1, "é"]}) == "filter=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D"


def test_reserved_characters_are_kept_where_the_document_allows_them_but_never_those_that_end_a_value() -> None:
    parameter = Parameter("q", "query", lambda: Any, allow_reserved=True)
    assert styled(parameter, "a/b:c?d&e=f#g+h i") == "q=a/b:c?d%26e%3Df%23g%2Bh%20i"


def test_styled_parameters_arrive_in_a_request(server: Any) -> None:
    operation: Operation[None] = Operation(
        "o",
        "GET",
        "/o/{ids}{more}",
        parameters=(
            Parameter("ids", "path", lambda: list[int], encode=styled, required=True),
            Parameter("more", "path", lambda: list[str], encode=styled, style="matrix", explode=True, required=True),
            Parameter("tags", "query", lambda: list[str], encode=styled),
            Parameter("theme", "cookie", lambda: str),
            Parameter("X-Ids", "header", lambda: list[int], encode=styled),
        ),
    )
    Golden(transport=server.transport)._call(operation, ([1, 2], ["a"], ["x", "y z"], "dark mode", [3, 4]))
    assert server.last.url.raw_path == b"/v1/o/1,2;more=a?tags=x&tags=y%20z"
    assert server.last.headers["Cookie"] == "theme=dark%20mode"
    assert server.last.headers["X-Ids"] == "3,4"


@pytest.mark.parametrize("value", [["."], [], [".."]])
def test_a_list_cannot_make_a_dot_segment_either(server: Any, value: Any) -> None:
    operation: Operation[None] = Operation(
        "o", "GET", "/o/{ids}/x", parameters=(Parameter("ids", "path", lambda: list[str], encode=styled, required=True),)
    )
    with pytest.raises(InvalidInputError, match=r"path\.ids"):
        Golden(transport=server.transport)._call(operation, (value,))


def test_two_parameters_cannot_make_a_dot_segment_together(server: Any) -> None:
    parameters = tuple(Parameter(name, "path", lambda: str, required=True) for name in "ab")
    operation: Operation[None] = Operation("o", "GET", "/o/{a}{b}/x", parameters=parameters)
    with pytest.raises(InvalidInputError, match="dot segment"):
        Golden(transport=server.transport)._call(operation, (".", "."))
