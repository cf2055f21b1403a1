"""The grammar of a line as a browser copies it: names, types and flags run together without a space
between them.

A type stands at the end of its line and the longest one wins, so that a name may itself end in a
type word: `objectstring` is `object`, a string. What does not match is no field, which leaves it to
the reader of the page to say what it is."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from generator.records import record
from generator.vendor_docs.facts import types_of
from generator.vendor_docs.json_values import is_of

_SCALAR = r"(?:object|string|integer|number|boolean|null|file|any)"
_ARRAY = r"(?:Array of (?:objects|strings|integers|numbers|booleans|files|arrays|any))"
_TYPE = rf"(?:(?:{_ARRAY}|{_SCALAR})(?: or (?:{_ARRAY}|{_SCALAR}))*(?:\([^()\s]+\))?)"
_RANGE = (
    r" ?(?:[<>]=? ?-?[\d.]+|= ?\d+|\[ ?-?[\d.]+ ?\.\. ?-?[\d.]+ ?\])(?: "
    r"(?:characters?|items?|properties))?"
)
_BOUND = rf"(?:{_RANGE}| ?non-empty| ?unique)"
_FLAGS = r"(?P<flags>(?:required|[Dd]eprecated|read-only|write-only|recursive)*)"
_FIELD = re.compile(rf"(?P<name>\S+?)(?P<type>{_TYPE}){_BOUND}*{_FLAGS}")
_BARE = re.compile(rf"(?P<type>{_TYPE}){_BOUND}*{_FLAGS}")
_PLAIN = re.compile(rf"\S+?{_SCALAR}")
_MEDIA = r"(?:application|text|image|audio|video|multipart|font|message|model|\*)/[\w.+*;=/-]+"
_BODY = re.compile(rf"Body(?P<media>{_MEDIA})?(?P<array>Array \[)?")
_MEDIA_LINE = re.compile(rf"(?:[-•] )?({_MEDIA})")
_NEXT_MEDIA = re.compile(
    r"(?<=[\w+])(?=(?:application|text|image|audio|video|multipart|font|message|model)/)"
)
_ARRAY_OF = "Array of "
_PART = re.compile(rf"({_ARRAY}|{_SCALAR})")
_SINGULAR: dict[str, str | None] = {
    "objects": "object",
    "strings": "string",
    "integers": "integer",
    "numbers": "number",
    "booleans": "boolean",
    "files": "file",
    "arrays": "array",
    "any": None,
}
_MAX_DIGITS = 19
"""Of the longest number of 64 bits: no value of an enumeration is longer."""
_INTEGERS = re.compile(rf"(?:(?P<below>(?:-[1-9]\d{{0,{_MAX_DIGITS - 1}}})*)-)?(?P<rest>\d+)")
"""Negative numbers, told apart by their marks, then digits; a mark before these is of their first.
"""
_DIGITS = re.compile(r"[\d-][\d.-]*")
_DECODER = json.JSONDecoder()
_MAX_VALUES = 5000
"""No line of an enumeration is longer."""


@record(frozen=True, slots=True)
class FieldLine:
    """A line that has the form of a field. `plain`: it is one word, which a description may be too
    (`Substring`).
    """

    name: str
    type: str
    required: bool
    deprecated: bool
    plain: bool


def field_line(line: str) -> FieldLine | None:
    """`subjectstring<= 255 charactersrequired` as the field `subject`, a string that is required;
    `None` of a line of another form, and of one so long that it can be no field."""
    match = _FIELD.fullmatch(line) if len(line) < 1000 else None
    if match is None:
        return None
    flags = match["flags"]
    return FieldLine(
        match["name"],
        match["type"],
        "required" in flags,
        "eprecated" in flags,
        _PLAIN.fullmatch(line) is not None,
    )


def bare_type(line: str) -> str | None:
    """The type that a line holds and nothing else, as in a body that is a number."""
    match = _BARE.fullmatch(line) if len(line) < 1000 else None
    return None if match is None else match["type"]


def body_line(line: str) -> tuple[tuple[str, ...], bool] | None:
    """`Bodyapplication/jsonArray [` as its media types and whether an array begins. Media types are
    run together too: `Bodyapplication/jsontext/json` is of `application/json` and `text/json`."""
    if not line.startswith("Body"):
        return None
    match = _BODY.fullmatch(line.removesuffix("Array [").rstrip())
    if match is None:
        return None
    media = tuple(_NEXT_MEDIA.split(match["media"])) if match["media"] else ()
    return media, line.endswith("Array [")


def media_line(line: str) -> tuple[str, ...]:
    """The media types that a line holds and nothing else."""
    match = _MEDIA_LINE.fullmatch(line)
    return tuple(_NEXT_MEDIA.split(match[1])) if match else ()


# --- types ----------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class TypeExpression:
    """What a type on the page says, in the words of a fact."""

    type: str | tuple[str, ...] | None = None
    format: str | None = None
    items: str | None = None
    items_format: str | None = None
    nullable: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        return types_of(self.type)

    @property
    def holds_fields(self) -> bool:
        of_items = self.items if self.type == "array" else self.type
        return of_items == "object" or self.type is None


def parse_type(text: str) -> TypeExpression:
    """`string or null(date-time)`, `Array of integers(int32)`; a type that is not known gives an
    empty answer. A format behind an array is that of its items; an object has none, and a union
    that has one has it as a whole.
    """
    words, _, rest = text.partition("(")
    form = rest.removesuffix(")").strip() or None
    parts = words.strip().split(" or ")
    arrays = [part.removeprefix(_ARRAY_OF) for part in parts if part.startswith(_ARRAY_OF)]
    items = _SINGULAR.get(arrays[-1]) if arrays else None
    names = [_type_name(part) for part in parts]
    kinds = tuple(dict.fromkeys(name for name in names if name != "null"))
    nullable = "null" in names
    match kinds:
        case ():
            return TypeExpression(type="null")
        case _ if None in kinds:  # `integer or Cat`: the type of a schema's name is not known
            return TypeExpression(nullable=nullable)
        case ("array",):
            of_items = form if items != "object" else None
            return TypeExpression("array", None, items, of_items, nullable)
        case ("object",):
            return TypeExpression("object", nullable=nullable)
        case (kind,):
            return TypeExpression(kind, form, nullable=nullable)
        case _:
            several = tuple(map(str, kinds))
            return TypeExpression(several, form, items, nullable=nullable)


def _type_name(part: str) -> str | None:
    """The type that a part of an expression names; `None` for any."""
    if part.startswith(_ARRAY_OF):
        return "array"
    return part if part != "any" and _PART.fullmatch(part) else None


_ENUM = re.compile(r'(?:Items )?Enum(?=["\d: -]|true|false|null|$)')
_VALUE = re.compile(r'["\d-]|true|false|null')

# --- values ---------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class EnumValues:
    """Values of an enumeration; `inferred` where they could be parted otherwise."""

    values: tuple[Any, ...]
    inferred: bool = False

    def and_then(self, others: EnumValues) -> EnumValues:
        return EnumValues((*self.values, *others.values), self.inferred or others.inferred)


NO_VALUES = EnumValues(())


def enum_line(line: str) -> EnumValues | None:
    """`Enum"asc""desc"`, `Enum012` or `Enum: asc, desc`; empty `values` where the line is one and
    cannot be parted, `None` where it is none."""
    match = _ENUM.match(line)
    if match is None:
        return None
    if len(line) > _MAX_VALUES:
        return NO_VALUES
    rest = line[match.end() :].lstrip(": ")
    if _VALUE.match(rest):
        return parse_values(rest)
    if re.fullmatch(r"[\w.-]+(?:, ?[\w.-]+)+", rest):
        return EnumValues(tuple(re.split(r", ?", rest)), inferred=True)
    return None


def enum_heading(line: str) -> bool:
    """Whether a line announces values that stand on the lines after it."""
    match = _ENUM.match(line)
    return match is not None and line[match.end() :].strip(": ") == ""


def value_line(line: str) -> EnumValues | None:
    """A line of values below `Enum`: `"asc"`, `- "asc"`, `"asc" "desc"`, `0 1 2`; `None` where it
    is none.
    """
    text = line.lstrip("-• ") if line[:2] in ("- ", "• ") else line
    found = parse_values(text) if _VALUE.match(text) and len(text) <= _MAX_VALUES else NO_VALUES
    return found if found.values else None


def parse_values(text: str) -> EnumValues:
    """Values that follow each other without a mark between them (`"asc""desc"`, `012`): strings by
    their quotes, numbers by `_numbers`. None at all where one of them cannot be read.
    """
    found = NO_VALUES
    at = 0
    while at < len(text):
        if text[at] in " ,":
            at += 1
            continue
        if number := _DIGITS.match(text, at):
            parted, at = _numbers(number[0]), number.end()
        else:
            parted, at = _json_scalar(text, at)
        if parted is None:
            return NO_VALUES
        found = found.and_then(parted)
    return found


def _json_scalar(text: str, at: int) -> tuple[EnumValues | None, int]:
    """The string or the constant that begins at a place, and its end; `None` where none does."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except ValueError:
        return None, at
    return None if isinstance(value, (dict, list)) else EnumValues((value,)), end


