"""What documents say of sending a request again: idempotency keys, retry policies, and what to
write where a parameter looks like such a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse

from generator.document.access import mapping, sequence, text
from generator.document.diagnostics import Rule
from generator.document.forms import unknown_key
from generator.document.idempotency import key_headers
from generator.document.pointer import escape
from generator.document.retry_policies import SPEAKEASY, faults
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed
from generator.document.schema.keywords import types
from generator.document.specification import IDEMPOTENT, TOKEN

HEADERS = "x-fern-idempotency-headers"
MARK = "x-fern-idempotent"
_SAFE = IDEMPOTENT - {"PUT", "DELETE"}  # a repeat of these asks for nothing (RFC 9110, 9.2.1)
_NAMED_LIKE_A_KEY = re.compile(r"(?:[a-z0-9]+-)*idempoten(?:cy|ce|t)-?(?:key|token|id)", re.I)
_KEYS = ("header", "name", "env", "type", "docs", "description")


def malformed_keys(survey: Survey) -> Iterator[Finding]:
    """`x-fern-idempotent: true` where the document lists no header for it, and what is wrong with
    that list.
    """
    listed = survey.root.get(HEADERS)
    if HEADERS in survey.root:
        yield from _headers(listed)
    for operation in survey.operations_with(MARK):
        at, said = f"{operation.pointer}/{MARK}", operation.node[MARK]
        if not isinstance(said, bool):
            yield Finding(at, f"`{MARK}` is not `true` or `false`")
        elif said and not sequence(listed):
            yield Finding(at, f"`{MARK}` has no effect: `{HEADERS}` of the document has no header")


def malformed_policies(survey: Survey) -> Iterator[Finding]:
    """What is wrong with `retries` of `x-sdk` and with `x-speakeasy-retries`; that `retries` is no
    object is told of `x-sdk`.
    """
    for pointer, node in survey.holders():
        sdk = mapping(node.get("x-sdk"))
        if isinstance(sdk.get("retries"), dict):
            yield from placed(faults("retries", sdk["retries"]), f"{pointer}/x-sdk/retries")
        if SPEAKEASY in node:
            yield from placed(faults(SPEAKEASY, node[SPEAKEASY]), f"{pointer}/{SPEAKEASY}")


def keys_not_said(survey: Survey) -> Iterator[Finding]:
    """Parameters that are called like an idempotency key, while nothing says that they are one.

    What is said of the document holds for each method that may act twice: it is proposed where all
    of these take the same header, and several do, as `Idempotency-Key` of `POST /a` and `PATCH /b`.
    That of a `PUT` is then proposed for itself."""
    named = {each: _key_not_said(survey, each) for each in filter(_is_sent, survey.operations)}
    may_act_twice = [each for each in named if each.key.upper() not in IDEMPOTENT]
    usual = _common([*map(named.__getitem__, may_act_twice)])
    if usual is not None:
        what = f"all {len(may_act_twice)} operations that may act twice take `{usual}`, which"
        yield Finding("", f"{what} is an argument like any other to the SDK: {_proposed(usual)}")
        named |= dict.fromkeys(may_act_twice)
    for each, name in named.items():
        if name is not None:
            what = f"`{each.label}` takes `{name}`, which is an argument like any other to"
            yield Finding(each.pointer, f"{what} the SDK: {_proposed(name)}")


def _common(names: list[str | None]) -> str | None:
    """The header that all of several operations take, in whatever letters they write it."""
    spellings = {(name or "").lower() for name in names}
    return names[0] if len(names) > 1 and len(spellings) == 1 else None


def _is_sent(operation: OperationSite) -> bool:
    """Whether the SDK sends it, as it does not what the API sends: webhooks and callbacks."""
    item = operation.parent
    return item.field not in ("webhooks", "x-webhooks") and item.within != "callback"


def _key_not_said(survey: Survey, operation: OperationSite) -> str | None:
    verb = operation.key.upper()
    if verb in _SAFE or key_headers(survey.root, operation.node, verb):
        return None
    return _like_a_key(survey, operation)


def _like_a_key(survey: Survey, operation: OperationSite) -> str | None:
    """The header of an operation that is called like a key, and takes a text."""
    for each in survey.parameters(operation, "header"):
        is_text = types(survey.resolve(each.schema)[0]) <= {"string", "null"}
        if is_text and _NAMED_LIKE_A_KEY.fullmatch(each.name):
            return each.name
    return None


def _proposed(name: str) -> str:
    yaml = f"x-sdk: {{idempotency-header: {name}}}"
    return f"`{yaml}` would have it made once a call, and the request sent again with it"


def _headers(listed: object) -> Iterator[Finding]:
    """What is wrong with `[{header: Idempotency-Key, name: idempotency_key}]`; keys that only Fern
    reads are known and of no effect.
    """
    if not isinstance(listed, list):
        yield Finding(f"/{HEADERS}", f"`{HEADERS}` is not a list of objects")
    for index, each in enumerate(map(mapping, sequence(listed))):
        at = f"/{HEADERS}/{index}"
        if not TOKEN.fullmatch(text(each.get("header"))):
            yield Finding(at, f"an entry of `{HEADERS}` has no `header` with a header's name")
        for key in filterfalse(_KEYS.__contains__, each):
            message = unknown_key(f"an entry of `{HEADERS}`", key, _KEYS[:2])
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
    Check(
        Rule(
            "OAS172",
            "info",
            "header that may be an idempotency key",
            (
                "The name of a parameter suggests that it tells the server of a repeat; nothing "
                "says so, and nothing is guessed: a caller makes a key, and what may act twice is "
                "not sent again."
            ),
            "If it is one, write `x-sdk: {idempotency-header: …}` on the operation, or at the root "
            "for every method that may act twice.",
        ),
        keys_not_said,
    ),
)
