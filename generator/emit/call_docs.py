"""What `api.md` says of a call besides its signature: which servers it goes to, when it is
repeated, and the key by which the API knows a repeat. What holds for every call is said once, at
the top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.api.model import Api, Operation, RetryPolicy, Server
from generator.document.specification import IDEMPOTENT
from generator.emit.code import Code
from generator.emit.server_lists import server_settings


class SharedCalls(NamedTuple):
    """What is said of all calls: the servers, by which keywords one is chosen, what of repeats."""

    servers: list[str]
    settings: list[tuple[Code, str, str]]
    retries: str


def shared_calls(api: Api) -> SharedCalls:
    servers = [] if api.servers is None else [_shown(each) for each in api.servers.servers]
    policies = (each.retry_policy for each in api.operations)
    common = next((each for each in policies if each is not None and not each.is_own), None)
    retries = (
        "" if common is None else f"Calls are, unless a method says otherwise, {_policy(common)}"
    )
    return SharedCalls(servers, server_settings(api.servers), retries)


def call_sentences(operation: Operation) -> list[str]:
    """What holds for the calls of one method and not for all."""
    return [*_servers(operation), *_repeats(operation), *_starts(operation)]


def _servers(operation: Operation) -> Iterator[str]:
    own = [_shown(each) for each in operation.servers] or (
        [f"`{operation.server}`"] if operation.server else []
    )
    if own:
        yield f"Goes to a server of its own: {'; '.join(own)}."


def _shown(server: Server) -> str:
    return f"`{server.url}`" if server.name is None else f"`{server.url}` (`{server.name}`)"


def _repeats(operation: Operation) -> Iterator[str]:
    """Whether a call may be made again, where its method alone does not say so, and by which policy
    of its own.
    """
    keys = [each for each in operation.parameters if each.generated]
    if keys:
        names = " and ".join(f"`{each.python}`" for each in keys)
        yield (
            f"Each call has an idempotency key of its own, which all its attempts send; {names} "
            "takes yours."
        )
    match operation.retry, operation.method in IDEMPOTENT:
        case "safe", False:
            yield "A repeat does no harm: it is made where that of a GET is."
        case "unsafe", True:
            yield "A repeat may do harm: none is made once the call may have been acted on."
    policy = operation.retry_policy
    if policy is not None and policy.is_own:
        said = _policy(policy)
        yield f"{said[0].upper()}{said[1:]}"


def _starts(operation: Operation) -> Iterator[str]:
    for each in operation.starts:
        method = ".".join(("client", *each.resource, each.function))
        yield f"`{method}` waits for the work that this starts."


def _policy(policy: RetryPolicy) -> str:
    """A policy of the document in words."""
    if policy.max_retries == 0:
        return "never repeated."
    statuses = "as others are"
    if policy.statuses is not None:
        statuses = f"on status {', '.join(policy.statuses) or 'none'}"
    connection = {
        None: "",
        True: ", and where the connection fails",
        False: ", but not where the connection fails",
    }[policy.connection_errors]
    pauses = f"{policy.initial_interval:g} to {policy.max_interval:g} seconds"
    said = [f"{statuses}{connection}"]
    said.append(f"after pauses of {pauses}, each {policy.exponent:g} times the one before")
    if policy.max_retries is not None:
        said.append(f"{policy.max_retries} times at most")
    if policy.max_elapsed_time is not None:
        said.append(f"for {policy.max_elapsed_time:g} seconds at most")
    return f"repeated {'; '.join(said)}."