def default_line(line: str) -> tuple[bool, Any]:
    """Whether a line states a default, and which: of `Default: "asc"` `(True, "asc")`. A text
    without quotes is none: it may be the begin of a sentence."""
    match = re.fullmatch(r"Default:? ?(.+)", line)
    if match is None:
        return False, None
    try:
        return True, json.loads(match[1])
    except (ValueError, RecursionError):
        return False, None


def told_default(words: str, type_: str) -> tuple[bool, Any]:
    """Whether a description ends in a default of the field's own type, as `…, default : false`
    does, and which.
    """
    match = re.search(
        r"\bdefault ?[:=] ?(true|false|-?\d+(?:\.\d+)?|\"[^\"]*\")\.?$", words, re.IGNORECASE
    )
    if match is None:
        return False, None
    shown = match[1] if match[1].startswith('"') else match[1].lower()
    value = json.loads(shown)
    return (True, value) if is_of(value, type_) else (False, None)


def told_epoch(words: str) -> str | None:
    """`milliseconds` or `seconds` where a description says that a number counts them since 1970."""
    if re.search(r"\b1970\b|\bepoch\b", words, re.IGNORECASE) is None:
        return None
    match = re.search(r"\b(milli-?seconds?|ms|seconds?)\b", words, re.IGNORECASE)
    if match is None:
        return None
    return "seconds" if match[1].lower().startswith("second") else "milliseconds"


