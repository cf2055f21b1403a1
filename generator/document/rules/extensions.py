"""The form of this generator's own extensions. CONTRIBUTING describes what they are for."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from generator.document import formats, given_names
from generator.document.access import is_reference, mapping, sequence
from generator.document.diagnostics import Rule
from generator.document.evidence import LEVELS
from generator.document.forms import (
    DOTTED_NAME,
    FLAG,
    NAME,
    OBJECT,
    TEXT,
    TEXTS,
    Form,
    any_of,
    listed,
    one_of,
    unknown_key,
)
from generator.document.grammar import KINDS
from generator.document.oauth import AUTHENTICATIONS, token_urls
from generator.document.pointer import escape
from generator.document.rules.composition import parts, properties
from generator.document.rules.following import follow_faults
from generator.document.rules.paging import paging_wrongs
from generator.document.rules.streaming import malformed_own
from generator.document.rules.survey import Site, Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.specification import TOKEN

WAIVER = "x-reference-waiver"
WAIVABLE = ("tag", "operation", "parameter", "requestBody", "response", "mediaType", "schema")
"""The objects that a waiver may stand on."""
STATUSES = ("stated", "unstated")
CONFIDENCES = ("high", "medium", "low")
COVERED = ("request", "response", "status", "behaviour")
"""What an observation may cover; one of low confidence covers no more than behaviour."""
RETRIES = ("safe", "unsafe")
PROGRAMS = ("command-line", "mcp")
"""What a package may have beside its client: `x-sdk.programs`."""
SUCCESS = "`{property, values}`, a text and a list of texts, numbers or booleans"
FILES = "an object of texts by file name"
_FILE = re.compile(r"[A-Za-z0-9_-][\w.-]*")
_ENVIRONMENT = re.compile(r"[A-Z_][A-Z0-9_]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")  # POSIX, section 8.1
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def malformed_sdk(survey: Survey) -> Iterator[Finding]:
    if "x-sdk" in survey.root:
        yield from _entries("/x-sdk", survey.root["x-sdk"], ROOT)
        used = (str(site.node["format"]) for site in survey.schemas("format"))
        for wrong in formats.faults(survey.root, used):
            yield Finding(f"/x-sdk{wrong.where}", wrong.message)
        yield from _unknown_programs(survey.root["x-sdk"])
    for operation in survey.of("operation"):
        if "x-sdk" in operation.node:
            yield from _malformed_operation(survey, operation)
    for scheme in survey.of("securityScheme"):
        if "x-sdk" in scheme.node:
            yield from _malformed_scheme(scheme)
    models: set[str] = set()
    for schema in sorted(survey.schemas("x-sdk"), key=lambda site: site.pointer):
        yield from _entries(f"{schema.pointer}/x-sdk", schema.node["x-sdk"], SCHEMA)
        yield from _misplaced_model(schema, models)


def _malformed_scheme(scheme: Site) -> Iterator[Finding]:
    at, said = f"{scheme.pointer}/x-sdk", scheme.node["x-sdk"]
    yield from _entries(at, said, SECURITY_SCHEME)
    if "client-authentication" in mapping(said) and token_urls(scheme.node) is None:
        yield Finding(
            f"{at}/client-authentication",
            "`client-authentication` is of a security scheme for which no token is obtained",
        )


def _misplaced_model(schema: Site, models: set[str]) -> Iterator[Finding]:
    """A name for the class of a schema that the document does not name, or of two that it does."""
    model = mapping(schema.node["x-sdk"]).get("model")
    if not isinstance(model, str) or not _is_name(model):
        return
    if not schema.component:
        message = "`model` of `x-sdk` has no effect on a schema that is not in `components`"
        yield Finding(f"{schema.pointer}/x-sdk/model", message)
    elif model in models:
        message = f"`model` of `x-sdk` is `{model}`, which another schema is called"
        yield Finding(f"{schema.pointer}/x-sdk/model", message)
    models.add(model)


def _malformed_operation(survey: Survey, operation: Site) -> Iterator[Finding]:
    """What is wrong in the `x-sdk` of an operation: its form, and what its parts say of it."""
    at = f"{operation.pointer}/x-sdk"
    yield from _entries(at, operation.node["x-sdk"], OPERATION)
    fault = success_fault(survey, operation.node)
    if fault is not None and fault.where:  # of its form it was said above
        yield Finding(f"{at}/success{fault.where}", fault.message)
    yield from malformed_own(operation)
    for each in follow_faults(survey, operation):
        if each.where:
            yield Finding(f"{at}/follow{each.where.rstrip('/')}", each.message)
    for wrong in paging_wrongs(survey, operation):
        if wrong.where.startswith("/x-sdk/"):
            yield Finding(f"{operation.pointer}{wrong.where}", wrong.message)


def _unknown_programs(sdk: Any) -> Iterator[Finding]:
    for index, name in enumerate(sequence(mapping(sdk).get("programs"))):
        if not _is_text(name) or name in PROGRAMS:
            continue
        close = get_close_matches(name, PROGRAMS, 1)
        meant = f"; `{close[0]}` may be meant" if close else f"; there are {quoted(PROGRAMS)}"
        yield Finding(
            f"/x-sdk/programs/{index}",
            f"`programs` of `x-sdk` names `{name}`, which no package has{meant}",
        )


class SuccessFault(NamedTuple):
    """What is wrong with `success` of an operation's `x-sdk`, and where in it."""

    message: str
    where: str


