"""The methods that wait for work: their signatures, and what the runtime is told of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import JsonValue, Label, Operation, Polling
from generator.emit.annotations import Scope, signature
from generator.emit.calls import Call, keywords
from generator.emit.code import Block, Code, identifier, literal

if TYPE_CHECKING:
    from generator.emit.arguments import Argument


class WaitMethod(NamedTuple):
    """The method that waits for the work whose state another one gives."""

    name: Code
    positional: Sequence[Argument]
    keyword_only: Sequence[Argument]
    all_options: Code
    result: Code
    docstring: Sequence[Block]
    async_docstring: Sequence[Block]
    deprecated: Code | None
    wait: Code
    async_wait: Code
    values: Code
    polls: Code
    then: Code | None


def wait_method(
    operation: Operation,
    polling: Polling,
    arguments: tuple[Sequence[Argument], Sequence[Argument]],
    texts: tuple[Sequence[Block], Sequence[Block]],
    deprecated: Code | None,
    constants: Mapping[str, Code],
    scope: Scope,
    annotations: Annotations,
) -> WaitMethod:
    """`arguments` are the positional ones and the keywords of the operation's own method, `texts`
    the docstrings, `constants` the specifications of the resource by their functions.
    """
    renamed = dict(polling.renamed)
    positional, named = (as_waited(polling, each) for each in arguments)
    values = [
        identifier(renamed.get(name, name))
        for name in (parameter.python for parameter in operation.parameters)
    ]
    return WaitMethod(
        name=identifier(polling.function),
        positional=positional,
        keyword_only=named,
        all_options=wait_options(scope),
        result=signature(annotations.returned(polling.type), scope),
        docstring=texts[0],
        async_docstring=texts[1],
        deprecated=deprecated,
        wait=Code(scope.own("_runtime.polling", "wait")),
        async_wait=Code(scope.own("_runtime.polling", "async_wait")),
        values=literal(tuple(values)),
        polls=_polls(polling, scope),
        then=_then(polling, renamed, constants, scope),
    )


def as_waited(polling: Polling, arguments: Sequence[Argument]) -> list[Argument]:
    """Arguments of the operation's own method, as the one that waits calls them."""
    renamed = dict(polling.renamed)
    return [
        each._replace(name=identifier(renamed.get(each.name.text, each.name.text)))
        for each in arguments
    ]


def wait_options(scope: Scope) -> Code:
    """The annotation of how is waited."""
    options = scope.own("_runtime.polling", "WaitOptions")
    return Code(f"{scope.use('typing_extensions', 'Unpack')}[{options}]")


def _polls(polling: Polling, scope: Scope) -> Code:
    """The `Polls(…)` of the runtime."""
    return scope.call(
        "_runtime.polling",
        "Polls",
        polling.status,
        polling.done,
        failed=polling.failed,
        result=polling.path,
        timeout=polling.timeout,
        interval=polling.interval,
        delay=polling.delay,
    )


def _then(
    polling: Polling, renamed: Mapping[str, str], constants: Mapping[str, Code], scope: Scope
) -> Code | None:
    """The operation that gives what the work gave, and its parameters."""
    if polling.then is None:
        return None
    values = [
        Code(scope.own("_runtime.unset", "UNSET"))
        if name is None
        else identifier(renamed.get(name, name))
        for name in polling.values
    ]
    return literal((constants[polling.then], tuple(values)))


def wait_docstring(operation: Operation, polling: Polling) -> list[Block]:
    """The docstring of a method that waits."""
    states = f"until its `{'.'.join(polling.status)}` is {_listed(polling.done)}"
    blocks = [Block(f"Ask `{operation.function}` {states}; see `WaitOptions`.")]
    if operation.deprecated:
        blocks += [Block("\n"), Block("Deprecated.")]
    failed = f"The state is {_listed(polling.failed)}." if polling.failed else ""
    raises = [("PollingFailedError", failed)] if failed else []
    raises += [("PollingTimeoutError", "It was not done within `timeout`.")]
    lines = [Block(f"{name}: {text}", 4, 4) for name, text in raises]
    return [*blocks, Block("\n"), Block("Raises:"), *lines]


def _listed(states: Sequence[Any]) -> str:
    return " or ".join(f"`{literal(state).text}`" for state in states)


def polling_entry(operation: Operation) -> dict[str, Any]:
    """How is waited, as `operations.json` has it; nothing where it is not."""
    starts = [
        {"resource": list(each.resource), "function": each.function} for each in operation.starts
    ]
    polling = [
        {
            "function": each.function,
            "renamed": dict(each.renamed),
            "status": list(each.status),
            "done": list(each.done),
            "failed": list(each.failed),
            "result": each.then if each.then is not None else list(each.path),
        }
        for each in operation.polling
    ]
    return {key: value for key, value in (("starts", starts), ("polling", polling)) if value}


# --- tests ----------------------------------------------------------------------------------------


class WaitTest(NamedTuple):
    """A test of work that is over at once: `done` is an answer that says so, `failed` one that says
    that it failed.
    """

    name: Code
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    status: int
    done: Code | None
    failed: Code | None


def wait_test(
    operation: Operation,
    polling: Polling,
    call: Call,
    status: int,
    answer: JsonValue,
    told: Callable[[JsonValue], Code | None],
) -> WaitTest | None:
    """The test of a method that waits; `told` is an answer as tests have it, if it fits."""
    renamed = dict(polling.renamed)
    given = {renamed.get(name, name): value for name, value in call.arguments.items()}
    given["interval"] = literal(0.01)
    if polling.delay:
        given["delay"] = literal(0)
    owner = call.method.text.rpartition(".")[0]

    def answered(states: Sequence[Label]) -> Code | None:
        return told(with_state(answer, polling.status, states[0])) if states else None

    done = answered(polling.done) if polling.then is None else None
    failed = answered(polling.failed)
    if done is None and failed is None:
        return None
    return WaitTest(
        name=identifier(polling.function),
        method=Code(f"{owner}.{identifier(polling.function).text}"),
        arguments=keywords(given),
        deprecated=operation.deprecated,
        status=status,
        done=done,
        failed=failed,
    )


def with_state(value: JsonValue, path: Sequence[str], state: Label) -> JsonValue:
    """An answer with another state."""
    known = value if isinstance(value, dict) else {}
    if len(path) == 1:
        return {**known, path[0]: state}
    return {**known, path[0]: with_state(known.get(path[0]), path[1:], state)}
