"""An operation as the templates print it: its specification for the runtime, and the signature of
its method.

Everything here is `Code`, so a template only has to place it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.api.annotation_members import (
    ENCODED,
)
from generator.api.annotations import (
    Annotations,
    accepted,
    content_type,
)
from generator.api.model import (
    AliasModel,
    Array,
    Body,
    Bounded,
    Const,
    EnumModel,
    Follow,
    MediaType,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Parameter,
    PartEncoding,
    Representations,
    Response,
    Scalar,
    Type,
)
from generator.document.specification import default_style, explodes
from generator.emit.annotations import Scope, signature, thunk
from generator.emit.code import (
    LINE_LENGTH,
    Block,
    Code,
    identifier,
    literal,
    string_literal,
    url_path,
)
from generator.emit.docstrings import (
    Shared,
    accept_description,
    failures,
    field_description,
    follow_docstring,
    follow_title,
    method_name,
    operation_docstring,
    successes,
    title,
)
from generator.emit.event_streams import StreamMethod, stream_method
from generator.emit.paging import PagedMethod, paged_method
from generator.emit.polling import WaitMethod, as_asked, wait_docstring, wait_method
from generator.emit.retries import printed_retry
from generator.emit.security import alternatives
from generator.emit.server_lists import server_list
from templates.runtime.media_types import is_range

_MOST_NAMES = 1_000
"""mypy infers the views of a method with 16,000 names in its result in more than five minutes."""
_ONE_LINE = LINE_LENGTH - len('        """"""')  # of the docstring of a method
_ENCODERS = {
    "form": "_runtime.forms",
    "multipart": "_runtime.forms",
    "binary": "_runtime.streams",
    "lines": "_runtime.sent_lines",
    "parts": "_runtime.sent_parts",
}
_DECODERS = {"multipart": "named_parts", "parts": "listed_parts"}
_LAG = 30  # what `Follows` of the runtime has unless it is given


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


class Keyword(NamedTuple):
    """`name=value` in a call."""

    name: Code
    value: Code


class MediaCall(NamedTuple):
    """A `Media(…)` of a specification."""

    content_type: Code
    kind: Code
    type: Code
    keywords: Sequence[Keyword]


class ParameterCall(NamedTuple):
    wire: Code
    location: Code
    type: Code
    keywords: Sequence[Keyword]


class Specification(NamedTuple):
    """The arguments of `Operation(…)`, or of a subclass of it."""

    constant: Code
    cls: Code
    result: Code
    id: Code
    method: Code
    path: Code
    parameters: Sequence[ParameterCall]
    body: Sequence[MediaCall]
    body_keywords: Sequence[Keyword]
    responses: Sequence[tuple[Code, Sequence[MediaCall]]]
    keywords: Sequence[Keyword]


class FollowMethod(NamedTuple):
    """The method that follows the list of another: `values` are the parameters of that one, `about`
    how they are used.
    """

    name: Code
    positional: Sequence[Argument]
    since: Code
    keyword_only: Sequence[Argument]
    cls: Code
    async_cls: Code
    all_options: Code
    item: Code
    docstring: Sequence[Block]
    async_docstring: Sequence[Block]
    deprecated: Code | None
    values: Code
    about: Code
    body: Code | None


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
    body, constant = operation.body, constants[operation.function]
    given = arguments_of(operation, scope, annotations)
    documented = [(each.name.text, each.description) for each in given.documented]
    values = [identifier(parameter.python) for parameter in operation.parameters]
    return Method(
        name=identifier(operation.function),
        specification=_specification(operation, constant, scope, annotations, known),
        positional=given.positional,
        async_positional=[*given.path, *given.async_whole],
        keyword_only=given.keyword_only,
        result=signature(annotations.result(operation), scope),
        docstring=operation_docstring(operation, documented, known),
        async_docstring=_as_other(
            title(operation).rstrip("."), f"`{owner}.{operation.function}`, {_awaited(operation)}."
        ),
        deprecated=_deprecated(operation, scope, known.replaced_by),
        streams_items=operation.is_list,
        takes_batches=body is not None and body.is_list,
        untyped_views=annotations.names_in_result(operation) > _MOST_NAMES,
        values=literal(tuple(values)),
        request=identifier(body.python) if body else None,
        fields=None
        if body is None or body.fields is None
        else [
            (string_literal(field.wire), identifier(field.python))
            for field in body.fields
            if not field.read_only
        ],
        options=identifier(operation.options),
        content_type=identifier(body.content_type_keyword)
        if body and body.content_type_keyword
        else None,
        accept=given.accept,
        overloads=_overloads(operation, scope, annotations),
        follow=None
        if operation.follow is None
        else _follow(operation, operation.follow, given, owner, scope, annotations),
        stream=None
        if operation.stream is None
        else stream_method(operation, operation.stream, scope, annotations, _MOST_NAMES),
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
                _deprecated(as_asked(operation, polling), scope, {}),
                constants,
                scope,
                annotations,
            )
            for polling in operation.polling
        ],
    )


def arguments_of(operation: Operation, scope: Scope, annotations: Annotations) -> Arguments:
    """The arguments of the method of an operation."""
    body = operation.body
    path = [_argument(p, scope, annotations) for p in operation.parameters if p.location == "path"]
    named = [_argument(p, scope, annotations) for p in operation.parameters if p.location != "path"]
    spread = [
        Argument(
            identifier(field.python),
            signature(annotations.of_field(field, body), scope),
            _default(scope),
            field_description(field),
        )
        for field in (body.fields or () if body else ())
        if not field.read_only
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


def _awaited(operation: Operation) -> str:
    is_stream = operation.stream is not None and not operation.stream.plain
    return "for `async with` and `async for`" if is_stream else "to be awaited"


def _options(operation: Operation, scope: Scope) -> str:
    if operation.stream is not None:
        return scope.own("_runtime.event_streams", "StreamOptions")
    return scope.own("_runtime.options", "RequestOptions")


def _follow(
    operation: Operation,
    follow: Follow,
    given: Arguments,
    owner: str,
    scope: Scope,
    annotations: Annotations,
) -> FollowMethod:
    """The method for `Operation.follow`, from the arguments of the list's own method."""
    order, renamed = dict(follow.order), dict(follow.renamed)
    set_here = {follow.start, follow.end, *order}
    positional, named = followed_arguments(follow, given)
    unset = Code(scope.own("_runtime.unset", "UNSET"))
    values = [
        literal(order[name])
        if name in order
        else unset
        if name in set_here
        else identifier(renamed.get(name, name))
        for name in (parameter.python for parameter in operation.parameters)
    ]
    return FollowMethod(
        name=identifier(follow.function),
        positional=positional,
        since=follow_since(follow, scope),
        keyword_only=named,
        cls=Code(scope.own("_runtime.follow", "Following")),
        async_cls=Code(scope.own("_runtime.follow", "AsyncFollowing")),
        all_options=follow_options(scope),
        item=signature(annotations.returned(follow.item), scope),
        docstring=follow_docstring(operation),
        async_docstring=_as_other(
            follow_title(operation), f"`{owner}.{follow.function}`, for `async for`."
        ),
        deprecated=_deprecated(replace(operation, function=follow.function), scope, {}),
        values=literal(tuple(values)),
        about=_about_follow(operation, follow, scope),
        body=_passed_body(operation.body, renamed),
    )