def success_fault(survey: Survey, operation: dict[str, Any]) -> SuccessFault | None:
    """Why `success` says nothing of the result: it has another form, or names what a result, or an
    item of one, does not have. None where the operation has no `success`, or one that holds."""
    sdk = mapping(operation.get("x-sdk"))
    if "success" not in sdk:
        return None
    success = sdk["success"]
    if not is_success(success):
        return SuccessFault(f"`success` of `x-sdk` is not {SUCCESS}", "")
    name = success["property"]
    if all(name in known for known in _results(survey, operation) or [set()]):
        return None
    return SuccessFault(
        f"`success` of `x-sdk` names `{name}`, which is no property of the result", "/property"
    )


def _results(survey: Survey, operation: dict[str, Any]) -> list[set[str]]:
    """The properties of each body of a success, or of its items where it is a list."""
    responses = mapping(operation.get("responses"))
    keys = [status for status in responses if status.startswith("2")] or [
        status for status in responses if status == "default"
    ]
    found = []
    for status in keys:
        response, _ = survey.resolve(responses[status])
        for media in mapping(mapping(response).get("content")).values():
            schema = mapping(survey.resolve(media)[0]).get("schema")
            items = [
                part["items"]
                for part in parts(survey, schema, alternatives=True)
                if "items" in part
            ]
            found.append({name for node in (schema, *items) for name in properties(survey, node)})
    return found


def _entries(pointer: str, value: Any, forms: dict[str, str]) -> Iterator[Finding]:
    name = pointer.rpartition("/")[2]
    if not isinstance(value, dict):
        yield Finding(pointer, f"`{name}` is not an object")
        return
    yield from _malformed_entries(pointer, value, f"`{name}`", forms)


