"""The methods of a resource as the templates print them: signature, docstring, and what the runtime
is told.

Everything here is `Code`, so a template only has to place it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.api.annotations import Annotations, accepted
from generator.api.model import Body, Operation
from generator.emit.annotations import Scope, signature
from generator.emit.arguments import Argument, arguments_of, other_results, unset
from generator.emit.code import Block, Code, called, identifier, literal, string_literal
from generator.emit.docstrings import Shared, as_other, method_name, operation_docstring, title
from generator.emit.event_streams import StreamMethod, stream_method
from generator.emit.follow_methods import FollowMethod, follow_method
from generator.emit.operation_specifications import Specification, has_binary_answer, specification
from generator.emit.paging import PagedMethod, paged_method
from generator.emit.polling import WaitMethod, wait_docstring, wait_method

_MOST_NAMES = 1_000
"""mypy infers the views of a method with 16,000 names in its result in more than five minutes."""


class Method(NamedTuple):
    """A method: sync and async differ in `arguments` (streams of bytes) and in nothing else.

    `accept` chooses the media type of the result, in `overloads` each with its type, and whether
    that is of pages.
    `streams_items`: it returns a list, which can be read item by item; `takes_batches`: it sends
    one, which can be cut; `downloads`: its answer may be binary. The views of one with
    `untyped_views` are `Any` to type checkers."""

    name: Code
    specification: Specification
    positional: Sequence[Argument]
    async_positional: Sequence[Argument]
    keyword_only: Sequence[Argument]
    result: Code
    docstring: Sequence[Block]
    async_docstring: Sequence[Block]
    deprecated: Code | None
    streams_items: bool
    takes_batches: bool
    untyped_views: bool
    values: Code
    request: Code | None
    fields: Sequence[tuple[Code, Code]] | None
    options: Code
    content_type: Code | None
    accept: Argument | None
    overloads: Sequence[tuple[Argument, Code, bool]]
    follow: FollowMethod | None
    stream: StreamMethod | None
    paging: PagedMethod | None
    downloads: bool
    waits: Sequence[WaitMethod]


def methods(
    operations: Sequence[Operation],
    owner: str,
    scope: Scope,
    annotations: Annotations,
    known: Shared,
) -> list[Method]:
    """The methods of the class `owner` and the asynchronous one. Names that the runtime provides
    are entered into `scope`.

    `known` is of `docstrings.shared`.
    """
    constants = _constants(operations)
    return [
        _method(operation, constants, owner, scope, annotations, known) for operation in operations
    ]


def _constants(operations: Iterable[Operation]) -> Mapping[str, Code]:
    """A module-level name for each function; functions that differ in case alone are numbered by
    code point.
    """
    given: dict[str, Code] = {}
    used: set[str] = set()
    for function in sorted(operation.function for operation in operations):
        name, number = f"_{function.upper()}", 2
        while name in used:
            name, number = f"_{function.upper()}_{number}", number + 1
        used.add(name)
        given[function] = identifier(name)
    return given


def _method(
    operation: Operation,
    constants: Mapping[str, Code],
    owner: str,
    scope: Scope,
    annotations: Annotations,
    known: Shared,
) -> Method:
    body, follow, stream = operation.body, operation.follow, operation.stream
    constant = constants[operation.function]
    given = arguments_of(operation, scope, annotations)
    documented = [(each.name.text, each.description) for each in given.documented]
    values = [identifier(parameter.python) for parameter in operation.parameters]
    return Method(
        name=identifier(operation.function),
        specification=specification(operation, constant, scope, annotations, known),
        positional=given.positional,
        async_positional=[*given.path, *given.async_whole],
        keyword_only=given.keyword_only,
        result=signature(annotations.result(operation), scope),
        docstring=operation_docstring(operation, documented, known),
        async_docstring=as_other(
            title(operation).rstrip("."), f"`{owner}.{operation.function}`, {_awaited(operation)}."
        ),
        deprecated=_deprecated(
            operation, operation.function, scope, known.replaced_by.get(operation.id)
        ),
        streams_items=operation.is_list,
        takes_batches=body is not None and body.is_list,
        untyped_views=annotations.names_in_result(operation) > _MOST_NAMES,
        values=literal(tuple(values)),
        request=identifier(body.python) if body else None,
        fields=None if body is None or body.fields is None else _fields(body),
        options=identifier(operation.options),
        content_type=next((each.name for each in given.chosen), None),
        accept=given.accept,
        overloads=_overloads(operation, scope, annotations),
        follow=None
        if follow is None
        else follow_method(
            operation,
            follow,
            given,
            owner,
            _deprecated(operation, follow.function, scope),
            scope,
            annotations,
        ),
        stream=None
        if stream is None
        else stream_method(operation, stream, scope, annotations, _MOST_NAMES),
        paging=paged_method(operation, scope, annotations),
        downloads=has_binary_answer(operation),
        waits=[
            wait_method(
                operation,
                polling,
                (given.path, given.named),
                (
                    wait_docstring(operation, polling),
                    [Block(f"As `{owner}.{polling.function}`, to be awaited.")],
                ),
                _deprecated(operation, polling.function, scope),
                constants,
                scope,
                annotations,
            )
            for polling in operation.polling
        ],
    )


def _fields(body: Body) -> list[tuple[Code, Code]]:
    return [(string_literal(each.wire), identifier(each.python)) for each in body.sent_fields]


def _awaited(operation: Operation) -> str:
    return "for `async with` and `async for`" if operation.returned_stream else "to be awaited"


def _overloads(
    operation: Operation, scope: Scope, annotations: Annotations
) -> Sequence[tuple[Argument, Code, bool]]:
    """For each type of result the media types that give it, and whether it comes in pages."""
    offered = operation.representations
    if offered is None or len(offered.results) == 1:
        return ()
    name = identifier(offered.python)
    own, result = offered.results[0]
    usual = signature(accepted(own, required=False), scope)
    first = Argument(name, usual, unset(scope), "")
    asked = [
        (Argument(name, signature(accepted(names), scope), None, ""), kind, False)
        for names, kind in other_results(offered, scope, annotations)
    ]
    is_paged = operation.paging is not None
    return [(first, signature(annotations.returned(result), scope), is_paged), *asked]


def _deprecated(
    operation: Operation, function: str, scope: Scope, instead: str | None = None
) -> Code | None:
    """The decorator of a method that is deprecated, in whose place another may be used."""
    if not operation.deprecated:
        return None
    name = method_name(replace(operation, function=function))
    text = f"{name} is deprecated" + (f": use {instead} instead" if instead else "")
    return called(scope.use("typing_extensions", "deprecated"), text)
