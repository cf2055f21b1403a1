"""The module of the classes that read the documented headers of responses, one for an operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, HeaderField, Operation
from generator.emit.annotations import Needs, Scope, signature, thunk
from generator.emit.code import Block, Code, identifier, string_literal
from generator.emit.docstrings import method_name
from generator.emit.templates import render

MODULE = "response_headers"


class HeaderAttribute(NamedTuple):
    """`name: annotation = value`, and what is said of it."""

    name: Code
    annotation: Code
    value: Code
    docstring: Sequence[Block]


class HeadersClass(NamedTuple):
    name: Code
    docstring: Sequence[Block]
    attributes: Sequence[HeaderAttribute]


def emit_response_headers(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, str]:
    """The module, where some operation has documented headers of responses."""
    found = [each for each in api.operations if each.headers is not None]
    if not found:
        return {}
    fields = {field.python for each in found if each.headers for field in each.headers.fields}
    scope = Scope(".", taken=frozenset(fields), needs=needs)
    base = scope.own("_runtime.response_headers", "ResponseHeaders")
    classes = [_class(operation, scope, annotations) for operation in found]
    return {
        f"{MODULE}.py": render(
            environment,
            "client/response_headers.py.jinja",
            base=Code(base),
            classes=classes,
            imports=scope.imports(),
        )
    }


def _class(operation: Operation, scope: Scope, annotations: Annotations) -> HeadersClass:
    assert operation.headers is not None
    return HeadersClass(
        identifier(operation.headers.name),
        [Block(f"The headers of the responses to `{method_name(operation)}`.")],
        [_attribute(field, scope, annotations) for field in operation.headers.fields],
    )


def _attribute(field: HeaderField, scope: Scope, annotations: Annotations) -> HeaderAttribute:
    header, kind = (
        scope.own("_runtime.response_headers", "Header"),
        annotations.returned(field.type),
    )
    explode = ", explode=True" if field.explode else ""
    arguments = f"{string_literal(field.wire).text}, {thunk(kind, scope).text}{explode}"
    about = f"{field.description}{' Deprecated.' if field.deprecated else ''}".strip()
    return HeaderAttribute(
        identifier(field.python),
        Code(f"{header}[{signature(kind, scope).text}]"),
        Code(f"{header}({arguments})"),
        [Block(about)] if about else [],
    )
