"""What the runtime is told of an operation: the arguments of its `Operation(…)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import (
    Array,
    Body,
    Bounded,
    Const,
    EnumModel,
    MediaType,
    Model,
    Named,
    Nullable,
    Operation,
    Parameter,
    Response,
    Scalar,
    Type,
)
from generator.api.streaming import media_types
from generator.api.type_walk import unwrapped
from generator.document.specification import default_style, explodes
from generator.emit.annotations import Scope, signature, thunk
from generator.emit.body_encoders import encoder, printed_encodings
from generator.emit.code import Code, given, identifier, literal, string_literal, url_path
from generator.emit.docstrings import Shared, failures, successes
from generator.emit.retries import printed_retry
from generator.emit.security import alternatives
from generator.emit.server_lists import server_list

_DECODERS = {"multipart": "named_parts", "parts": "listed_parts"}


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


def specification(
    operation: Operation, constant: Code, scope: Scope, annotations: Annotations, known: Shared
) -> Specification:
    """The `Operation(…)`, under the name of a `constant`. `known` is of `docstrings.shared`."""
    body, success = operation.body, operation.success
    cls = (
        scope.own("_runtime.downloads", "DownloadOperation")
        if has_binary_answer(operation)
        else scope.own("_runtime.operation", "Operation")
    )
    security, usual = alternatives(operation, known.obtained), known.security
    return Specification(
        constant=constant,
        cls=Code(cls),
        result=signature(annotations.result(operation), scope),
        id=string_literal(operation.id),
        method=string_literal(operation.method),
        path=url_path(operation.path),
        parameters=[
            _parameter(parameter, scope, annotations) for parameter in operation.parameters
        ],
        body=[_sent(media, scope, annotations) for media in operation.sent_media_types],
        body_keywords=[] if body is None else _body_keywords(body, scope),
        responses=[
            (
                string_literal(response.status),
                [_received(media, scope, annotations) for media in response.media_types],
            )
            for response in _told_apart(operation)
        ],
        keywords=_keywords(
            retry=printed_retry(operation, scope),
            security=None if usual in (None, security) else literal(security),
            exactly_one_of=_alternatives(operation.exactly_one_of, scope),
            server=_server(operation, scope),
            success=None
            if success is None
            else scope.call("_runtime.operation", "Success", success.property, success.values),
        ),
    )


def _server(operation: Operation, scope: Scope) -> Code | None:
    """What is called instead of the server of the client."""
    if operation.servers:
        return server_list(operation.servers, scope)
    return None if operation.server is None else literal(operation.server)


def _alternatives(groups: Sequence[Sequence[str]], scope: Scope) -> Code | None:
    return scope.call("_runtime.alternatives", "exactly_one_of", *groups) if groups else None


def _body_keywords(body: Body, scope: Scope) -> list[Keyword]:
    keyword = body.content_type_keyword
    return _keywords(
        required=body.required,
        python=None if body.python == "request" else body.python,
        keyword=None if keyword == "content_type" else keyword,
        max_items=body.max_items if body.is_list else None,
        several=_choice_of_media(body, scope),
    )


def _choice_of_media(body: Body, scope: Scope) -> Code | None:
    """What chooses the media type of a call, where there are several."""
    if len(body.media_types) == 1:
        return None
    if any(media.kind == "multipart" for media in body.media_types):
        return Code(scope.own("_runtime.file_media", "FileMedia"))
    return Code(scope.own("_runtime.several_media", "SeveralMedia"))


def has_binary_answer(operation: Operation) -> bool:
    """Whether a success may be binary, which can be written to a file as it arrives."""
    return any(media.kind == "binary" for media in media_types(successes(operation)))


def _told_apart(operation: Operation) -> list[Response]:
    """The responses whose bodies the runtime has to know: an error without one is read as one that
    is not documented is, unless a wider status (`4XX`, `default`) would be taken for it."""
    failed = failures(operation)
    is_wide = any(response.media_types and not response.status.isdigit() for response in failed)
    return [
        each for each in operation.responses if each.media_types or is_wide or each not in failed
    ]


def _keywords(**values: object) -> list[Keyword]:
    """Those that are `given`, in their order."""
    return [Keyword(identifier(name), value) for name, value in given(values).items()]


def _parameter(parameter: Parameter, scope: Scope, annotations: Annotations) -> ParameterCall:
    """`Parameter("limit", "query", lambda: int)`, with what differs from the usual behind it."""
    new_key = Code(scope.own("_runtime.idempotency", "new_key")) if parameter.generated else None
    return ParameterCall(
        string_literal(parameter.wire),
        string_literal(parameter.location),
        thunk(annotations.checked_body(parameter.type), scope),
        _keywords(
            required=parameter.required,
            python=None if parameter.python == parameter.wire else parameter.python,
            **_style(parameter, scope, annotations.models),
            make=new_key,
        ),
    )


def _style(parameter: Parameter, scope: Scope, models: Mapping[str, Model]) -> dict[str, object]:
    """What writes the values of a parameter, and what it has to know: nothing writes one scalar,
    `repeated` a list as `id=1&id=2`, `styled` whatever else a style may ask for.
    """
    usual, usual_explode = default_style(parameter.location), explodes(parameter.style)
    explode = None if parameter.explode == usual_explode else literal(parameter.explode)
    style = None if parameter.style == usual else parameter.style
    if not (style or parameter.allow_reserved or parameter.content):
        if _single(parameter.type, models, or_null=parameter.location != "path"):
            return {}
        is_usual_query = parameter.location == "query" and explode is None
        if is_usual_query and _is_list(parameter.type, models):
            return {"encode": Code(scope.own("_runtime.repeated", "repeated"))}
    return {
        "encode": Code(scope.own("_runtime.styles", "styled")),
        "style": style,
        "explode": explode,
        "allow_reserved": parameter.allow_reserved,
        "content": parameter.content,
        "encodings": printed_encodings(parameter.encodings, scope),
    }


def _single(kind: Type, models: Mapping[str, Model], *, or_null: bool = False) -> bool:
    """Whether a value of the type is one scalar, which needs no style; `or_null`, which sends
    nothing. A path has no place for nothing, so what may be null needs a style there.
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
    plain = unwrapped(kind)
    return isinstance(plain, Array) and _single(plain.item, models, or_null=True)


def _sent(media: MediaType, scope: Scope, annotations: Annotations) -> MediaCall:
    """A body that is sent: lines and parts are octets, which their encoder makes."""
    return _media(
        media,
        "binary" if media.kind in ("lines", "parts") else media.kind,
        thunk(annotations.checked_body(media.type), scope),
        encode=encoder(media, scope, annotations),
        encodings=printed_encodings(media.encodings, scope),
    )


def _received(media: MediaType, scope: Scope, annotations: Annotations) -> MediaCall:
    """A body that is received: parts are read from octets."""
    decoder = _DECODERS.get(media.kind)
    return _media(
        media,
        "binary" if decoder or media.kind == "lines" else media.kind,
        thunk(annotations.checked_body(media.type), scope),
        decode=None if decoder is None else Code(scope.own("_runtime.parts", decoder)),
    )


def _media(media: MediaType, kind: str, annotation: Code, **keywords: object) -> MediaCall:
    return MediaCall(
        string_literal(media.content_type),
        string_literal(kind),
        annotation,
        _keywords(**keywords),
    )