def _malformed_entries(
    pointer: str, value: dict[str, Any], called: str, forms: dict[str, str]
) -> Iterator[Finding]:
    for key, entry in value.items():
        if key not in forms:
            yield Finding(f"{pointer}/{escape(key)}", unknown_key(called, key, forms))
        elif not FORMS[forms[key]].fits(entry):
            yield Finding(f"{pointer}/{key}", f"`{key}` of {called} is not {forms[key]}")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_date(value: Any) -> bool:
    """Whether a text is a full-date of RFC 3339, section 5.6."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_success(value: Any) -> bool:
    """Whether `success` of `x-sdk` has its form: `{property, values}`, and no more."""
    return (
        isinstance(value, dict)
        and value.keys() == {"property", "values"}
        and _is_text(value["property"])
        and isinstance(value["values"], list)
        and bool(value["values"])
        and all(isinstance(each, (str, bool, int, float)) for each in value["values"])
    )


def is_files(value: Any) -> bool:
    """Whether it is the content of files, by their names, which lead to no other folder."""
    return isinstance(value, dict) and all(
        _FILE.fullmatch(name) and isinstance(content, str) for name, content in value.items()
    )


FORMS: dict[str, Form] = {
    form.words: form
    for form in (
        Form("a Python name", _is_name, NAME),
        Form(
            "a Python name, or several joined by dots",
            lambda value: (
                isinstance(value, str) and all(_is_name(name) for name in value.split("."))
            ),
            DOTTED_NAME,
        ),
        Form("a text", _is_text, TEXT),
        Form("a list of texts", _is_list_of_texts, TEXTS),
        Form(
            "the name of an environment variable",
            lambda value: isinstance(value, str) and bool(_VARIABLE.fullmatch(value)),
            {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
        ),
        Form(
            "a word in capitals",
            lambda value: isinstance(value, str) and bool(_ENVIRONMENT.fullmatch(value)),
            {"type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$"},
        ),
        Form(
            "`true`, `false` or a list of codes",
            lambda value: isinstance(value, bool) or _is_list_of_texts(value),
            any_of(FLAG, TEXTS),
        ),
        *(
            Form(f"one of {quoted(words)}", words.__contains__, one_of(words))
            for words in (RETRIES, AUTHENTICATIONS, LEVELS, STATUSES, CONFIDENCES)
        ),
        Form(
            f"a list of {quoted(COVERED)}",
            lambda value: (
                isinstance(value, list) and bool(value) and all(each in COVERED for each in value)
            ),
            listed(one_of(COVERED), least=1),
        ),
        Form(
            "a date, as in `2026-05-04`",
            _is_date,
            {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        ),
        Form(
            "a list of objects",
            lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
            listed(OBJECT),
        ),
        Form(
            "a header's name",
            lambda value: isinstance(value, str) and bool(TOKEN.fullmatch(value)),
            {"type": "string", "pattern": f"^(?:{TOKEN.pattern})$"},
        ),
        Form(
            SUCCESS,
            is_success,
            {
                "type": "object",
                "properties": {
                    "property": TEXT,
                    "values": listed({"type": ["string", "number", "boolean"]}, least=1),
                },
                "required": ["property", "values"],
                "additionalProperties": False,
            },
        ),
        Form(
            FILES,
            is_files,
            {
                "type": "object",
                "propertyNames": {"pattern": r"^[A-Za-z0-9_-][\w.-]*$"},
                "additionalProperties": {"type": "string"},
            },
        ),
        Form("an object", lambda value: isinstance(value, dict), OBJECT),
        Form(
            "an object or a list of objects",
            lambda value: (
                bool(value)
                and all(
                    isinstance(item, dict)
                    for item in (
                        value.values() if isinstance(value, dict) else sequence(value) or [None]
                    )
                )
            ),
            any_of(
                {"type": "object", "minProperties": 1, "additionalProperties": OBJECT},
                listed(OBJECT, least=1),
            ),
        ),
    )
}
ROOT = {
    "package": "a Python name, or several joined by dots",
    "client": "a Python name",
    "version": "a text",
    "distribution": "a text",
    "env-prefix": "a word in capitals",
    "house-rules": "`true`, `false` or a list of codes",
    "formats": "an object",
    "programs": "a list of texts",
    "idempotency-header": "a header's name",
    "retries": "an object",
}
OPERATION = {
    "resource": "a Python name, or several joined by dots",
    "function": "a Python name",
    "retry": f"one of {quoted(RETRIES)}",
    "success": SUCCESS,
    "follow": "an object",
    "paging": "an object",
    "stream": "an object",
    "polling": "an object",
    "idempotency-header": "a header's name",
    "retries": "an object",
}
EPOCHS = ("milliseconds", "seconds")
DISCRIMINATOR = {"property": "a text", "seen": "a list of texts"}
SCHEMA = {"name": "a Python name", "model": "a Python name"}
SECURITY_SCHEME = {
    "name": "a Python name",
    "env": "the name of an environment variable",
    "client-authentication": f"one of {quoted(AUTHENTICATIONS)}",
}
EVIDENCE = {
    "pages": "a list of texts",
    "request": f"one of {quoted(LEVELS)}",
    "response": f"one of {quoted(LEVELS)}",
    "status": f"one of {quoted(STATUSES)}",
    "note": "a text",
    "alternatives": "an object or a list of objects",
    "observed": "a list of objects",
}
OBSERVATION = {
    "source": "a text",
    "date": "a date, as in `2026-05-04`",
    "sure": f"one of {quoted(CONFIDENCES)}",
    "covers": f"a list of {quoted(COVERED)}",
}
_SAMPLE = {"lang": "a text", "label": "a text", "source": "a text", "files": FILES}
CODE_SAMPLES = ("x-codeSamples", "x-code-samples")
"""Two spellings of one extension."""
LISTS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "x-untranscribed": (
        "tag",
        {"title": "a text", "note": "a text", "pages": "a list of texts"},
        ("title",),
    ),
    **dict.fromkeys(CODE_SAMPLES, ("operation", _SAMPLE, ("lang", "source"))),
}
"""Extensions that are lists of objects: where each stands, the forms of an object's entries, and
those that it needs.
"""


def malformed_evidence(survey: Survey) -> Iterator[Finding]:
    for operation in survey.of("operation"):
        if "x-evidence" not in operation.node:
            continue
        pointer, evidence = f"{operation.pointer}/x-evidence", operation.node["x-evidence"]
        yield from _entries(pointer, evidence, EVIDENCE)
        yield from _observations(pointer, evidence)
        alternatives = mapping(evidence).get("alternatives")
        listed = (
            alternatives.items()
            if isinstance(alternatives, dict)
            else enumerate(sequence(alternatives))
        )
        for key, alternative in listed:
            yield from _observations(f"{pointer}/alternatives/{escape(str(key))}", alternative)
            for name in ("request", "response"):
                level = mapping(alternative).get(name, "none")
                if level not in LEVELS:
                    yield Finding(
                        f"{pointer}/alternatives/{escape(str(key))}/{name}",
                        f"`{name}` of an alternative is not one of {quoted(LEVELS)}",
                    )


def _observations(pointer: str, evidence: Any) -> Iterator[Finding]:
    """`observed` of `x-evidence`: what is known of an operation from elsewhere than the pages of
    the reference.
    """
    listed = mapping(evidence).get("observed")
    for index, each in enumerate(sequence(listed)):
        at = f"{pointer}/observed/{index}"
        if not isinstance(each, dict):
            continue  # said of the list
        yield from _malformed_entries(at, each, "an observation", OBSERVATION)
        lacking = [name for name in ("source", "sure", "covers") if name not in each]
        if lacking:
            yield Finding(at, f"an observation of `x-evidence` lacks {quoted(lacking)}")
        beyond = [
            name for name in sequence(each.get("covers")) if name in COVERED and name != "behaviour"
        ]
        if each.get("sure") == "low" and beyond:
            message = (
                f"an observation of low confidence covers `behaviour` alone, not {quoted(beyond)}"
            )
            yield Finding(f"{at}/covers", message)


def malformed_discriminators(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("x-discriminator"):
        pointer, value = f"{site.pointer}/x-discriminator", site.node["x-discriminator"]
        yield from _entries(pointer, value, DISCRIMINATOR)
        name = mapping(value).get("property")
        if isinstance(value, dict) and name is None:
            yield Finding(pointer, "`x-discriminator` has no `property`")
        elif isinstance(name, str) and name not in properties(survey, site.node):
            yield Finding(
                f"{pointer}/property",
                f"`x-discriminator` names `{name}`, which is no property of the schema",
            )


def malformed_alternatives(survey: Survey) -> Iterator[Finding]:
    for operation in survey.of("operation"):
        if "x-exactly-one-of" not in operation.node:
            continue
        pointer, groups = (
            f"{operation.pointer}/x-exactly-one-of",
            operation.node["x-exactly-one-of"],
        )
        if not isinstance(groups, list) or not all(
            _is_list_of_texts(group) and group for group in groups
        ):
            yield Finding(pointer, "`x-exactly-one-of` is not a list of lists of names")
            continue
        if len(groups) < 2:
            yield Finding(pointer, "`x-exactly-one-of` leaves no choice; it has at least two lists")
        known, seen = _inputs(survey, operation), set[str]()
        for number, group in enumerate(groups):
            for index, name in enumerate(group):
                place = f"{pointer}/{number}/{index}"
                if name not in known:
                    yield Finding(
                        place,
                        (
                            f"`x-exactly-one-of` names `{name}`, which is no parameter of the "
                            "operation"
                        ),
                    )
                elif name in seen:
                    yield Finding(place, f"`x-exactly-one-of` names `{name}` more than once")
                seen.add(name)


def _inputs(survey: Survey, operation: Site) -> set[str]:
    """The names of an operation's parameters and of the properties of its body."""
    names = {parameter.node["name"] for parameter in survey.parameters(operation)}
    body, _ = survey.resolve(operation.node.get("requestBody"))
    for media in mapping(mapping(body).get("content")).values():
        node, _ = survey.resolve(media)
        names.update(properties(survey, mapping(node).get("schema")))
    return names


