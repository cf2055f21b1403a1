"""What is wrong in `x-sdk`: its form, and what the document does not bear out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from generator.document import formats
from generator.document.access import is_reference, mapping, sequence
from generator.document.forms import Misfit, is_name, is_text
from generator.document.oauth import token_urls
from generator.document.package_names import package_fault
from generator.document.rules.composition import items, properties
from generator.document.rules.extension_forms import (
    OPERATION,
    PROGRAMS,
    ROOT,
    SCHEMA,
    SECURITY_SCHEME,
    SUCCESS,
    is_dotted_name,
    is_success,
    own_entries,
)
from generator.document.rules.following import answers, follow_faults
from generator.document.rules.paging import paging_wrongs
from generator.document.rules.sites import OperationSite, Site
from generator.document.rules.streaming import malformed_own
from generator.document.rules.survey import Survey
from generator.document.rules.table import Finding, placed, quoted


def malformed_sdk(survey: Survey) -> Iterator[Finding]:
    """`x-sdk` of the document, and of its operations, security schemes and schemas: entries of
    another form first, then what cannot be, as `package: json` or a model of two schemas.
    """
    if "x-sdk" in survey.root:
        yield from own_entries("/x-sdk", survey.root["x-sdk"], ROOT)
        yield from _impossible_package(mapping(survey.root["x-sdk"]).get("package"))
        used = (str(site.node["format"]) for site in survey.schemas("format"))
        yield from placed(formats.faults(survey.root, used), "/x-sdk")
        yield from _unknown_programs(survey.root["x-sdk"])
    for operation in survey.operations_with("x-sdk"):
        yield from _malformed_operation(survey, operation)
    for scheme in survey.having("securityScheme", "x-sdk"):
        yield from _malformed_scheme(scheme)
    models: set[str] = set()
    for schema in sorted(survey.schemas("x-sdk"), key=lambda site: site.pointer):
        yield from own_entries(f"{schema.pointer}/x-sdk", schema.node["x-sdk"], SCHEMA)
        yield from _misplaced_model(schema, models)


def _malformed_scheme(scheme: Site) -> Iterator[Finding]:
    at, said = f"{scheme.pointer}/x-sdk", scheme.node["x-sdk"]
    yield from own_entries(at, said, SECURITY_SCHEME)
    if "client-authentication" in mapping(said) and token_urls(scheme.node) is None:
        yield Finding(
            f"{at}/client-authentication",
            "`client-authentication` is of a security scheme for which no token is obtained",
        )


def _misplaced_model(schema: Site, models: set[str]) -> Iterator[Finding]:
    """A name for the class of a schema that the document does not name, or of two that it does:
    `models` are those of the schemas before.
    """
    model = mapping(schema.node["x-sdk"]).get("model")
    if not is_name(model):
        return
    fault = None
    if not schema.component:
        fault = "has no effect on a schema that is not in `components`"
    elif model in models:
        fault = f"is `{model}`, which another schema is called"
    if fault is not None:
        yield Finding(f"{schema.pointer}/x-sdk/model", f"`model` of `x-sdk` {fault}")
    models.add(model)


def _malformed_operation(survey: Survey, operation: OperationSite) -> Iterator[Finding]:
    """What is wrong in the `x-sdk` of an operation: its form, and what its parts say of it."""
    at = f"{operation.pointer}/x-sdk"
    yield from own_entries(at, operation.node["x-sdk"], OPERATION)
    yield from malformed_own(operation)
    found = list(_not_borne_out(survey, operation, at))
    if found and not _leads_nowhere(survey, operation.node.get("responses")):
        yield from found


def _leads_nowhere(survey: Survey, node: Any) -> bool:
    """Whether a reference in `node`, or behind one of it, leads nowhere: then what is there is not
    known, and nothing can be said to lack.
    """
    waiting, seen = [node], set[str]()
    while waiting:
        each = waiting.pop()
        waiting += each.values() if isinstance(each, dict) else sequence(each)
        if not is_reference(each):
            continue
        if (found := survey.resolve_once(each)) is None:
            return True
        if found[1] not in seen:
            seen.add(found[1])
            waiting.append(found[0])
    return False


def _not_borne_out(survey: Survey, operation: OperationSite, at: str) -> Iterator[Finding]:
    """What the results of an operation do not have, though its `x-sdk` names it: a fault with a
    place. One without a place is of the form, which `own_entries` tells.
    """
    fault = success_fault(survey, operation.node)
    if fault is not None and fault.where:
        yield Finding(f"{at}/success{fault.where}", fault.message)
    for each in follow_faults(survey, operation):
        if each.where:
            yield Finding(f"{at}/follow{each.where.rstrip('/')}", each.message)
    paging = filter(_is_of_ours, paging_wrongs(survey, operation))
    yield from placed(paging, operation.pointer)


def _is_of_ours(fault: Misfit) -> bool:
    return fault.where.startswith("/x-sdk/")


def _impossible_package(package: Any) -> Iterator[Finding]:
    if not is_dotted_name(package):  # of its form it was said above
        return
    if (fault := package_fault(package, of_a_title=True)) is not None:
        yield Finding("/x-sdk/package", f"`package` of `x-sdk` is `{package}`, which {fault}")


def _unknown_programs(sdk: Any) -> Iterator[Finding]:
    """`programs: [comand-line]`; what is no text is of another form, which is told of the list."""
    for index, name in enumerate(sequence(mapping(sdk).get("programs"))):
        if is_text(name) and name not in PROGRAMS:
            close = get_close_matches(name, PROGRAMS, 1)
            meant = f"; `{close[0]}` may be meant" if close else f"; there are {quoted(PROGRAMS)}"
            message = f"`programs` of `x-sdk` names `{name}`, which no package has{meant}"
            yield Finding(f"/x-sdk/programs/{index}", message)


def success_fault(survey: Survey, operation: Mapping[str, Any]) -> Misfit | None:
    """Why `success` says nothing of the result: it has another form, or names what a result, or an
    item of one, does not have. None where the operation has no `success`, or one that holds."""
    sdk = mapping(operation.get("x-sdk"))
    if "success" not in sdk:
        return None
    success = sdk["success"]
    if not is_success(success):
        return Misfit(f"`success` of `x-sdk` is not {SUCCESS}", "")
    name = success["property"]
    if all(name in known for known in _results(survey, operation) or [set()]):
        return None
    return Misfit(
        f"`success` of `x-sdk` names `{name}`, which is no property of the result", "/property"
    )


def _results(survey: Survey, operation: Mapping[str, Any]) -> list[set[str]]:
    """The properties of each body of a success, or of its items where it is a list."""
    found = []
    for schema in answers(survey, operation):
        listed = [schema, *items(survey, schema)]
        found.append({name for node in listed for name in properties(survey, node)})
    return found
