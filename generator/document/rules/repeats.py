"""What documents say of sending a request again: idempotency keys in the form of Fern."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.access import mapping, sequence
from generator.document.diagnostics import Rule
from generator.document.pointer import escape
from generator.document.retry_policies import SPEAKEASY, faults
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.specification import TOKEN

HEADERS = "x-fern-idempotency-headers"
MARK = "x-fern-idempotent"
_KEYS = ("header", "name", "env", "type", "docs", "description")


def malformed_keys(survey: Survey) -> Iterator[Finding]:
    listed = survey.root.get(HEADERS)
    if HEADERS in survey.root:
        yield from _headers(listed)
    for operation in survey.of("operation"):
        if MARK not in operation.node:
            continue
        at, said = f"{operation.pointer}/{MARK}", operation.node[MARK]
        if not isinstance(said, bool):
            yield Finding(at, f"`{MARK}` is not `true` or `false`")
        elif said and not sequence(listed):
            yield Finding(at, f"`{MARK}` has no effect: `{HEADERS}` of the document has no header")


def malformed_policies(survey: Survey) -> Iterator[Finding]:
    holders = [("", survey.root), *((each.pointer, each.node) for each in survey.of("operation"))]
    for pointer, node in holders:
        sdk = mapping(node.get("x-sdk"))
        for place, owner, key in (("/x-sdk", sdk, "retries"), ("", node, SPEAKEASY)):
            is_said = key in owner and (key == SPEAKEASY or isinstance(owner[key], dict))
            for fault in faults(key, owner[key]) if is_said else ():  # of others `x-sdk` tells
                yield Finding(f"{pointer}{place}/{key}{fault.where}", fault.message)


def _headers(listed: object) -> Iterator[Finding]:
    if not isinstance(listed, list):
        yield Finding(f"/{HEADERS}", f"`{HEADERS}` is not a list of objects")
    for index, each in enumerate(sequence(listed)):
        at, header = f"/{HEADERS}/{index}", mapping(each).get("header")
        if not (isinstance(header, str) and TOKEN.fullmatch(header)):
            yield Finding(at, f"an entry of `{HEADERS}` has no `header` with a header's name")
        for key in mapping(each):
            if key not in _KEYS:
                message = f"an entry of `{HEADERS}` has no key `{key}`; it has {quoted(_KEYS[:2])}"
                yield Finding(f"{at}/{escape(key)}", message)


CHECKS = (
    Check(
        Rule(
            "OAS170",
            "error",
            "idempotency headers malformed",
            f"`{HEADERS}` lists the headers that tell a server of a repeat, and `{MARK}` the "
            "operations that take them; without them a request that may act twice is not repeated.",
            "Write `[{header: Idempotency-Key}]` at the root, and `true` at the operation.",
            "told",
        ),
        malformed_keys,
    ),
    Check(
        Rule(
            "OAS171",
            "error",
            "retry policy malformed",
            f"`{SPEAKEASY}` (milliseconds) and `retries` of `x-sdk` (seconds) say when a request "
            "is sent again; one that is not understood has no effect.",
            "Write it as CONTRIBUTING describes.",
            "told",
        ),
        malformed_policies,
    ),
)