def followed_arguments(follow: Follow, given: Arguments) -> tuple[list[Argument], list[Argument]]:
    """The positional arguments and the keywords that the method which follows a list takes of those
    of the list's own method, as they are called there.
    """
    renamed, set_here = dict(follow.renamed), {follow.start, follow.end, *dict(follow.order)}
    keywords = [*given.named, *given.spread, *given.chosen]
    return (
        [_renamed(each, renamed) for each in given.positional],
        [_renamed(each, renamed) for each in keywords if each.name.text not in set_here],
    )


def _renamed(argument: Argument, renamed: Mapping[str, str]) -> Argument:
    return argument._replace(name=identifier(renamed.get(argument.name.text, argument.name.text)))


def follow_since(follow: Follow, scope: Scope) -> Code:
    """The annotation of `since`."""
    return Code(scope.own("_runtime.follow", "SinceEpoch" if follow.unit else "Since"))


def follow_options(scope: Scope) -> Code:
    """The annotation of what else follows a list."""
    options = scope.own("_runtime.follow", "FollowOptions")
    return Code(f"{scope.use('typing_extensions', 'Unpack')}[{options}]")


def _passed_body(body: Body | None, renamed: Mapping[str, str]) -> Code | None:
    """The body as the runtime takes it: whole, as fields, its content type."""
    if body is None:
        return None

    def here(name: str) -> Code:
        return identifier(renamed.get(name, name))

    parts: list[Code | None] = [here(body.python), None]
    if body.fields is not None:
        parts[1] = literal(
            {field.wire: here(field.python) for field in body.fields if not field.read_only}
        )
    if body.content_type_keyword:
        parts.append(here(body.content_type_keyword))
    elif body.fields is None:
        parts.pop()
    return literal(tuple(parts))


