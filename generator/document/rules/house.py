"""House rules: what this project asks of a document of its own beyond the specification.

They hold where the document's own root says so, `x-sdk: {house-rules: true}` or a list of their
codes; a document from elsewhere is never judged by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import filterfalse
from typing import Any

from generator.document.access import is_reference, mapping, sequence
from generator.document.diagnostics import Rule
from generator.document.forms import is_text
from generator.document.rules.sites import OperationSite, ParameterSite, Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding


def wanted(root: dict[str, Any], code: str) -> bool:
    """Whether the document asks to be judged by the house rule `code`."""
    rules = mapping(root.get("x-sdk")).get("house-rules")
    return rules is True or (isinstance(rules, list) and code in rules)


def _without_text(kind: str, field: str, called: str) -> Callable[[Survey], Iterator[Finding]]:
    """Finds the objects of a kind that say nothing in a field."""

    def find(survey: Survey) -> Iterator[Finding]:
        for site in survey.of(kind):
            if not is_text(site.node.get(field)):
                yield Finding(site.pointer, f"{_called(site)} has no {called}")

    return find


def _called(site: Site) -> str:
    match site:
        case OperationSite():
            return f"`{site.label}`"
        case ParameterSite():
            return site.called
        case _:
            return f"{site.kind} `{site.node.get('name')}`"


def undescribed_schemas(survey: Survey) -> Iterator[Finding]:
    """Components without a description; of one that is another by reference the other has it."""
    for schema in survey.of("schema"):
        is_silent = not is_text(schema.node.get("description"))
        if is_silent and schema.component and not is_reference(schema.node):
            yield Finding(schema.pointer, f"schema `{schema.key}` has no description")


def undescribed_properties(survey: Survey) -> Iterator[Finding]:
    """Properties whose meaning nothing says: neither they nor the schema that they refer to."""
    for schema in survey.of("schema"):
        if schema.field != "properties" or is_text(schema.node.get("description")):
            continue
        target, _ = survey.resolve(schema.node)
        if target is schema.node or not mapping(target).get("description"):
            yield Finding(schema.pointer, f"property `{schema.key}` has no description")


def missing_evidence(survey: Survey) -> Iterator[Finding]:
    """Operations without `x-evidence`, or with one that does not say what it should; one of another
    form is said by `malformed_evidence`.
    """
    for operation in survey.operations:
        match operation.node.get("x-evidence"):
            case None:
                yield Finding(operation.pointer, f"`{operation.label}` has no `x-evidence`")
            case dict() as evidence:
                for key in filterfalse(evidence.get, _expected(evidence)):
                    message = f"`x-evidence` of `{operation.label}` has no `{key}`"
                    yield Finding(f"{operation.pointer}/x-evidence", message)


def _expected(evidence: dict[str, Any]) -> tuple[str, ...]:
    """What evidence says; of what no page shows, there are no pages, where a note says why."""
    is_unseen = evidence.get("request") in ("title", "none") and evidence.get("pages") == []
    is_without_pages = is_unseen and evidence.get("note")
    return ("request", "response", "status") + (() if is_without_pages else ("pages",))


def missing_names(survey: Survey) -> Iterator[Finding]:
    for operation in survey.operations:
        for key in ("resource", "function"):
            if key not in operation.sdk:
                yield Finding(operation.pointer, f"`{operation.label}` has no `x-sdk` `{key}`")


def is_status_observed(evidence: dict[str, Any]) -> bool:
    """Whether an observation that is sure covers the status of the success."""
    observed = map(mapping, sequence(evidence.get("observed")))
    return any(
        each.get("sure") == "high" and "status" in sequence(each.get("covers")) for each in observed
    )


def unproven_statuses(survey: Survey) -> Iterator[Finding]:
    """`201` where the evidence says `status: unstated` and no observation covers it, and `2XX`
    where it says `stated`.
    """
    for operation in survey.operations:
        for code in operation.responses:
            if fault := _unproven(code, operation.evidence):
                yield Finding(f"{operation.pointer}/responses/{code}", fault)


def _unproven(code: str, evidence: dict[str, Any]) -> str:
    """What the evidence has against a status; empty where nothing. `201` needs `status: stated`, or
    an observation that is sure; `2XX` is what a success is called without.
    """
    match code, evidence.get("status"):
        case "2XX", "stated":
            return "the reference states the status of the success, so it is not `2XX`"
        case "2XX", _:
            return ""
        case _, "unstated" if code.startswith("2") and not is_status_observed(evidence):
            what = "a success without a stated status is `2XX`"
            return f"the reference does not state `{code}`: {what}"
    return ""


def inline_objects(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("properties"):
        if not site.component and _is_own_object(site):
            yield Finding(
                site.pointer, f"the object at `{site.key}` is inline, so its name is made up"
            )


def _is_own_object(site: Site) -> bool:
    """Whether the schema would become a class of its own; a part of `allOf` adds to the schema
    around it.
    """
    return site.field != "allOf" and bool(site.object("properties"))


_OWN_WORDS = "Say in a sentence of our own what it is for."

CHECKS = (
    Check(
        Rule(
            "HSE001",
            "warning",
            "operation without description",
            "The description is the function's docstring.",
            _OWN_WORDS,
        ),
        _without_text("operation", "description", "description"),
    ),
    Check(
        Rule(
            "HSE002",
            "warning",
            "operation without summary",
            "The summary is the operation's line in the index and the first line of its docstring.",
            "Say in a few words what the operation does.",
        ),
        _without_text("operation", "summary", "summary"),
    ),
    Check(
        Rule(
            "HSE003",
            "warning",
            "parameter without description",
            "The description is the argument's documentation.",
            _OWN_WORDS,
        ),
        _without_text("parameter", "description", "description"),
    ),
    Check(
        Rule(
            "HSE004",
            "warning",
            "schema without description",
            "The description is the model's docstring.",
            _OWN_WORDS,
        ),
        undescribed_schemas,
    ),
    Check(
        Rule(
            "HSE005",
            "warning",
            "property without description",
            (
                "The description is the field's documentation; one on the schema that the "
                "property refers to is enough."
            ),
            _OWN_WORDS,
        ),
        undescribed_properties,
    ),
    Check(
        Rule(
            "HSE006",
            "warning",
            "tag without description",
            "The description introduces a section of the documentation.",
            _OWN_WORDS,
        ),
        _without_text("tag", "description", "description"),
    ),
    Check(
        Rule(
            "HSE007",
            "error",
            "operation without evidence",
            (
                "Each operation says what of it the vendor's reference shows, on which pages, "
                "and whether its status is stated."
            ),
            "Add `x-evidence` with `pages`, `request`, `response` and `status`. `pages` may be "
            "empty where no page shows the "
            "operation: `request` is then `title`, and a `note` says where it is known from.",
        ),
        missing_evidence,
    ),
    Check(
        Rule(
            "HSE008",
            "warning",
            "operation without a place in the SDK",
            (
                "`x-sdk` gives the operation its place and name in the SDK; names that are made "
                "up change with the document."
            ),
            "Add `x-sdk: {resource: ..., function: ...}`.",
        ),
        missing_names,
    ),
    Check(
        Rule(
            "HSE009",
            "warning",
            "status without evidence",
            "The document claims no more than is known: `2XX` where the reference states no "
            "status and none was observed, else "
            "the status that it states.",
            (
                "Write `2XX`, correct `status` in `x-evidence`, or name the observation of high "
                "confidence that covers it."
            ),
        ),
        unproven_statuses,
    ),
    Check(
        Rule(
            "HSE010",
            "warning",
            "inline object",
            "A shared schema gives the model a name that was chosen, and one place to change.",
            "Move the schema to `components/schemas` (a file of `schemas/`) and refer to it.",
        ),
        inline_objects,
    ),
    Check(
        Rule(
            "HSE011",
            "warning",
            "tag without display name",
            (
                "The name of a tag is unique, the reference's heading is not: `x-displayName` "
                "keeps the heading."
            ),
            "Add `x-displayName` as the reference has it.",
        ),
        _without_text("tag", "x-displayName", "`x-displayName`"),
    ),
)
