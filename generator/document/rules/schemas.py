"""Schema Objects by themselves: what no value can satisfy, and what says something else than it
seems to. JSON Schema 2020-12 (Validation), and for 3.0 the Schema Object of OpenAPI Specification
3.0.4, section 4.7.24."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import chain, filterfalse
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.diagnostics import Rule, counted
from generator.document.directions import required_names
from generator.document.patterns import compiles
from generator.document.pointer import escape
from generator.document.rules.composition import either, parts, properties, whole
from generator.document.rules.names import collisions
from generator.document.rules.sites import Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.schema.keywords import (
    are_of_other_types,
    bounds,
    common_types,
    is_number,
    json_type,
    types,
)

_RANGES = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)

# Constructs of Perl's and Python's regular expressions beside ones that all dialects have.
_TOKEN = re.compile(
    r"(?P<foreign>\\[AZzGQEhHRXK]|\(\?P[<=>]|\(\?[a-zA-Z]+\)|\(\?[#>|(]|[*+?}]\+)|\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|.",
    re.DOTALL,
)
_NAMED = re.compile(r"\\k<(?P<back>\w+)>|\(\?<(?P<name>\w+)>")
_LEGACY_HYPHEN = re.compile(r"(\\[dswDSW])-(?=[^\]])")


def undefined_required(survey: Survey) -> Iterator[Finding]:
    """`{required: [nmae], properties: {name: …}}`. In a part of `allOf` or `anyOf` any schema of
    the whole may describe the property; of a closed object `forbidden_required` tells it.
    """
    for site in survey.schemas("required"):
        names = required_names(site.node)
        own = mapping(site.node.get("properties"))
        missing = list(filterfalse(own.__contains__, dict.fromkeys(names)))
        if missing and not _is_closed(site.node):
            is_described = _described(survey, whole(site).node)
            for name in filterfalse(is_described, missing):
                message = f"required `{name}` is not among the properties"
                yield Finding(f"{site.pointer}/required/{names.index(name)}", message)


def _described(survey: Survey, node: Any) -> Callable[[str], bool]:
    """Whether a property is described by a schema or what it is composed of: by its name, by a
    pattern (`patternProperties: {^x-: …}`), or as one of those that may be added
    (`additionalProperties: {type: string}`).
    """
    known = properties(survey, node)
    together = list(parts(survey, node))
    if any(isinstance(part.get("additionalProperties"), dict) for part in together):
        return lambda name: True
    in_parts = (mapping(part.get("patternProperties")) for part in together)
    patterns = list(chain.from_iterable(in_parts))

    def is_described(name: str) -> bool:
        return name in known or any(_finds(pattern, name) for pattern in patterns)

    return is_described


def _is_closed(node: dict[str, Any]) -> bool:
    """Whether an object may have the schema's own properties only."""
    return node.get("additionalProperties") is False and "patternProperties" not in node