def _as_other(what: str, other: str) -> list[Block]:
    """A docstring of one line that leads to the synchronous method; without `what` where both do
    not fit.
    """
    text = f"{what}: as {other}"
    return [Block(text if len(text) <= _ONE_LINE else f"As {other}")]


def _about_follow(operation: Operation, follow: Follow, scope: Scope) -> Code:
    """The `Follows(…)` of the runtime."""
    at = {parameter.python: index for index, parameter in enumerate(operation.parameters)}
    given = [at[follow.start], at[follow.end], follow.id, follow.time]
    more = {
        "items": follow.items,
        "unit": follow.unit,
        "limit": follow.limit,
        "limit_at": None if follow.limit_by is None else at[follow.limit_by],
        "window": follow.window,
        "lag": None if follow.lag == _LAG else follow.lag,
    }
    arguments = [literal(value).text for value in given]
    arguments += [
        f"{name}={literal(value).text}" for name, value in more.items() if value is not None
    ]
    return Code(f"{scope.own('_runtime.follow', 'Follows')}({', '.join(arguments)})")


def _accept(operation: Operation, scope: Scope, annotations: Annotations) -> Argument | None:
    """The argument that chooses the media type of the result."""
    offered = operation.representations
    if offered is None:
        return None
    description = accept_description(
        operation, [(names, result.text) for names, result in _others(offered, scope, annotations)]
    )
    annotation = signature(accepted(offered.content_types, required=False), scope)
    return Argument(identifier(offered.python), annotation, _default(scope), description)


def _others(
    offered: Representations, scope: Scope, annotations: Annotations
) -> list[tuple[Sequence[str], Code]]:
    """The media types that give another result than the usual one, with what they give."""
    return [
        (names, signature(annotations.returned(kind), scope)) for names, kind in offered.results[1:]
    ]


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
    first = Argument(name, usual, _default(scope), "")
    asked = [
        (Argument(name, signature(accepted(names), scope), None, ""), kind, False)
        for names, kind in _others(offered, scope, annotations)
    ]
    is_paged = operation.paging is not None
    return [(first, signature(annotations.returned(result), scope), is_paged), *asked]


def _default(scope: Scope) -> Code:
    return Code(scope.own("_runtime.unset", "UNSET"))


def _argument(parameter: Parameter, scope: Scope, annotations: Annotations) -> Argument:
    required = parameter.required
    return Argument(
        identifier(parameter.python),
        signature(annotations.passed(parameter.type, required=required), scope),
        None if required else _default(scope),
        f"{parameter.description.strip()}{' Deprecated.' if parameter.deprecated else ''}".strip(),
    )


def _whole(
    body: Body, scope: Scope, annotations: Annotations, *, asynchronous: bool = False
) -> Argument:
    required = body.required and body.fields is None
    description = body.description.strip()
    if body.fields is not None:
        description = f"{description} Whole, instead of field by field.".strip()
    return Argument(
        identifier(body.python),
        signature(annotations.body(body, required=required, asynchronous=asynchronous), scope),
        None if required else _default(scope),
        description,
    )