def malformed_epochs(survey: Survey) -> Iterator[Finding]:
    for site in survey.schemas("x-epoch"):
        pointer = f"{site.pointer}/x-epoch"
        if site.node["x-epoch"] not in EPOCHS:
            yield Finding(pointer, "`x-epoch` is not `milliseconds` or `seconds`")
        elif site.node.get("type") not in ("integer", ["integer", "null"], ["null", "integer"]):
            yield Finding(pointer, "`x-epoch` stands on a schema that is no integer")


def malformed_lists(survey: Survey) -> Iterator[Finding]:
    """Lists of objects with texts: what a tag leaves out, and how an operation is called."""
    for key, (kind, forms, needed) in LISTS.items():
        sites = survey.of(kind)
        for site in (site for site in sites if key in site.node):
            pointer, entries = f"{site.pointer}/{key}", site.node[key]
            if not isinstance(entries, list):
                yield Finding(pointer, f"`{key}` is not a list")
            for index, entry in enumerate(sequence(entries)):
                for name, value in mapping(entry).items():
                    if name in forms and not FORMS[forms[name]].fits(value):
                        yield Finding(
                            f"{pointer}/{index}/{escape(name)}",
                            f"`{name}` of `{key}` is not {forms[name]}",
                        )
                # vendors keep samples in files of their own, which their tools read
                if not is_reference(entry) and not mapping(entry).keys() >= {*needed}:
                    yield Finding(
                        f"{pointer}/{index}", f"an entry of `{key}` lacks {quoted(list(needed))}"
                    )


