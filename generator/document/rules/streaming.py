"""What extensions say of an answer that is a stream: its form, and whether the document bears it
out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.access import mapping
from generator.document.diagnostics import Rule
from generator.document.media_types import is_json_sequence
from generator.document.rules.composition import body_fields
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed
from generator.document.streams import (
    FERN,
    REQUEST_FIELD,
    SENTINEL,
    is_never_true,
    said_of_stream,
    stream_faults,
    streamed,
    undescribed,
)

_OWN = "/x-sdk/stream"
_KEYS = (FERN, REQUEST_FIELD, SENTINEL)


def malformed_own(operation: OperationSite) -> Iterator[Finding]:
    """What is wrong with `stream` of an operation's `x-sdk`, if it is an object."""
    own = (each for each in stream_faults(operation.node) if each.where.startswith(f"{_OWN}/"))
    return placed(own, operation.pointer)


def malformed_others(survey: Survey) -> Iterator[Finding]:
    """What is wrong with the extensions of others, and what of any has no effect."""
    for operation in survey.operations:
        faults = stream_faults(operation.node)
        others = (each for each in faults if not each.where.startswith(_OWN))
        yield from placed(others, operation.pointer)
        if said_of_stream(operation.node):
            yield from _without_effect(survey, operation)


def _without_effect(survey: Survey, operation: OperationSite) -> Iterator[Finding]:
    """What is said of a stream on an operation without one, or names as the field that asks for it
    (`x-speakeasy-stream-request-field: stream`) one that the request does not have, or that cannot
    be true (`stream: {const: false}`).
    """
    said = said_of_stream(operation.node)
    key = next((key for key in _KEYS if key in operation.node), "x-sdk")
    name = said.get("condition")
    if not streamed(survey.document, operation.node, operation.pointer):
        why = "is about a stream, and no success of the operation is one"
    elif name is None:
        return
    elif name not in _fields(survey, operation):
        why = f"names `{name}`, which is no field of the request"
    elif _is_never_true(survey, operation, name):
        why = f"names `{name}`, which its schema forbids to be true"
    else:
        return
    yield Finding(f"{operation.pointer}/{key}", f"`{key}` {why}")


def _is_never_true(survey: Survey, operation: OperationSite, name: str) -> bool:
    """Whether neither the body nor a parameter of the query can ask for the stream."""
    if is_never_true(survey.document, survey.instances, operation.node, name):
        return True
    query = [each for each in survey.parameters(operation, "query") if each.name == name]
    return name not in body_fields(survey, operation) and not any(
        survey.instances.valid(mapping(each.schema), True) for each in query
    )


def _fields(survey: Survey, operation: OperationSite) -> set[str]:
    """The names of what the bodies of an operation's requests have, and their queries."""
    query = survey.parameters(operation, "query")
    return body_fields(survey, operation) | {each.name for each in query}


def streams_of_anything(survey: Survey) -> Iterator[Finding]:
    """`text/event-stream: {}`. Of several operations with the same answer, in `components`, one is
    told.
    """
    found: dict[str, str] = {}
    for operation in survey.operations:
        for content_type, at in undescribed(survey.document, operation.node, operation.pointer):
            found[at] = content_type
    keyword = "itemSchema" if survey.version >= "3.2" else "schema"
    for at, content_type in found.items():
        what = "it is no stream" if is_json_sequence(content_type) else "its events are text"
        message = f"`{content_type}` has no schema, so {what}: `{keyword}` says what an item is"
        yield Finding(at, message)


CHECKS = (
    Check(
        Rule(
            "OAS150",
            "warning",
            "extension about a stream without effect",
            "`x-fern-streaming`, `x-speakeasy-stream-request-field` and `x-speakeasy-sse-sentinel` "
            "say how an operation streams, as `stream` of `x-sdk` does; what of them has not the "
            "form that it needs, or is about what the operation has not, has no effect.",
            "Write it as CONTRIBUTING describes, or remove it.",
            "told",
        ),
        malformed_others,
    ),
    Check(
        Rule(
            "OAS151",
            "warning",
            "stream without a schema",
            "A stream has typed items where the document says what an item is; without it events "
            "are text, and JSON Lines are one text.",
            "Write the schema of one item: `text/event-stream: {itemSchema: {$ref: …}}` in 3.2, "
            "`{schema: {$ref: …}}` before; `{schema: {type: string}}` where it is text.",
        ),
        streams_of_anything,
    ),
)
