"""A run for people and for programs. No value of an answer stands in either."""

from __future__ import annotations

import json

from generator.api.model import Operation
from generator.document.diagnostics import counted
from generator.verify.response_check import Deviation
from generator.verify.run import Outcome, Verified


def line(verified: Verified) -> str:
    """`GET /segments  200: as described`, with a line for each difference."""
    operation = verified.operation
    met = (*sorted(verified.statuses.items()), *sorted(verified.troubles.items()))
    seen = [f"{what} × {times}" if times > 1 else str(what) for what, times in met]
    count = len(verified.differences)
    verdict = counted(count, "difference") if count else _unjudged(verified)
    lines = [f"{operation.method} {operation.path}  {', '.join(seen)}: {verdict}"]
    lines += [
        f"  {_where(each)} {each.aspect}: {each.observed}; the document says {each.document}"
        for each in _all(verified)
    ]
    return "\n".join(lines)


def summary(outcome: Outcome) -> str:
    """What was called, what was not and why, and how much is otherwise."""
    lines = [
        f"not called: {each.operation.method} {each.operation.path}: {each.why}"
        for each in outcome.skipped
    ]
    calls = sum(each.calls for each in outcome.verified)
    lines.append(
        f"{counted(outcome.differences, 'difference')}; "
        f"{counted(len(outcome.verified), 'operation')} "
        f"called {counted(calls, 'time')}, "
        f"{len(outcome.skipped)} not, and {outcome.acting} that may change something never are"
    )
    return "\n".join(lines)


def as_json(outcome: Outcome) -> str:
    """`{"operations": [...], "not_called": [...], "differences": [...]}`, differences as `reference
    compare` has them.
    """
    operations = [
        {
            **_named(each.operation),
            "calls": each.calls,
            "statuses": {str(status): times for status, times in sorted(each.statuses.items())},
            "troubles": dict(sorted(each.troubles.items())),
        }
        for each in outcome.verified
    ]
    skipped = [{**_named(each.operation), "why": each.why} for each in outcome.skipped]
    differences = [
        {
            "kind": "extra" if each.aspect == "presence" else "different",
            "method": verified.operation.method,
            "path": verified.operation.path,
            "where": _where(each),
            "aspect": each.aspect,
            "observed": each.observed,
            "document": each.document,
        }
        for verified in outcome.verified
        for each in _all(verified)
    ]
    return json.dumps(
        {"operations": operations, "not_called": skipped, "differences": differences},
        indent=2,
        ensure_ascii=False,
    )


def _named(operation: Operation) -> dict[str, str]:
    return {"operation_id": operation.id, "method": operation.method, "path": operation.path}


def _all(verified: Verified) -> list[Deviation]:
    return sorted(verified.differences.values(), key=lambda each: (each.where, each.aspect))


def _where(difference: Deviation) -> str:
    return ".".join(("response", *difference.where))


def _unjudged(verified: Verified) -> str:
    if not verified.statuses:
        return "nothing to judge"
    return "as described" if any(status < 400 for status in verified.statuses) else "refused"
