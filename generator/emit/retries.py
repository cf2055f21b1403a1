"""The retry policy of an operation as the templates print it, and in `operations.json`."""

from __future__ import annotations

from typing import Any

from generator.api.model import Operation, RetryPolicy
from generator.document.access import without_none
from generator.document.specification import IDEMPOTENT
from generator.emit.annotations import Scope
from generator.emit.code import Code, literal

_RUNTIME = {
    "statuses": "statuses",
    "initial_interval": "first",
    "max_interval": "longest",
    "exponent": "exponent",
    "max_elapsed_time": "elapsed",
    "max_retries": "most",
    "connection_errors": "connection_errors",
}
_DEFAULTS = {"initial_interval": 0.5, "max_interval": 8.0, "exponent": 2.0}


def printed_retry(operation: Operation, scope: Scope) -> Code | None:
    """What the runtime is told of repeats; `None` where the method says all."""
    # true of a POST that may be repeated, false of a PUT that may not: else the method says it
    is_safe = operation.retry == "safe"
    harmless = None if is_safe == (operation.method in IDEMPOTENT) else is_safe
    if operation.retry_policy is None:
        return None if harmless is None else literal(harmless)
    return scope.call(
        "_runtime.retry_policy",
        "RetryPolicy",
        **{_RUNTIME[name]: literal(value) for name, value in _said(operation.retry_policy).items()},
        is_own=operation.retry_policy.is_own,
        harmless=None if harmless is None else literal(harmless),
    )


def _said(policy: RetryPolicy) -> dict[str, Any]:
    """What differs from what holds anyhow."""
    values = {name: getattr(policy, name) for name in _RUNTIME}
    return {name: value for name, value in values.items() if value != _DEFAULTS.get(name)}


def retries_entry(policy: RetryPolicy | None) -> dict[str, Any]:
    """The policy in `operations.json`, in seconds, where there is one."""
    if policy is None:
        return {}
    return {"retries": without_none({name: getattr(policy, name) for name in _RUNTIME})}