def _finds(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True


def contradictory_bounds(survey: Survey) -> Iterator[Finding]:
    """`{minLength: 5, maxLength: 3}`; the like in two parts of an `allOf`; `{minimum: 3,
    exclusiveMaximum: 3}`; `minProperties` of a closed object that has fewer.
    """
    for low, high in _RANGES:
        for site in survey.schemas(high):
            least, most = site.node.get(low), site.node[high]
            if _exceeds(least, most):
                message = f"`{high}` is {most}, which is less than `{low}`, {least}"
                yield Finding(f"{site.pointer}/{high}", message)
    for site in survey.schemas("allOf"):
        yield from _contradictory_parts(survey, site)
    yield from _nothing_between(survey)
    yield from _too_few_properties(survey)


def _nothing_between(survey: Survey) -> Iterator[Finding]:
    """Bounds of which one is exclusive; where both are, it is said at the upper one."""
    for site in survey.schemas("exclusiveMaximum"):
        if reason := _exclusive(site.node):
            yield Finding(f"{site.pointer}/exclusiveMaximum", reason)
    for site in survey.schemas("exclusiveMinimum"):
        if "exclusiveMaximum" not in site.node and (reason := _exclusive(site.node)):
            yield Finding(f"{site.pointer}/exclusiveMinimum", reason)


def _too_few_properties(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("minProperties"):
        least, names = site.node["minProperties"], mapping(site.node.get("properties"))
        if _is_closed(site.node) and _exceeds(least, len(names)):
            message = f"`minProperties` is {least}, but there are {len(names)} properties"
            yield Finding(f"{site.pointer}/minProperties", message)


def _contradictory_parts(survey: Survey, site: Site) -> Iterator[Finding]:
    """Bounds of two parts of an `allOf` that contradict each other, where each part by itself is
    sound: `[{minimum: 5}, {maximum: 3}]`.
    """
    together = list(parts(survey, site.node))
    for low, high in _RANGES:
        least = max(_numbers(together, low), default=None)
        most = min(_numbers(together, high), default=None)
        is_of_one = any(_exceeds(part.get(low), part.get(high)) for part in together)
        if _exceeds(least, most) and not is_of_one:
            message = f"`{low}` of one part is {least}, `{high}` of another is {most}"
            yield Finding(f"{site.pointer}/allOf", message)


def _numbers(nodes: Iterable[Mapping[str, Any]], keyword: str) -> list[Any]:
    return [node[keyword] for node in nodes if is_number(node.get(keyword))]


def _exceeds(low: Any, high: Any) -> bool:
    return is_number(low) and is_number(high) and bool(low > high)


def _exclusive(node: dict[str, Any]) -> str | None:
    """What is wrong with bounds of which one is exclusive: `{minimum: 3, exclusiveMaximum: 3}`, and
    in 3.0 `{minimum: 3, maximum: 3, exclusiveMaximum: true}`. None where nothing is, or it is said
    of `minimum` and `maximum` already, the first being above the second.
    """
    least = max(_limits(node, "minimum"), default=None)
    most = min(_limits(node, "maximum"), default=None)
    is_told = _exceeds(node.get("minimum"), node.get("maximum"))
    if is_told or least is None or most is None or least < most:
        return None
    return f"no number lies between {least} and {most}, where one of them is excluded"


def _limits(node: dict[str, Any], keyword: str) -> list[Any]:
    """The values of `minimum` and `exclusiveMinimum`, or of those of the other end."""
    return [value for value, *_ in bounds(node, keyword)]


def forbidden_required(survey: Survey) -> Iterator[Finding]:
    """`{required: [a], properties: {a: false}}`, or a closed object without `a`:
    `{required: [a], additionalProperties: false}`.
    """
    for site in survey.schemas("required"):
        own = mapping(site.node.get("properties"))
        otherwise = not _is_closed(site.node)
        for place, name in site.texts("required"):
            if own.get(name, otherwise) is False:
                what = "its schema, `false`" if name in own else "`additionalProperties: false`"
                message = f"required `{name}` is forbidden by {what}"
                yield Finding(place, message)


def unusable_enums(survey: Survey) -> Iterator[Finding]:
    """`enum: []`; `{type: integer, enum: ["1", "2"]}`; `{type: string, const: 1}`. That one value
    of several is of another type is told by `misfit_enum_values`.
    """
    for site in survey.schemas("enum"):
        values, names = site.node["enum"], types(site.node)
        if values == []:
            yield Finding(f"{site.pointer}/enum", "the enum lists no value")
        elif are_of_other_types(values, names):
            message = f"no value of the enum is of type {either(names)}"
            yield Finding(f"{site.pointer}/enum", message)
    for site in survey.schemas("const"):
        value, names = site.node["const"], types(site.node)
        if are_of_other_types([value], names):
            message = f"the const is of type `{json_type(value)}`, not {either(names)}"
            yield Finding(f"{site.pointer}/const", message)


_SHOWN_VALUES = 5


def duplicate_enum_values(survey: Survey) -> Iterator[Finding]:
    """`[a, b, a]`: one for each enum, at the first value that it has already."""
    for site in survey.schemas("enum"):
        if repeated := _repeated(sequence(site.node["enum"])):
            named, more = ", ".join([*repeated][:_SHOWN_VALUES]), len(repeated) - _SHOWN_VALUES
            named += f" and {counted(more, 'other')}" if more > 0 else ""
            place = f"{site.pointer}/enum/{min(repeated.values())}"
            yield Finding(place, f"the enum lists {named} more than once")


def _repeated(values: list[Any]) -> dict[str, int]:
    """The values that are listed again, as messages show them, with where that is first: `` {"`a`":
    2} `` for `[a, b, a, a]`.
    """
    seen: set[str] = set()
    repeated: dict[str, int] = {}
    for index, value in enumerate(values):
        text = json.dumps(value, sort_keys=True)
        if text in seen:
            repeated.setdefault(_shown(value), index)
        seen.add(text)
    return repeated


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"an {json_type(value)}"
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"


def disjoint_types(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("allOf"):
        named = list(filter(None, map(types, parts(survey, site.node))))
        if named and not reduce(common_types, named):
            listed = " and ".join(sorted({either(names) for names in named}))
            yield Finding(f"{site.pointer}/allOf", f"no value is of type {listed} at once")


def invalid_patterns(survey: Survey) -> Iterator[Finding]:
    """Patterns that are none in any dialect: `[a-`."""
    for pointer, pattern in _patterns(survey):
        is_one = compiles(pattern) or compiles(_escaped(pattern))
        if not is_one and not _python(_NAMED.sub(_named, pattern)):
            yield Finding(pointer, f"pattern `{pattern}` is no regular expression")


def foreign_patterns(survey: Survey) -> Iterator[Finding]:
    for pointer, pattern in _patterns(survey):
        message = _foreign(pattern)
        if message is not None:
            yield Finding(pointer, f"pattern `{pattern}` {message}")


def _foreign(pattern: str) -> str | None:
    """What of a pattern is not of ECMA-262 in Unicode mode: `\\A` and `\\z` of Perl, `[\\w-.]`. The
    first two are looked for by themselves, as the validator compiles them; what it does not compile
    is of another dialect if Python does.
    """
    if (first := _first_foreign(pattern)) is not None:
        return f"has `{first}`, which ECMA-262 does not have"
    if compiles(pattern):
        return None
    if compiles(_escaped(pattern)):
        return "has a hyphen after a class escape, which Unicode mode refuses"
    return "is not one of ECMA-262 in Unicode mode" if _python(pattern) else None


def _first_foreign(pattern: str) -> str | None:
    """`\\A` of `\\A[0-9]+\\z`; the one in `[\\A]` is a member of a class, and not looked for."""
    tokens = _TOKEN.finditer(pattern)
    return next((token[0] for token in tokens if token.lastgroup == "foreign"), None)


def _named(match: re.Match[str]) -> str:
    """A named group, or a reference back to one, as Python writes it: the validator knows no
    references back.
    """
    return f"(?P<{match['name']}>" if match["name"] else f"(?P={match['back']})"


def _escaped(pattern: str) -> str:
    """`pattern` with the hyphen of `[\\w-.]`, a literal one outside of Unicode mode (ECMA-262,
    annex B.1.2), escaped.
    """
    return _LEGACY_HYPHEN.sub(r"\1\-", pattern)


def _patterns(survey: Survey) -> Iterator[tuple[str, str]]:
    for site in survey.schemas("pattern"):
        if isinstance(site.node["pattern"], str):
            yield f"{site.pointer}/pattern", site.node["pattern"]
    for site in survey.schemas("patternProperties"):
        for pattern in mapping(site.node["patternProperties"]):
            yield f"{site.pointer}/patternProperties/{escape(pattern)}", pattern


def _python(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def arrays_without_items(survey: Survey) -> Iterator[Finding]:
    if survey.version != "3.0":
        return
    for site in survey.schemas("type"):
        if site.node["type"] == "array" and "items" not in site.node:
            yield Finding(site.pointer, "the array has no `items`, which 3.0 requires")


def colliding_properties(survey: Survey) -> Iterator[Finding]:
    """`firstName` beside `first_name`, which are both `first_name` in Python."""
    for site in survey.schemas("properties"):
        for python, names in collisions(sorted(mapping(site.node["properties"]))):
            for name in names:
                others = quoted([other for other in names if other != name])
                yield Finding(
                    f"{site.pointer}/properties/{escape(name)}",
                    f"property `{name}` is `{python}` in Python, as is {others}",
                )


def never_sent(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("readOnly"):
        if site.node["readOnly"] is True and site.node.get("writeOnly") is True:
            yield Finding(site.pointer, f"`{site.key}` is both `readOnly` and `writeOnly`")


CHECKS = (
    Check(
        Rule(
            "OAS100",
            "warning",
            "required property not described",
            "`required` names a property that neither the schema nor what it is composed of "
            "describes; it is often a misspelling.",
            "Describe the property, or correct its name.",
        ),
        undefined_required,
    ),
    Check(
        Rule(
            "OAS101",
            "error",
            "bounds contradict each other",
            "The lower bound is above the upper one, so no value can satisfy the schema.",
            "Correct one of the bounds.",
            "told",
        ),
        contradictory_bounds,
    ),
    Check(
        Rule(
            "OAS102",
            "error",
            "required property forbidden",
            (
                "The schema requires a property that it allows no value for, so no object can "
                "satisfy it."
            ),
            "Remove the property from `required`, or allow it.",
            "told",
        ),
        forbidden_required,
    ),
    Check(
        Rule(
            "OAS103",
            "error",
            "enum or const without a possible value",
            "A value is in the enum (or is the const) and of the type; where the two have nothing "
            "in common, no value is valid.",
            "Correct the type or the values; quote what YAML reads as a number, boolean or null.",
            "told",
        ),
        unusable_enums,
    ),
    Check(
        Rule(
            "OAS104",
            "warning",
            "enum value repeated",
            "The values of an enum are distinct (JSON Schema 2020-12 Validation, section 6.1.2).",
            "Remove the repetition.",
        ),
        duplicate_enum_values,
    ),
    Check(
        Rule(
            "OAS105",
            "error",
            "parts of different types",
            "A value satisfies all parts of `allOf` at once; no value is of two types.",
            "Use `anyOf` or `oneOf` if one of the parts is meant, or correct a type.",
            "told",
        ),
        disjoint_types,
    ),
    Check(
        Rule(
            "OAS106",
            "error",
            "pattern is no regular expression",
            (
                "Neither JSON Schema's dialect (ECMA-262) nor Python's can read the pattern, so "
                "nothing can be checked against it."
            ),
            "Correct the pattern.",
            "told",
        ),
        invalid_patterns,
    ),
    Check(
        Rule(
            "OAS107",
            "warning",
            "pattern of another dialect",
            "A pattern is an ECMA-262 regular expression in Unicode mode (JSON Schema 2020-12, "
            "section 6.4); validators refuse or ignore others.",
            (
                "Escape what Unicode mode reserves (`\\-` in a class is `-` at its end), and use "
                "no Python or Perl syntax."
            ),
        ),
        foreign_patterns,
    ),
    Check(
        Rule(
            "OAS108",
            "error",
            "array without items",
            "In OpenAPI 3.0, `items` must be present where `type` is `array`.",
            "Describe the items; `items: {}` is anything.",
        ),
        arrays_without_items,
    ),
    Check(
        Rule(
            "OAS109",
            "info",
            "properties collide in Python",
            (
                "The properties differ in case or punctuation only, so they come to one name in "
                "Python and one of them is renamed."
            ),
            "Nothing needs to be done if the API has both; the names on the wire stay as they are.",
        ),
        colliding_properties,
    ),
    Check(
        Rule(
            "OAS110",
            "error",
            "neither sent nor received",
            (
                "A `readOnly` property is in responses only and a `writeOnly` one in requests "
                "only; one that is both is nowhere."
            ),
            "Remove one of the two.",
            "told",
        ),
        never_sent,
    ),
)