def about_epoch(words: str) -> str:
    """The same in words of our own, as facts have it; empty where a description says nothing of the
    kind.
    """
    unit = told_epoch(words)
    return f"{unit} since the Unix epoch" if unit else ""


def _numbers(digits: str) -> EnumValues | None:
    """Run-together whole numbers parted so that there are as many as can be: rising, none with a
    leading zero.

    `None` where there is no such split. Of several with as many values the one whose last value is
    the shortest is taken: `0123` is 0, 1, 2, 3, `91011` is 9, 10, 11, `-2-101` is -2, -1, 0, 1."""
    match = _INTEGERS.fullmatch(digits)
    if match is None:
        return None
    below, rest = match["below"], match["rest"]
    if below is not None:
        return _from_negative([int(each) for each in re.findall(r"-\d+", below)], rest)
    split = _rising(rest)
    return None if split is None else EnumValues(tuple(map(int, split)), _parts_otherwise(rest))


def _from_negative(below: list[int], rest: str) -> EnumValues | None:
    """Negative numbers that their marks tell apart, and `rest`, whose first number has a mark."""
    if below != sorted(set(below)):
        return None
    last = max(below, default=-math.inf)
    splits = [split for split in _with_negative(rest) if last < split[0]]
    best = max(splits, key=len, default=None)
    return None if best is None else EnumValues((*below, *best), len(rest) > 1)


def _with_negative(digits: str) -> Iterator[tuple[int, ...]]:
    """The ways to part digits after a minus, which is that of the first number."""
    for length in range(1, min(len(digits), _MAX_DIGITS) + 1):
        tail = _rising(digits[length:])
        if tail is not None and digits[0] != "0":
            yield -int(digits[:length]), *map(int, tail)


def _rising(digits: str) -> tuple[str, ...] | None:
    """The most numbers that digits can be parted into, each greater than the one before and none
    with a leading zero; `None` where they cannot.

    best[end][length] is the most values that `digits[:end]` can have when the last of them has
    `length` digits, and the length of the one before.
    """
    best: list[dict[int, tuple[int, int]]] = [{0: (0, 0)}]
    for end in range(1, len(digits) + 1):
        here: dict[int, tuple[int, int]] = {}
        for length in range(1, min(end, _MAX_DIGITS) + 1):
            start = end - length
            if digits[start] == "0" and length > 1:
                continue
            word = digits[start:end]
            options = [
                (count + 1, -before)
                for before, (count, _) in best[start].items()
                if before < length or (before == length and digits[start - before : start] < word)
            ]
            if options:
                count, before = max(options)
                here[length] = (count, -before)
        best.append(here)
    if not best[-1]:
        return None
    length = max(best[-1], key=lambda each: (best[-1][each][0], -each))
    words: list[str] = []
    end = len(digits)
    while length:
        words.append(digits[end - length : end])
        end, length = end - length, best[end][length][1]
    return tuple(reversed(words))


def _parts_otherwise(digits: str) -> bool:
    """Whether the digits are more than one number and could be parted in another way, were they in
    any order.
    """
    return any(digits[at] != "0" for at in range(len(digits) - 1))