def _content_type(body: Body, scope: Scope) -> list[Argument]:
    if body.content_type_keyword is None:
        return []
    names = [media.content_type for media in body.media_types]
    has_range = any(map(is_range, names))
    if not has_range:
        description = (
            "How the body is sent. Unless given, as the model or the fields given say, else "
            f"{names[0]}."
        )
    elif is_range(names[0]):
        description = (
            f"How the body is sent: a media type of {', '.join(names)}. Unless given, as what is "
            "given says."
        )
    else:
        description = (
            f"How the body is sent: a media type of {', '.join(names)}. Unless given, {names[0]}."
        )
    return [
        Argument(
            identifier(body.content_type_keyword),
            signature(content_type(body.media_types, required=False), scope),
            _default(scope),
            description,
        )
    ]


def _deprecated(operation: Operation, scope: Scope, replaced_by: Mapping[str, str]) -> Code | None:
    if not operation.deprecated:
        return None
    decorator = scope.use("typing_extensions", "deprecated")
    instead = f": use {replaced_by[operation.id]} instead" if operation.id in replaced_by else ""
    return Code(
        f"{decorator}({string_literal(f'{method_name(operation)} is deprecated{instead}').text})"
    )


def _specification(
    operation: Operation, constant: Code, scope: Scope, annotations: Annotations, known: Shared
) -> Specification:
    body = operation.body
    keywords = []
    if (retry := printed_retry(operation, scope)) is not None:
        keywords.append(Keyword(identifier("retry"), retry))
    security = alternatives(operation, known.obtained)
    if known.security is not None and security != known.security:
        keywords.append(_keyword("security", security))
    if operation.exactly_one_of:
        groups = ", ".join(literal(group).text for group in operation.exactly_one_of)
        check = Code(f"{scope.own('_runtime.alternatives', 'exactly_one_of')}({groups})")
        keywords.append(Keyword(identifier("exactly_one_of"), check))
    keywords += _own_server(operation, scope)
    if operation.success is not None:
        arguments = (
            f"{literal(operation.success.property).text}, {literal(operation.success.values).text}"
        )
        keywords.append(
            Keyword(
                identifier("success"),
                Code(f"{scope.own('_runtime.operation', 'Success')}({arguments})"),
            )
        )
    body_keywords = []
    if body is not None:
        body_keywords = [_keyword("required", True)] if body.required else []
        if body.python != "request":
            body_keywords.append(_keyword("python", body.python))
        if body.content_type_keyword not in (None, "content_type"):
            body_keywords.append(_keyword("keyword", body.content_type_keyword))
        if body.max_items is not None and body.is_list:
            body_keywords.append(_keyword("max_items", body.max_items))
        if len(body.media_types) > 1:
            several = Code(scope.own("_runtime.several_media", "SeveralMedia"))
            body_keywords.append(Keyword(identifier("several"), several))
    return Specification(
        constant=constant,
        cls=Code(
            scope.own("_runtime.downloads", "DownloadOperation")
            if has_binary_answer(operation)
            else scope.own("_runtime.operation", "Operation")
        ),
        result=signature(annotations.result(operation), scope),
        id=string_literal(operation.id),
        method=string_literal(operation.method),
        path=url_path(operation.path),
        parameters=[
            _parameter(parameter, scope, annotations) for parameter in operation.parameters
        ],
        body=[
            _media(media, scope, annotations, request=True)
            for media in (body.media_types if body else ())
        ],
        body_keywords=body_keywords,
        responses=[
            (
                string_literal(response.status),
                [
                    _media(media, scope, annotations, request=False)
                    for media in response.media_types
                ],
            )
            for response in _told_apart(operation)
        ],
        keywords=keywords,
    )


def has_binary_answer(operation: Operation) -> bool:
    """Whether a success may be binary, which can be written to a file as it arrives."""
    return any(
        media.kind == "binary"
        for response in successes(operation)
        for media in response.media_types
    )


