"""The emitted test of the documented headers of a success."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.api.model import (
    Array,
    HeaderField,
    HeadersClass,
    JsonValue,
    MediaType,
    Model,
    Response,
    ResponseHeader,
    Scalar,
)
from generator.document.header_lines import says_how_it_is_framed
from generator.document.specification import TOKEN
from generator.emit.answers import answer
from generator.emit.calls import Call, in_view
from generator.emit.code import Code, identifier, literal, string_literal

_LINE = re.compile(r"[!-~]([ -~]*[!-~])?")  # as it is told and read, without blanks around it


class HeadersTest(NamedTuple):
    """What the test template prints of the documented headers of a success: the attributes of what
    reads them, with how an assertion on each ends.
    """

    method: Code
    answer: Code
    cls: Code
    values: Sequence[tuple[Code, Code]]


def headers_test(
    read: HeadersClass | None,
    call: Call,
    success: Response | None,
    media: MediaType | None,
    value: JsonValue,
    models: Mapping[str, Model],
) -> HeadersTest | None:
    """The test of the headers of a success of which values are known, and not made by whoever
    answers; none where there is none. They are `read` by a class of their own.
    """
    headers = () if success is None else success.headers
    told = {each.wire: line for each in headers if (line := _known_line(each)) is not None}
    if read is None or not told:
        return None
    lines = {wire.lower(): line for wire, line in told.items()}
    return HeadersTest(
        in_view(call.method, "with_raw_response"),
        answer(media, value, models, success, told),
        identifier(read.name),
        [
            (identifier(each.python), _checked(each, lines[each.wire.lower()]))
            for each in read.fields
            if each.wire.lower() in lines
        ],
    )


def _known_line(header: ResponseHeader) -> str | None:
    """The line of a header that an answer can have."""
    line = header.example
    if line is None or says_how_it_is_framed(header.wire):
        return None
    return line if TOKEN.fullmatch(header.wire) and _LINE.fullmatch(line) else None


def _checked(field: HeaderField, line: str) -> Code:
    """The end of an assertion on what is read of a header's line: its value, where it has one
    spelling.
    """
    match field.type:
        case Scalar("str"):
            return Code(f"== {string_literal(line).text}")
        case Scalar("bool") if line in ("true", "false"):
            return Code(f"is {line.capitalize()}")
        case Scalar("int") if re.fullmatch(r"-?\d{1,15}", line):
            return Code(f"== {line}")
        case Array(Scalar("str")) if re.fullmatch(r"[\w-]+(,[\w-]+)*", line):
            return Code(f"== {literal(line.split(',')).text}")
        case _:
            return Code("is not None")
