"""The module of the classes that read the documented headers of responses: a name for each
operation, and one class for all of which the same is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, HeaderField, Operation
from generator.emit.annotations import Needs, Scope, signature, thunk
from generator.emit.code import Block, Code, identifier, string_literal
from generator.emit.docstrings import method_name
from generator.emit.templates import render

MODULE = "response_headers"
_TOLD = 3


class HeaderAttribute(NamedTuple):
    """`name: annotation = value`, and what is said of it."""

    name: Code
    annotation: Code
    value: Code
    docstring: Sequence[Block]


class HeadersClass(NamedTuple):
    name: Code
    aliases: Sequence[Code]
    docstring: Sequence[Block]
    attributes: Sequence[HeaderAttribute]


def emit_response_headers(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, str]:
    """The module, where some operation has documented headers of responses."""
    found = [each for each in api.operations if each.headers is not None]
    if not found:
        return {}
    shared: dict[tuple[HeaderField, ...], list[Operation]] = {}
    for each in found:
        shared.setdefault(_said(each), []).append(each)
    fields = {field.python for each in shared for field in each}
    scope = Scope(".", taken=frozenset(fields), needs=needs)
    base = scope.own("_runtime.response_headers", "ResponseHeaders")
    classes = [_class(operations, scope, annotations) for operations in shared.values()]
    return {
        f"{MODULE}.py": render(
            environment,
            "client/response_headers.py.jinja",
            base=Code(base),
            classes=classes,
            imports=scope.imports(),
        )
    }


def _said(operation: Operation) -> tuple[HeaderField, ...]:
    """What is said of the headers, wherever it stands."""
    fields = operation.headers.fields if operation.headers else ()
    return tuple(replace(field, pointer="") for field in fields)


def _class(operations: Sequence[Operation], scope: Scope, annotations: Annotations) -> HeadersClass:
    """The class of operations of which the same is said: it has the name that comes first, whatever
    the order of the document, and all others too.
    """
    names = sorted(each.headers.name for each in operations if each.headers)
    return HeadersClass(
        identifier(names[0]),
        [identifier(name) for name in names[1:]],
        [Block(f"The headers of the responses to {_called(operations)}.")],
        [_attribute(field, scope, annotations) for field in _said(operations[0])],
    )


def _called(operations: Sequence[Operation]) -> str:
    """Some methods in words: "`pets.list` and `pets.get`", of many the first few "and 9 more
    methods".
    """
    calls = [f"`{method_name(each)}`" for each in operations]
    told = calls if len(calls) <= _TOLD else [*calls[:_TOLD], f"{len(calls) - _TOLD} more methods"]
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def _attribute(field: HeaderField, scope: Scope, annotations: Annotations) -> HeaderAttribute:
    header, kind = (
        scope.own("_runtime.response_headers", "Header"),
        annotations.returned(field.type),
    )
    explode = ", explode=True" if field.explode else ""
    read = thunk(annotations.header(field.type), scope).text
    arguments = f"{string_literal(field.wire).text}, {read}{explode}"
    about = f"{field.description}{' Deprecated.' if field.deprecated else ''}".strip()
    return HeaderAttribute(
        identifier(field.python),
        Code(f"{header}[{signature(kind, scope).text}]"),
        Code(f"{header}({arguments})"),
        [Block(about)] if about else [],
    )