def _own_server(operation: Operation, scope: Scope) -> list[Keyword]:
    if operation.servers:
        return [Keyword(identifier("server"), server_list(operation.servers, scope))]
    return [] if operation.server is None else [_keyword("server", operation.server)]


def _told_apart(operation: Operation) -> list[Response]:
    """The responses whose bodies the runtime has to know: an error without one is read as one that
    is not documented is, unless a wider status (`4XX`, `default`) would be taken for it."""
    failed = failures(operation)
    is_wide = any(response.media_types and not response.status.isdigit() for response in failed)
    return [
        each for each in operation.responses if each.media_types or is_wide or each not in failed
    ]


def _keyword(name: str, value: object) -> Keyword:
    return Keyword(identifier(name), literal(value))


def _parameter(parameter: Parameter, scope: Scope, annotations: Annotations) -> ParameterCall:
    models = annotations.models
    keywords = [_keyword("required", True)] if parameter.required else []
    if parameter.python != parameter.wire:
        keywords.append(_keyword("python", parameter.python))
    is_default = parameter.style == default_style(parameter.location)
    explode = parameter.explode != explodes(parameter.style)
    is_plain = is_default and not parameter.allow_reserved and not parameter.content
    if (
        is_plain
        and parameter.location == "query"
        and not explode
        and _is_list(parameter.type, models)
    ):
        keywords.append(
            Keyword(identifier("encode"), Code(scope.own("_runtime.repeated", "repeated")))
        )
    elif not (is_plain and _single(parameter.type, models, or_null=parameter.location != "path")):
        keywords.append(Keyword(identifier("encode"), Code(scope.own("_runtime.styles", "styled"))))
        if not is_default:
            keywords.append(_keyword("style", parameter.style))
        if explode:
            keywords.append(_keyword("explode", parameter.explode))
        if parameter.allow_reserved:
            keywords.append(_keyword("allow_reserved", True))
        if parameter.content:
            keywords.append(_keyword("content", parameter.content))
        if encodings := [_encoding(each, scope) for each in parameter.encodings]:
            keywords.append(Keyword(identifier("encodings"), literal(tuple(encodings))))
    if parameter.generated:
        made = Code(scope.own("_runtime.idempotency", "new_key"))
        keywords.append(Keyword(identifier("make"), made))
    return ParameterCall(
        string_literal(parameter.wire),
        string_literal(parameter.location),
        thunk(annotations.checked_body(parameter.type), scope),
        keywords,
    )


def _single(kind: Type, models: Mapping[str, Model], *, or_null: bool = False) -> bool:
    """Whether a value of the type is one scalar, which needs no style; `or_null`, which sends
    nothing.
    """
    match kind:
        case Scalar(name):
            return name != "none" or or_null
        case Const(values):
            return None not in values or or_null
        case Nullable(inner):
            return or_null and _single(inner, models)
        case Bounded(inner):
            return _single(inner, models, or_null=or_null)
        case Named(name):
            return isinstance(models[name], EnumModel)
        case _:
            return False


def _is_list(kind: Type, models: Mapping[str, Model]) -> bool:
    """Whether a value of the type is a list of scalars, or null, which sends nothing."""
    match kind:
        case Array(item):
            return _single(item, models, or_null=True)
        case Nullable(inner) | Bounded(inner):
            return _is_list(inner, models)
        case _:
            return False


def _media(media: MediaType, scope: Scope, annotations: Annotations, *, request: bool) -> MediaCall:
    keywords = []
    if request and (encode := _encode(media, scope, annotations)) is not None:
        keywords.append(Keyword(identifier("encode"), Code(encode)))
        if encodings := [_encoding(part, scope) for part in media.encodings]:
            keywords.append(Keyword(identifier("encodings"), literal(tuple(encodings))))
    if not request and media.kind in _DECODERS:
        decode = scope.own("_runtime.parts", _DECODERS[media.kind])
        keywords.append(Keyword(identifier("decode"), Code(decode)))
    is_made = media.kind in ("lines", "parts") or (not request and media.kind == "multipart")
    kind = "binary" if is_made else media.kind  # which the encoder makes of it
    return MediaCall(
        string_literal(media.content_type),
        string_literal(kind),
        thunk(annotations.checked_body(media.type), scope),
        keywords,
    )


