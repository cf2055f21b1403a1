"""What a change of a retry policy is to callers: of one method, or of all without their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import Api, Operation, RetryPolicy
from generator.document.retry_policies import Policy
from generator.review.model import Change
from generator.review.python_revisions import ApiRevisions

_NONE = "none of its own"


def in_words(policy: RetryPolicy | Policy | None) -> str:
    """Statuses, pauses in seconds, limits."""
    if policy is None:
        return _NONE
    if policy.max_retries == 0:
        return "no repeats"
    parts = [", ".join(policy.statuses)] if policy.statuses else []
    parts.append(
        f"{policy.initial_interval:g} to {policy.max_interval:g} s apart, each "
        f"{policy.exponent:g} times the last"
    )
    if policy.max_retries is not None:
        parts.append(f"{policy.max_retries} times")
    if policy.max_elapsed_time is not None:
        parts.append(f"for {policy.max_elapsed_time:g} s")
    if policy.connection_errors is False:
        parts.append("not without an answer")
    return "; ".join(parts)


def own_policies(before: Operation, after: Operation) -> tuple[str, str] | None:
    """The policies of a method before and after, where one is its own and they differ."""
    policies = before.retry_policy, after.retry_policy
    if not any(each is not None and each.is_own for each in policies):
        return None
    was, now = map(in_words, policies)
    return None if was == now else (was, now)


def policy_place(before: Operation, after: Operation) -> str | None:
    """Where the policy of a method stands, or stood."""
    for policy in (after.retry_policy, before.retry_policy):
        if policy is not None and policy.is_own:
            return policy.pointer
    return None


def compare_policies(sides: ApiRevisions) -> Iterator[Change]:
    """The policy of all methods without one of their own, as one change.

    It is not told of a client without a method on one side, nor where it came or went because each
    method got one of its own, or lost it: that is told of the methods."""
    policies = [_usual(api) for api in (sides.base, sides.head)]
    was, now = map(in_words, policies)
    has_methods = sides.base.operations and sides.head.operations
    if was == now or not has_methods or (None in policies and not _keep(sides)):
        return
    pointer = next(each.pointer for each in reversed(policies) if each is not None)
    yield sides.changed(
        "method-retry-policy-changed",
        sides.head.client,
        "methods are repeated by another policy, but for those with one of their own",
        was,
        now,
        pointer=pointer,
    )


def _usual(api: Api) -> RetryPolicy | None:
    policies = (operation.retry_policy for operation in api.operations)
    return next((each for each in policies if each is not None and not each.is_own), None)


def _keep(sides: ApiRevisions) -> bool:
    """Whether a method had no policy of its own before, and has none now."""
    free = [
        {each.id for each in api.operations if not _has_own(each)}
        for api in (sides.base, sides.head)
    ]
    return bool(free[0] & free[1])


def _has_own(operation: Operation) -> bool:
    return operation.retry_policy is not None and operation.retry_policy.is_own
