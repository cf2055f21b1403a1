"""What is wrong with extensions: those of this generator, and those of others that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, filterfalse
from typing import Any

from generator.document import given_names
from generator.document.access import is_reference, mapping, sequence
from generator.document.diagnostics import Rule
from generator.document.evidence import LEVELS
from generator.document.forms import is_text
from generator.document.grammar import KINDS
from generator.document.pointer import escape
from generator.document.rules.composition import body_fields, properties
from generator.document.rules.extension_forms import (
    COVERED,
    DISCRIMINATOR,
    EPOCHS,
    EVIDENCE,
    FORMS,
    LISTS,
    MARKS,
    OBSERVATION,
    OF_EACH_OBSERVATION,
    WAIVABLE,
    WAIVER,
    is_list_of_texts,
    malformed_entries,
    own_entries,
)
from generator.document.rules.sdk import malformed_sdk
from generator.document.rules.sites import OperationSite, Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed, quoted


def malformed_evidence(survey: Survey) -> Iterator[Finding]:
    for operation in survey.operations_with("x-evidence"):
        pointer, evidence = f"{operation.pointer}/x-evidence", operation.node["x-evidence"]
        yield from own_entries(pointer, evidence, EVIDENCE)
        yield from _observations(pointer, evidence)
        for key, alternative in _entries_of(operation.evidence.get("alternatives")):
            at = f"{pointer}/alternatives/{escape(str(key))}"
            yield from _observations(at, alternative)
            yield from _wrong_levels(at, alternative)


def _wrong_levels(pointer: str, alternative: Any) -> Iterator[Finding]:
    for name in ("request", "response"):
        if mapping(alternative).get(name, "none") not in LEVELS:
            message = f"`{name}` of an alternative is not one of {quoted(LEVELS)}"
            yield Finding(f"{pointer}/{name}", message)


def _entries_of(value: Any) -> Iterable[tuple[str | int, Any]]:
    """The entries of an object, by key, or of a list, by number."""
    return value.items() if isinstance(value, dict) else enumerate(sequence(value))


def _observations(pointer: str, evidence: Any) -> Iterator[Finding]:
    """`observed` of `x-evidence`: what is known of an operation from elsewhere than the pages of
    the reference, `{source: live, date: 2026-05-04, sure: high, covers: [request, status]}`.
    """
    for index, each in enumerate(sequence(mapping(evidence).get("observed"))):
        if isinstance(each, dict):  # else it is said of the list
            yield from _wrong_observation(f"{pointer}/observed/{index}", each)


def _wrong_observation(at: str, observation: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with one of them: its form, what it lacks, or that it is of low confidence and
    covers what types are made from.
    """
    yield from malformed_entries(at, observation, "an observation", OBSERVATION)
    if lacking := list(filterfalse(observation.__contains__, OF_EACH_OBSERVATION)):
        yield Finding(at, f"an observation of `x-evidence` lacks {quoted(lacking)}")
    beyond = list(filter(_BEYOND_BEHAVIOUR.__contains__, sequence(observation.get("covers"))))
    if beyond and observation.get("sure") == "low":
        message = f"an observation of low confidence covers `behaviour` alone, not {quoted(beyond)}"
        yield Finding(f"{at}/covers", message)


_BEYOND_BEHAVIOUR = [name for name in COVERED if name != "behaviour"]


def malformed_discriminators(survey: Survey) -> Iterator[Finding]:
    """`{property: kind, seen: [card]}` of another form, or on a schema without `kind`."""
    for site in survey.schemas("x-discriminator"):
        pointer, value = f"{site.pointer}/x-discriminator", site.node["x-discriminator"]
        yield from own_entries(pointer, value, DISCRIMINATOR)
        match value:
            case {"property": str(name)} if name not in properties(survey, site.node):
                message = f"`x-discriminator` names `{name}`, which is no property of the schema"
                yield Finding(f"{pointer}/property", message)
            case dict() if value.get("property") is None:
                yield Finding(pointer, "`x-discriminator` has no `property`")


def malformed_alternatives(survey: Survey) -> Iterator[Finding]:
    for operation in survey.operations_with("x-exactly-one-of"):
        yield from _wrong_alternatives(survey, operation)


def _wrong_alternatives(survey: Survey, operation: OperationSite) -> Iterator[Finding]:
    """What is wrong with `[[id], [unicity, key]]`: its form, or a name that is neither that of a
    parameter nor of a field of the body, or stands in it twice.
    """
    pointer, groups = f"{operation.pointer}/x-exactly-one-of", operation.node["x-exactly-one-of"]
    if not isinstance(groups, list) or not all(map(_names_some, groups)):
        yield Finding(pointer, "`x-exactly-one-of` is not a list of lists of names")
        return
    if len(groups) < 2:
        yield Finding(pointer, "`x-exactly-one-of` leaves no choice; it has at least two lists")
    known = {each.name for each in survey.parameters(operation)} | body_fields(survey, operation)
    seen = set[str]()
    for place, name in _names_in(groups):
        message = f"`x-exactly-one-of` names `{name}`"
        if name not in known:
            message += ", which is no parameter of the operation"
            yield Finding(f"{pointer}/{place}", message)
        elif name in seen:
            yield Finding(f"{pointer}/{place}", f"{message} more than once")
        seen.add(name)