def _encode(media: MediaType, scope: Scope, annotations: Annotations) -> str | None:
    """What makes the content of a request body, where that is not the JSON or the text of its
    value.
    """
    if is_range(media.content_type):
        return scope.own("_runtime.ranges", "ranged")
    if media.kind == "parts" and (told := _of_parts(media, scope, annotations)):
        maker = scope.own("_runtime.sent_parts", "containing" if len(told) > 1 else "requiring")
        return f"{maker}({', '.join(each.text for each in told)})"
    if media.kind == "multipart" and (made := _form_with_more(media, scope)):
        return made
    if media.kind in _ENCODERS:
        return scope.own(_ENCODERS[media.kind], media.kind)
    if media.kind == "json" and _is_encoded(media.type, annotations.models):
        return scope.own("_runtime.octets", "encoded")
    return None


def _is_encoded(kind: Type, models: Mapping[str, Model]) -> bool:
    """Whether a value of the type may be text that stands for octets."""
    again = partial(_is_encoded, models=models)
    match kind:
        case Scalar(name):
            return name in ENCODED
        case Nullable(inner) | Bounded(inner):
            return again(inner)
        case OneOf(members):
            return any(map(again, members))
        case Named(name):
            return isinstance(model := models[name], AliasModel) and again(model.type)
        case _:
            return False


def _inside(media: MediaType, scope: Scope, annotations: Annotations) -> Code:
    """What the runtime is told of the parts of a part."""
    given = [string_literal(media.content_type).text, '"binary"']
    given.append(thunk(annotations.checked_body(media.type), scope).text)
    if encodings := [_encoding(part, scope) for part in media.encodings]:
        given.append(f"encodings={literal(tuple(encodings)).text}")
    called = Code(f"{scope.own('_runtime.operation', 'Media')}({', '.join(given)})")
    arguments = [called, *_of_parts(media, scope, annotations)]
    made = ", ".join(each.text for each in arguments)
    return Code(f"{scope.own('_runtime.sent_parts', 'Inside')}({made})")


def _of_parts(media: MediaType, scope: Scope, annotations: Annotations) -> list[Code]:
    """The headers that parts must have, and what those hold that have parts, by their places."""
    needed = _needed(media)
    is_needed = any(needed.values())  # a place that needs none does not need those of every other
    inside = {
        part.wire: _inside(part.inner, scope, annotations)
        for part in media.encodings
        if part.inner is not None
    }
    required = literal(needed if is_needed else {})
    return [required, literal(inside)] if inside else [required] if is_needed else []


def _form_with_more(media: MediaType, scope: Scope) -> str | None:
    """The encoder of a form whose parts have headers that their sender chooses, or parts."""
    made = None
    if any(part.free for part in media.encodings):
        needed = {wire: names for wire, names in _needed(media).items() if names}
        made = f"{scope.own('_runtime.part_headers', 'with_headers')}({literal(needed).text})"
    inner = {each.wire: each.inner.content_type for each in media.encodings if each.inner}
    if not inner:
        return made
    given = ", ".join([literal(inner).text, *([made] if made else [])])
    return f"{scope.own('_runtime.inner_forms', 'with_inner')}({given})"


def _needed(media: MediaType) -> dict[str, tuple[str, ...]]:
    return {
        part.wire: tuple(header.wire for header in part.free if header.required)
        for part in media.encodings
    }


def _encoding(part: PartEncoding, scope: Scope) -> Code:
    parts = [string_literal(part.wire).text]
    for name in ("content_type", "style"):
        if (value := getattr(part, name)) is not None:
            parts.append(f"{name}={string_literal(value).text}")
    if not part.explode:
        parts.append("explode=False")
    parts += [f"{name}=True" for name in ("allow_reserved", "each") if getattr(part, name)]
    if part.headers:
        parts.append(f"headers={literal(part.headers).text}")
    return Code(f"{scope.own('_runtime.operation', 'Encoding')}({', '.join(parts)})")
