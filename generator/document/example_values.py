"""Example values of schemas that hold no others: texts in a form, numbers within bounds.

Keywords of JSON Schema Validation 2020-12, section 6, and formats of section 7.3."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any, NamedTuple

import jsonschema_rs

from generator.document.patterns import text_for
from generator.document.schema.keywords import bounds, count
from generator.records import record

Number = int | float
_SIMPLE = frozenset(
    {
        *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "multipleOf"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    }
)
_ANY_NUMBER = 1.5  # a number that need not be whole is shown not to be


@record(frozen=True, slots=True)
class TextForm:
    """A text of a format. `others` are the further ones of a format that a client reads as what it
    is, and so would not send a text that is none; what `grows_in_front` is made longer there.
    """

    text: str
    others: tuple[str, ...] | None = None
    grows_in_front: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *(self.others or ()))

    def grown(self, least: int) -> str:
        """The text with at least so many characters."""
        missing = least - len(self.text)
        if missing <= 0:
            return self.text
        if self.grows_in_front:
            return "a" * missing + self.text
        return (self.text * (least // len(self.text) + 1))[:least]


PLAIN = TextForm("text")
_DECIMAL = TextForm("1.50")
FORMS: dict[str, TextForm] = {
    "date-time": TextForm(
        "2025-01-01T08:00:00Z",
        others=(
            "2025-01-01T08:00:00.000Z",
            "2025-01-01T08:00:00.000000Z",
            "2025-01-01T08:00:00+00:00",
            "2025-01-01T00:00:00Z",
        ),
    ),
    "date": TextForm("2025-01-01", others=()),
    "time": TextForm("08:00:00Z"),
    "duration": TextForm("P1D"),
    "uuid": TextForm(
        "00000000-0000-4000-8000-000000000001",
        others=("00000000-0000-1000-8000-000000000001", "123E4567-E89B-42D3-A456-426614174000"),
    ),
    "email": TextForm("reader@example.com", grows_in_front=True),
    "idn-email": TextForm("reader@example.com", grows_in_front=True),
    "hostname": TextForm("example.com", grows_in_front=True),
    "idn-hostname": TextForm("example.com", grows_in_front=True),
    "ipv4": TextForm("192.0.2.1"),
    "ipv6": TextForm("2001:db8::1"),
    "uri": TextForm("https://example.com/"),
    "url": TextForm("https://example.com/"),
    "uri-reference": TextForm("/"),
    "iri": TextForm("https://example.com/"),
    "iri-reference": TextForm("/"),
    "uri-template": TextForm("/{id}"),
    "json-pointer": TextForm("/a"),
    "relative-json-pointer": TextForm("0"),
    "regex": TextForm("a"),
    "byte": TextForm("dGV4dA=="),
}
READ_AS: Mapping[str, TextForm] = {
    "Decimal": _DECIMAL,
    "timedelta": FORMS["duration"],
    "bytes": FORMS["byte"],
    "time": FORMS["time"],
}
"""The texts of what strings are read as, where the document says so of a format."""


def kind_of(schema: Mapping[str, Any]) -> str:
    """The type of the values to show: the first that is named and not null, or one that the schema
    says something of. `{type: ["null", integer]}` shows integers, `{minItems: 1}` lists, and `{}`
    texts.
    """
    match schema.get("type"):
        case list(named):
            return next((kind for kind in named if kind != "null"), "null")
        case str(named):
            return named
    implied = (kind for kind, keywords in _KEYWORDS_OF.items() if schema.keys() & keywords)
    return next(implied, "string")


_KEYWORDS_OF: Mapping[str, frozenset[str]] = {
    "object": frozenset({"properties", "additionalProperties", "required", "minProperties"}),
    "array": frozenset({"items", "prefixItems", "minItems"}),
    "number": frozenset(
        {"minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"}
    ),
}
"""What a schema that names no type says something of, the first that fits."""


def text_of(schema: Mapping[str, Any], form: TextForm) -> str:
    """A text of a form that `pattern` and the lengths let through, as far as one is found: one that
    the form has, else one made from the pattern, else the form's own, longer or cut.

    `{minLength: 6}` makes `textte` of the plain `text`, `{maxLength: 2}` makes `te`, and
    `{pattern: "^[A-Z]{3}$"}` shows `AAA`.
    """
    least, most = count(schema.get("minLength")) or 0, count(schema.get("maxLength"))
    plain = {key: schema[key] for key in _OF_TEXT if key in schema}
    fitting = next((text for text in form.texts if is_plainly_valid(plain, text)), None)
    if fitting is not None:
        return fitting
    match schema.get("pattern"):
        # where the form's own text matches, only its length is wrong
        case str(pattern) if not is_plainly_valid({"pattern": pattern}, form.text):
            text = _matching(pattern, least, schema, form)
        case _:
            text = form.grown(least)
    return text[:most]


_OF_TEXT = ("pattern", "minLength", "maxLength")


def _matching(pattern: str, least: int, schema: Mapping[str, Any], form: TextForm) -> str:
    """A text that a pattern matches; the form's own where none is found, or where clients would not
    take it for what the format says.
    """
    made = text_for(pattern, least)
    if made is None:
        return form.text
    is_read = form.others is not None
    if is_read and not is_plainly_valid({"format": schema["format"]}, made):
        return form.text
    return made


class _Limit(NamedTuple):
    """The tightest bound of a number; `sign` is -1 for an upper one, so that both are compared as
    lower ones.
    """

    value: Number
    is_excluded: bool
    sign: int

    def allows(self, number: Number) -> bool:
        if number == self.value:
            return not self.is_excluded
        return self.sign * number > self.sign * self.value

    def nearest(self, step: Number) -> Number:
        """The first multiple of `step` that it allows."""
        found = self.sign * step * -(-self.sign * self.value // step)
        is_refused = self.is_excluded and not self.allows(found)
        return found + self.sign * step if is_refused else found


def number_of(schema: Mapping[str, Any], kind: str) -> Number:
    """The number nearest to 1 (1.5 where it need not be whole) that the bounds and `multipleOf`
    allow.
    """
    low, high = _limit(schema, "minimum", 1), _limit(schema, "maximum", -1)
    step = schema.get("multipleOf") or (1 if kind == "integer" else None)
    number = _multiple(step, low, high) if step else _between(low, high)
    return int(number) if kind == "integer" and number == int(number) else number


def _limit(schema: Mapping[str, Any], limit: str, sign: int) -> _Limit | None:
    found = [(sign * value, is_excluded) for value, is_excluded, _ in bounds(schema, limit)]
    if not found:
        return None
    value, is_excluded = max(found)
    return _Limit(sign * value, is_excluded, sign)


def _multiple(step: Number, low: _Limit | None, high: _Limit | None) -> Number:
    number = step * max(1, round(1 / step))
    for limit in (low, high):
        if limit is not None and not limit.allows(number):
            number = limit.nearest(step)
    return number


def _between(low: _Limit | None, high: _Limit | None) -> Number:
    """Any number where bounds leave 1.5 between them, else one well within them: 0.5 between 0 and
    1, 3 above 2, and -1 below 0.
    """
    least = -inf if low is None else low.value
    most = inf if high is None else high.value
    if least < _ANY_NUMBER < most:
        return _ANY_NUMBER
    if high is None:
        return least + 1
    if low is None:
        return most - 1
    return least + (most - least) / 2


def is_plainly_valid(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a value is one of a schema by its plain keywords alone: those that say something of
    one text, number or boolean. None is where one of them is malformed, as the pattern `(`.
    """
    if value is None and schema.get("nullable") is True:
        return True
    # `exclusiveMinimum: true`, as 3.0 has it, is malformed to 2020-12
    said = _SIMPLE & schema.keys()
    plain = {key: schema[key] for key in said if not isinstance(schema[key], bool)}
    try:
        return jsonschema_rs.is_valid(plain, value, validate_formats=True, offline=True)
    except ValueError:
        return False
