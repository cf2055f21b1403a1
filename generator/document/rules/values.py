"""Values in a document (examples, defaults, enum members) held against the schemas that describe
them.

Examples of a request are judged without what is only read, those of a response without what is only
written; a shared schema's are right when they are right either way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from generator.document.access import is_reference, mapping, without_extensions
from generator.document.bundle import Document
from generator.document.diagnostics import Rule
from generator.document.directions import Direction
from generator.document.instances import Instances, Violation
from generator.document.pointer import escape
from generator.document.rules.composition import either
from generator.document.rules.sites import Site, SiteDirection
from generator.document.rules.survey import Survey, surveyed
from generator.document.rules.table import Check, Finding
from generator.document.schema.keywords import ANNOTATIONS, are_of_other_types, is_of, types

_MOST = 5  # findings for one value: after a few of them, more say nothing new
_LONGEST = 160
_QUOTED = re.compile(r"[\"']([^\"'`]+)[\"']")
_UNJUDGED = ANNOTATIONS | {"type", "enum", "const", "nullable"}
"""Keywords that refuse no value of an enum that is of the type."""
_DIRECTIONS: Mapping[SiteDirection, tuple[Direction, ...]] = {
    "request": ("request",),
    "response": ("response",),
    "either": ("request", "response"),
}


def misfit_examples(survey: Survey) -> Iterator[Finding]:
    """Examples that their schema refuses, for other reasons than a format. One that it takes is
    judged once more where there are discriminators: by the variant that it names, as another one
    may have taken it.
    """
    for schema, value, pointer, site, against in survey.document.once(_judged_examples):
        found, whose = against, "its schema"
        if not found and survey.schemas("discriminator"):
            named = survey.document.once(_judging_the_named)
            found, whose = (
                _violations(survey, schema, value, site, named),
                "the variant that it names",
            )
        yield from _told(_beside_format(found), pointer, f"the example does not fit {whose}")


def _judging_the_named(document: Document) -> Instances:
    return Instances(document, named_beside=document.once(Instances))


def misfit_formats(survey: Survey) -> Iterator[Finding]:
    for *_, pointer, _, against in survey.document.once(_judged_examples):
        of_format = [each for each in against if each.keyword == "format"]
        yield from _told(of_format, pointer, "the example is not of its format")


def misfit_defaults(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("default"):
        found = _violations(survey, site.node, site.node["default"], site)
        yield from _told(found, f"{site.pointer}/default", "the default does not fit its schema")


def _told(found: Iterable[Violation], pointer: str, what: str) -> Iterator[Finding]:
    """Findings about parts of the value at `pointer`."""
    return (Finding(pointer + each.pointer, f"{what}: {_sentence(each)}") for each in found)


def _beside_format(found: Iterable[Violation]) -> list[Violation]:
    return [each for each in found if each.keyword != "format"]


def misfit_enum_values(survey: Survey) -> Iterator[Finding]:
    """Members of an enum, and consts, that another keyword of the schema refuses: the second of
    `{type: [string, "null"], enum: [a, 1]}`, or of `{maxLength: 1, enum: [a, bc]}`. A schema that
    says nothing but a type and values is not put before a validator.
    """
    for site, place, value in _listed_values(survey):
        names = types(site.node)
        if names and not is_of(value, names):
            yield Finding(place, f"{_shown(value)} is not of type {either(names)}")
        elif without_extensions(site.node).keys() - _UNJUDGED:
            for violation in _beside_format(_violations(survey, site.node, value, site)):
                yield Finding(place, f"the value does not fit its schema: {_sentence(violation)}")


def _listed_values(survey: Survey) -> Iterator[tuple[Site, str, Any]]:
    """The values that schemas list, each with its place; not those of an enum, and no const, of
    which none is of the type, as OAS103 tells of those.
    """
    for site in survey.schemas("enum"):
        if not are_of_other_types(site.node["enum"], types(site.node)):
            yield from ((site, place, value) for place, value in site.members("enum"))
    for site in survey.schemas("const"):
        if not are_of_other_types([site.node["const"]], types(site.node)):
            yield site, f"{site.pointer}/const", site.node["const"]


def _judged_examples(
    document: Document,
) -> list[tuple[Any, Any, str, Site, tuple[Violation, ...]]]:
    """The examples, with what the schema of each has against it."""
    survey = surveyed(document)
    return [
        (schema, value, pointer, site, _violations(survey, schema, value, site))
        for schema, value, pointer, site in _examples(survey)
    ]


def _examples(survey: Survey) -> Iterator[tuple[Any, Any, str, Site]]:
    """Schema, value, place and site of each example that is written out."""
    yield from _examples_in_schemas(survey)
    for site in chain.from_iterable(survey.having(kind, "schema") for kind in _WITH_EXAMPLES):
        schema = site.node["schema"]
        for value, place in _shown_by(survey, site):
            if not _is_serialised(survey, schema, value, site):
                yield schema, value, place, site


def _examples_in_schemas(survey: Survey) -> Iterator[tuple[Any, Any, str, Site]]:
    """As `_examples`, of schemas themselves; their `examples` came with OpenAPI 3.1."""
    for site in survey.schemas("example"):
        yield site.node, site.node["example"], f"{site.pointer}/example", site
    for site in survey.schemas("examples") if survey.version != "3.0" else ():
        for place, value in site.members("examples"):
            yield site.node, value, place, site


_WITH_EXAMPLES = ("parameter", "header", "mediaType")


def _shown_by(survey: Survey, site: Site) -> Iterator[tuple[Any, str]]:
    """The values of `example` and `examples`, each with its place: that of the reference where an
    Example Object is shared, as another schema may take it. `dataValue` came with OpenAPI 3.2.
    """
    if "example" in site.node:
        yield site.node["example"], f"{site.pointer}/example"
    for name, entry in site.object("examples").items():
        place = f"{site.pointer}/examples/{escape(name)}"
        example, at = survey.resolve(entry, place)
        for key in filter(mapping(example).__contains__, ("value", "dataValue")):
            yield example[key], place if is_reference(entry) else f"{at}/{key}"


def _is_serialised(survey: Survey, schema: Any, value: Any, site: Site) -> bool:
    """Whether a string stands for the text that is sent: always beyond JSON (XML, CSV), and for
    JSON where the text read as JSON fits, as `'{"name": "Rex"}'` for an object.
    """
    if not isinstance(value, str) or site.kind != "mediaType":
        return False
    if "json" not in site.key.lower():
        return True
    try:
        return not _violations(survey, schema, json.loads(value), site)
    except (ValueError, RecursionError):
        return False


def _violations(
    survey: Survey, schema: Any, value: Any, site: Site, instances: Instances | None = None
) -> tuple[Violation, ...]:
    """What is wrong with a value in every direction in which its place travels; nothing where it is
    right in one. `instances` judge it, or those of the document. A value that looks like a
    reference, `example: {$ref: pet.json}`, is not judged: what is meant by it is elsewhere.
    """
    if schema is None or is_reference(value) or isinstance(schema, bool):
        return ()
    judges = instances or survey.instances
    found: tuple[Violation, ...] = ()
    for direction in _DIRECTIONS[site.direction]:
        found = judges.violations(schema, value, direction)
        if not found:
            return ()
    return found[:_MOST]


def _sentence(violation: Violation) -> str:
    """The violation in words, without the value where it is long."""
    if len(violation.message) <= _LONGEST:
        return _QUOTED.sub(r"`\1`", violation.message)
    return f"the value breaks `{violation.keyword}`"


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return f"`{text}`" if len(text) <= 40 else "the value"


CHECKS = (
    Check(
        Rule(
            "OAS130",
            "error",
            "example does not fit",
            "Readers copy examples, and tests and the mock server send them; one that its own "
            "schema refuses misleads them all.",
            "Correct the example, or the schema if the example is what the API shows.",
        ),
        misfit_examples,
    ),
    Check(
        Rule(
            "OAS131",
            "error",
            "default does not fit",
            (
                "A default is the value that holds when none is given, so it is one that could "
                "have been given."
            ),
            "Correct the default or the schema; where there is no default, leave the keyword out.",
        ),
        misfit_defaults,
    ),
    Check(
        Rule(
            "OAS132",
            "warning",
            "enum value does not fit",
            "A value of an enum that the rest of the schema refuses can never be used.",
            (
                "Correct the value, or what refuses it (for null, the type needs `null`, in 3.0 "
                "`nullable: true`)."
            ),
        ),
        misfit_enum_values,
    ),
    Check(
        Rule(
            "OAS133",
            "warning",
            "example of another format",
            (
                "The example is not what its `format` says; formats are notes to the reader, but "
                "this one is misleading."
            ),
            "Correct the example, or the format.",
        ),
        misfit_formats,
    ),
)
