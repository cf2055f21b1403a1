"""The arguments of the method of an operation: names, annotations, defaults and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.api.annotations import Annotations, accepted, content_type
from generator.api.model import Body, Operation, Parameter, Representations
from generator.emit.annotations import Scope, signature
from generator.emit.code import Code, identifier, literal
from generator.emit.docstrings import accept_description, field_description
from templates.runtime.media_types import is_range


class Argument(NamedTuple):
    """One argument of a method. `default` is `None` where it has to be given."""

    name: Code
    annotation: Code
    default: Code | None
    description: str


class Arguments(NamedTuple):
    """The arguments of a method, each kind in the order of the signature: those of the path and the
    whole body, which are positional too, and keywords. `accept` stands behind those that are
    `chosen`, the media type of the body.
    """

    path: Sequence[Argument]
    whole: Sequence[Argument]
    async_whole: Sequence[Argument]
    named: Sequence[Argument]
    spread: Sequence[Argument]
    chosen: Sequence[Argument]
    accept: Argument | None
    options: Argument

    @property
    def positional(self) -> list[Argument]:
        return [*self.path, *self.whole]

    @property
    def asked(self) -> list[Argument]:
        return [] if self.accept is None else [self.accept]

    @property
    def documented(self) -> list[Argument]:
        """All but the options, which every method has."""
        return [*self.positional, *self.named, *self.spread, *self.chosen, *self.asked]

    @property
    def keyword_only(self) -> list[Argument]:
        return [*self.named, *self.spread, *self.chosen, *self.asked, self.options]


def arguments_of(operation: Operation, scope: Scope, annotations: Annotations) -> Arguments:
    """The arguments of the method of an operation."""
    body = operation.body
    path = [_argument(p, scope, annotations) for p in operation.parameters if p.location == "path"]
    named = [_argument(p, scope, annotations) for p in operation.parameters if p.location != "path"]
    spread = [
        Argument(
            identifier(field.python),
            signature(annotations.of_field(field, operation.sent_media_types), scope),
            unset(scope),
            field_description(field),
        )
        for field in operation.sent_fields
    ]
    return Arguments(
        path,
        [_whole(body, scope, annotations)] if body else [],
        [_whole(body, scope, annotations, asynchronous=True)] if body else [],
        named,
        spread,
        _content_type(body, scope) if body else [],
        _accept(operation, scope, annotations),
        Argument(
            identifier(operation.options),
            Code(f"{_options(operation, scope)} | None"),
            literal(None),
            "",
        ),
    )


def _options(operation: Operation, scope: Scope) -> str:
    if operation.stream is not None:
        return scope.own("_runtime.event_streams", "StreamOptions")
    return scope.own("_runtime.options", "RequestOptions")


def _accept(operation: Operation, scope: Scope, annotations: Annotations) -> Argument | None:
    """The argument that chooses the media type of the result."""
    offered = operation.representations
    if offered is None:
        return None
    others = other_results(offered, scope, annotations)
    description = accept_description(operation, [(names, result.text) for names, result in others])
    annotation = signature(accepted(offered.content_types, required=False), scope)
    return Argument(identifier(offered.python), annotation, unset(scope), description)


def other_results(
    offered: Representations, scope: Scope, annotations: Annotations
) -> list[tuple[Sequence[str], Code]]:
    """The media types that give another result than the usual one, with what they give."""
    return [
        (names, signature(annotations.returned(kind), scope)) for names, kind in offered.results[1:]
    ]


def unset(scope: Scope) -> Code:
    """The default of what is left out unless it is given."""
    return Code(scope.own("_runtime.unset", "UNSET"))


def _argument(parameter: Parameter, scope: Scope, annotations: Annotations) -> Argument:
    required = parameter.required
    return Argument(
        identifier(parameter.python),
        signature(annotations.passed(parameter.type, required=required), scope),
        None if required else unset(scope),
        f"{parameter.description.strip()}{' Deprecated.' if parameter.deprecated else ''}".strip(),
    )


def _whole(
    body: Body, scope: Scope, annotations: Annotations, *, asynchronous: bool = False
) -> Argument:
    """The argument that takes a body as a whole; a caller who gives its fields leaves it out."""
    required = body.required and body.fields is None
    description = body.description.strip()
    if body.fields is not None:
        description = f"{description} Whole, instead of field by field.".strip()
    return Argument(
        identifier(body.python),
        signature(annotations.body(body, required=required, asynchronous=asynchronous), scope),
        None if required else unset(scope),
        description,
    )


def _content_type(body: Body, scope: Scope) -> list[Argument]:
    """The argument that says how a body is labelled, where there is a choice. Unless it is given,
    the label follows from what is sent, or is the first.
    """
    if body.content_type_keyword is None:
        return []
    names = [media.content_type for media in body.media_types]
    how = "How the body is sent"
    if any(map(is_range, names)):
        how += f": a media type of {', '.join(names)}"
        usual = "as what is given says" if is_range(names[0]) else names[0]
    else:
        usual = f"as the model or the fields given say, else {names[0]}"
    return [
        Argument(
            identifier(body.content_type_keyword),
            signature(content_type(body.media_types, required=False), scope),
            unset(scope),
            f"{how}. Unless given, {usual}.",
        )
    ]