def _names_some(group: Any) -> bool:
    return is_list_of_texts(group) and bool(group)


def _names_in(groups: list[list[str]]) -> Iterator[tuple[str, str]]:
    """The names in lists of lists, each with its place, `1/0` for the first of the second list."""
    for number, group in enumerate(groups):
        for index, name in enumerate(group):
            yield f"{number}/{index}", name


def malformed_epochs(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("x-epoch"):
        pointer = f"{site.pointer}/x-epoch"
        if site.node["x-epoch"] not in EPOCHS:
            yield Finding(pointer, "`x-epoch` is not `milliseconds` or `seconds`")
        elif site.node.get("type") not in ("integer", ["integer", "null"], ["null", "integer"]):
            yield Finding(pointer, "`x-epoch` stands on a schema that is no integer")


def malformed_lists(survey: Survey) -> Iterator[Finding]:
    """Lists of objects with texts: what a tag leaves out, and how an operation is called."""
    for key, (kind, _, _) in LISTS.items():
        for site in survey.having(kind, key):
            if not isinstance(site.node[key], list):
                yield Finding(f"{site.pointer}/{key}", f"`{key}` is not a list")
            for at, entry in site.members(key):
                yield from _malformed_entry(at, key, entry)


def _malformed_entry(at: str, key: str, entry: Any) -> Iterator[Finding]:
    """Values of another form, and what an entry lacks; of other keys others know."""
    _, forms, needed = LISTS[key]
    for name in filter(forms.__contains__, mapping(entry)):
        if not FORMS[forms[name]].fits(entry[name]):
            yield Finding(f"{at}/{escape(name)}", f"`{name}` of `{key}` is not {forms[name]}")
    if not _has_all(entry, needed):
        yield Finding(at, f"an entry of `{key}` lacks {quoted(list(needed))}")


def _has_all(entry: Any, needed: Iterable[str]) -> bool:
    """Whether an entry has what it needs. A reference does: vendors keep samples in files of their
    own (`{$ref: samples/list.py}`), which their tools read.
    """
    return is_reference(entry) or mapping(entry).keys() >= {*needed}


def transcribed_after_all(survey: Survey) -> Iterator[Finding]:
    """Entries of `x-untranscribed` whose title is the summary of an operation of the tag, but for
    letter case, spaces and a full stop at the end: `{title: List pets}` beside `summary: list
    pets.`
    """
    by_summary = _by_summary(survey)
    for site in survey.tags:
        name = str(site.node.get("name"))
        for pointer, title in _titles(site):
            found = by_summary.get((name, _plain(title)))
            if found is not None:
                message = f"`{title}` is listed as not transcribed, and is `{found.label}`"
                yield Finding(pointer, message)


def _by_summary(survey: Survey) -> dict[tuple[str, str], OperationSite]:
    """The operations by each of their tags and their summary."""
    found: dict[tuple[str, str], OperationSite] = {}
    for operation in survey.operations:
        if (summary := operation.text("summary")) is not None:
            for tag in sequence(operation.node.get("tags")):
                found[str(tag), _plain(summary)] = operation
    return found


def _titles(tag: Site) -> Iterator[tuple[str, str]]:
    """What a tag lists as not transcribed: the place of each entry, and its title."""
    for pointer, entry in tag.members("x-untranscribed"):
        match entry:
            case {"title": str(title)}:
                yield pointer, title


def _plain(title: str) -> str:
    """A title without what two spellings of it differ in."""
    return " ".join(title.split()).rstrip(".").casefold()


def malformed_waivers(survey: Survey) -> Iterator[Finding]:
    for site in survey.every():
        if WAIVER in site.node:
            yield from _wrong_waiver(site)
    for site in survey.references:
        if site.kind != "schema" and WAIVER in site.node:
            what = KINDS[site.kind].indefinite
            message = f"`{WAIVER}` has no effect beside a `$ref` to {what}"
            yield Finding(f"{site.pointer}/{WAIVER}", message)


def _wrong_waiver(site: Site) -> Iterator[Finding]:
    """What is wrong with `the page is out of date`, a reason, or with `{type: the page shows a
    number}`, reasons by what they are for.
    """
    pointer, value = f"{site.pointer}/{WAIVER}", site.node[WAIVER]
    if site.kind not in WAIVABLE:
        yield Finding(pointer, f"`{WAIVER}` has no effect on {KINDS[site.kind].indefinite}")
        return
    reasons = mapping(value)
    for key in reasons:
        if not is_text(reasons[key]):
            message = f"`{key}` of `{WAIVER}` is not a text, which is its reason"
            yield Finding(f"{pointer}/{escape(key)}", message)
    if not reasons and not is_text(value):
        yield Finding(pointer, f"`{WAIVER}` is neither a reason nor reasons by aspect or place")


def malformed_names(survey: Survey) -> Iterator[Finding]:
    """Names for other generators that name nothing: a number, an empty text. Those of resources and
    functions stand on operations, all others on parameters and schemas.
    """
    named = [
        (survey.of("operation"), (*given_names.RESOURCES, *given_names.FUNCTIONS)),
        (survey.of("parameter"), given_names.NAMES),
        *((survey.schemas(key), (key,)) for key in given_names.NAMES),
    ]
    for sites, keys in named:
        for site in sites:
            yield from placed(given_names.wrong(site.node, keys), site.pointer)
    yield from placed(given_names.wrong_overrides(survey.root), "")


def malformed_marks(survey: Survey) -> Iterator[Finding]:
    """Marks that leave nothing out, though they seem to: `x-internal: "true"`."""
    for mark in MARKS:
        marked = (*map(survey.of, ("operation", "pathItem", "parameter")), survey.schemas(mark))
        for site in chain.from_iterable(marked):
            if not isinstance(site.node.get(mark, False), bool):
                message = f"`{mark}` is neither true nor false, and leaves nothing out"
                yield Finding(f"{site.pointer}/{mark}", message)


CHECKS = (
    Check(
        Rule(
            "OAS140",
            "error",
            "x-sdk malformed",
            "`x-sdk` names the package, the client, functions, models and credentials, and says "
            "which results are successes; an entry that is not understood would have no effect.",
            "Write it as CONTRIBUTING describes.",
            "told",
        ),
        malformed_sdk,
    ),
    Check(
        Rule(
            "OAS141",
            "error",
            "x-evidence malformed",
            (
                "`x-evidence` says what the vendor's reference shows; the SDK's documentation "
                "and the review are made from it."
            ),
            "Write it as CONTRIBUTING describes.",
            "told",
        ),
        malformed_evidence,
    ),
    Check(
        Rule(
            "OAS142",
            "error",
            "x-discriminator malformed",
            (
                "`x-discriminator` is `{property, seen}`: a property of the object, and the "
                "values of it that were seen."
            ),
            "Name a property of the schema; make `seen` a list of texts.",
            "told",
        ),
        malformed_discriminators,
    ),
    Check(
        Rule(
            "OAS143",
            "error",
            "x-exactly-one-of malformed",
            (
                "`x-exactly-one-of` is a list of lists of names: exactly one of the lists is "
                "given in a call."
            ),
            "Name parameters of the operation, each once, in at least two lists.",
            "told",
        ),
        malformed_alternatives,
    ),
    Check(
        Rule(
            "OAS144",
            "error",
            "x-epoch malformed",
            "`x-epoch` says in which unit an integer counts the time since 1970-01-01T00:00:00Z.",
            "Write `milliseconds` or `seconds`, on a schema with `type: integer`.",
            "told",
        ),
        malformed_epochs,
    ),
    Check(
        Rule(
            "OAS145",
            "error",
            "list of an extension malformed",
            "`x-untranscribed` of a tag lists operations that the document leaves out, by "
            "`title`; `x-codeSamples` of an "
            "operation lists calls of it, with `lang` and `source`.",
            "Write it as CONTRIBUTING describes.",
        ),
        malformed_lists,
    ),
    Check(
        Rule(
            "OAS146",
            "error",
            "x-reference-waiver malformed",
            (
                "`x-reference-waiver` says why the document differs from the reference; one that "
                "is not understood waives nothing."
            ),
            (
                "Give a reason, or reasons by aspect, on the object that differs; or reasons by "
                "place on its operation."
            ),
        ),
        malformed_waivers,
    ),
    Check(
        Rule(
            "OAS147",
            "warning",
            "transcribed, and listed as not transcribed",
            "`x-untranscribed` of a tag lists what the document leaves out of the reference; an "
            "operation that is there counts "
            "twice in the coverage.",
            "Remove the entry, or correct its title.",
        ),
        transcribed_after_all,
    ),
    Check(
        Rule(
            "OAS149",
            "error",
            "name for another generator malformed",
            "`x-fern-sdk-group-name`, `x-fern-sdk-method-name`, `x-speakeasy-group`, "
            "`x-speakeasy-name-override` and `x-ms-client-name` name resources, methods, "
            "parameters, properties and classes, where `x-sdk` does not; one that is no text "
            "names nothing.",
            "Write a text, or take it away.",
            "told",
        ),
        malformed_names,
    ),
    Check(
        Rule(
            "OAS183",
            "error",
            "mark of what is left out malformed",
            "`x-internal`, `x-fern-ignore` and `x-speakeasy-ignore` are true on what is not for an "
            "SDK; one that is a text or a number leaves nothing out, and what was to stay inside "
            "is published.",
            "Write `true` or `false`, without quotes.",
            "told",
        ),
        malformed_marks,
    ),
)
