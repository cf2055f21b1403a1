"""Signatures in the reference: those of the package, an argument a line where they are long, so
that a diff shows the one that changes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import Follow, Operation, Polling
from generator.emit.annotations import Scope, signature
from generator.emit.arguments import Argument, Arguments
from generator.emit.code import Code, dotted, identifier, literal
from generator.emit.docstrings import method_name
from generator.emit.event_streams import result_of, stream_result
from generator.emit.follow_methods import follow_options, follow_since, followed_arguments
from generator.emit.paging import paged_method
from generator.emit.polling import as_waited, wait_options

_WIDTH = 88


class Signatures(NamedTuple):
    """The method of an operation, and those that follow its list, read its stream, or wait."""

    own: Code
    follow: Code | None
    stream: Code | None
    waits: Sequence[Code]


def signatures(
    operation: Operation, given: Arguments, scope: Scope, annotations: Annotations
) -> Signatures:
    """The signatures of an operation, whose method takes what is `given`."""
    method, owner = dotted(method_name(operation)), dotted(_owner(operation))
    paged = paged_method(operation, scope, annotations)
    result = paged.either if paged else result_of(operation, annotations, scope)
    stream = operation.viewed_stream
    function = identifier(operation.function).text
    return Signatures(
        _printed(method.text, given.positional, given.keyword_only, "", result),
        None
        if operation.follow is None
        else _follow(owner.text, operation.follow, given, scope, annotations),
        None
        if stream is None
        else _printed(
            f"{owner.text}.with_streamed_events.{function}",
            given.positional,
            given.keyword_only,
            "",
            stream_result(stream, annotations, scope),
        ),
        [_wait(owner.text, each, given, scope, annotations) for each in operation.polling],
    )


def _owner(operation: Operation) -> str:
    return ".".join(("client", *operation.resource))


def _follow(
    owner: str, follow: Follow, given: Arguments, scope: Scope, annotations: Annotations
) -> Code:
    positional, named = followed_arguments(follow, given)
    since = Argument(identifier("since"), follow_since(follow, scope), literal(None), "")
    event = signature(annotations.returned(follow.item), scope)
    return _printed(
        f"{owner}.{identifier(follow.function).text}",
        positional,
        [since, *named],
        f"**following: {follow_options(scope).text}",
        Code(f"{scope.own('_runtime.follow', 'Following')}[{event.text}]"),
    )


def _wait(
    owner: str, polling: Polling, given: Arguments, scope: Scope, annotations: Annotations
) -> Code:
    return _printed(
        f"{owner}.{identifier(polling.function).text}",
        as_waited(polling, given.path),
        as_waited(polling, given.named),
        f"**waiting: {wait_options(scope).text}",
        signature(annotations.returned(polling.type), scope),
    )


def _printed(
    method: str,
    positional: Sequence[Argument],
    keyword_only: Sequence[Argument],
    more: str,
    result: Code,
) -> Code:
    parts = [*map(_argument, positional), *(["*"] if keyword_only else [])]
    parts += [*map(_argument, keyword_only), *([more] if more else [])]
    line = f"{method}({', '.join(parts)}) -> {result.text}"
    if len(line) <= _WIDTH:
        return Code(line)
    return Code("\n".join(_lines(method, parts, result)))


def _argument(argument: Argument) -> str:
    default = "" if argument.default is None else f" = {argument.default.text}"
    text = f"{argument.name.text}: {argument.annotation.text}{default}"
    if len(text) <= _WIDTH:
        return text
    annotation = "\n".join(_broken(argument.annotation.text, "        "))
    return f"{argument.name.text}: {annotation}{default}"


def _broken(annotation: str, margin: str) -> Iterator[str]:
    """The lines of an annotation that is long: a member of a union on each, and what is in brackets
    on lines of its own where it is long too. The first has no margin.
    """
    source = annotation.encode()  # nodes count in bytes

    def text_of(node: ast.expr) -> str:
        return source[node.col_offset : node.end_col_offset].decode()

    members = list(_members(ast.parse(annotation, mode="eval").body))
    for number, member in enumerate(members):
        before = f"{margin}| " if number else ""
        text = text_of(member)
        if len(before) + len(text) <= _WIDTH or not isinstance(member, ast.Subscript):
            yield f"{before}{text}"
            continue
        inside = member.slice
        held = inside.elts if isinstance(inside, ast.Tuple) else [inside]
        yield f"{before}{text_of(member.value)}["
        for each in held:
            broken = "\n".join(_broken(text_of(each), f"{margin}    "))
            yield f"{margin}    {broken}{',' * (each is not held[-1])}"
        yield f"{margin}]"


def _members(node: ast.expr) -> Iterator[ast.expr]:
    """The members of a union, or what is none."""
    if isinstance(node, ast.BinOp):
        yield from _members(node.left)
        yield node.right
    else:
        yield node


def _lines(method: str, parts: Sequence[str], result: Code) -> Iterator[str]:
    yield f"{method}("
    yield from (f"    {part}," for part in parts)
    yield f") -> {result.text}"