def transcribed_after_all(survey: Survey) -> Iterator[Finding]:
    """Entries of `x-untranscribed` whose title is the summary of an operation of the tag."""
    summaries: dict[tuple[str, str], Site] = {}
    for operation in survey.of("operation"):
        for tag in sequence(operation.node.get("tags")):
            if isinstance(summary := operation.node.get("summary"), str):
                summaries[str(tag), _plain(summary)] = operation
    for tag in survey.of("tag"):
        for index, entry in enumerate(sequence(tag.node.get("x-untranscribed"))):
            title = mapping(entry).get("title")
            found = (
                summaries.get((str(tag.node.get("name")), _plain(title)))
                if isinstance(title, str)
                else None
            )
            if found is not None:
                message = f"`{title}` is listed as not transcribed, and is `{survey.label(found)}`"
                yield Finding(f"{tag.pointer}/x-untranscribed/{index}", message)


def _plain(title: str) -> str:
    """A title without what two spellings of it differ in."""
    return " ".join(title.split()).rstrip(".").casefold()


def malformed_waivers(survey: Survey) -> Iterator[Finding]:
    for site in (site for kind in KINDS for site in survey.of(kind) if WAIVER in site.node):
        pointer, value = f"{site.pointer}/{WAIVER}", site.node[WAIVER]
        if site.kind not in WAIVABLE:
            yield Finding(pointer, f"`{WAIVER}` has no effect on {KINDS[site.kind].indefinite}")
        elif isinstance(value, dict) and value:
            for key in (key for key, reason in value.items() if not _is_text(reason)):
                message = f"`{key}` of `{WAIVER}` is not a text, which is its reason"
                yield Finding(f"{pointer}/{escape(key)}", message)
        elif not _is_text(value):
            yield Finding(pointer, f"`{WAIVER}` is neither a reason nor reasons by aspect or place")
    for site in survey.references:
        if site.kind != "schema" and WAIVER in site.node:
            what = KINDS[site.kind].indefinite
            message = f"`{WAIVER}` has no effect beside a `$ref` to {what}"
            yield Finding(f"{site.pointer}/{WAIVER}", message)


def malformed_names(survey: Survey) -> Iterator[Finding]:
    """Names for other generators that name nothing."""
    found = [(site.pointer, wrong) for site, wrong in _misnamed(survey)]
    found += [("", wrong) for wrong in given_names.wrong_overrides(survey.root)]
    for at, (where, message) in found:
        yield Finding(f"{at}{where}", message)


def _misnamed(survey: Survey) -> Iterator[tuple[Site, tuple[str, str]]]:
    of_operations = (*given_names.RESOURCES, *given_names.FUNCTIONS)
    for site in survey.of("operation"):
        yield from ((site, wrong) for wrong in given_names.wrong(site.node, of_operations))
    for site in survey.of("parameter"):
        yield from ((site, wrong) for wrong in given_names.wrong(site.node, given_names.NAMES))
    for key in given_names.NAMES:
        for site in survey.schemas(key):
            yield from ((site, wrong) for wrong in given_names.wrong(site.node, (key,)))


MARKS = ("x-internal", "x-fern-ignore", "x-speakeasy-ignore")
"""What is `true` on an operation, a path item, a parameter or a property that is not for an SDK."""


def malformed_marks(survey: Survey) -> Iterator[Finding]:
    """Marks that leave nothing out, though they seem to."""
    for mark in MARKS:
        marked = (*map(survey.of, ("operation", "pathItem", "parameter")), survey.schemas(mark))
        for site in (site for sites in marked for site in sites):
            if mark in site.node and not isinstance(site.node[mark], bool):
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
