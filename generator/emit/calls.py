"""A call of an operation with the document's examples: what the emitted tests make and the README
shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Body,
    Bounded,
    Field,
    JsonValue,
    Map,
    MediaType,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Parameter,
    Part,
    Scalar,
    Type,
)
from generator.document.media_types import member_of
from generator.document.specification import JSON, OCTETS, TEXT
from generator.emit.code import Code, bytes_literal, identifier, literal
from generator.emit.expectations import (
    form_may_be_refused,
    header_value,
    may_be_refused,
    query_pairs,
)
from generator.emit.fits import Fits
from generator.emit.parts import given_parts, given_properties, has_required_headers
from generator.emit.samples import Samples, UnmakeableError
from templates.runtime.media_types import is_range, is_text, label_within

_VALUES = (JSON, TEXT)
_OBJECTS = ("json", "form", "multipart", "parts")
_BY_VALUE = (*_VALUES, OCTETS)  # labels that follow from what is given


class Call(NamedTuple):
    """One call: the method as an attribute path from `client`, its arguments, and what they stand
    for on the wire.

    `media` is that of the body as it is sent: a range has become one media type, and a kind that
    follows from what is given."""

    method: Code
    arguments: Mapping[str, Code]
    parameters: Sequence[tuple[Parameter, JsonValue]]
    media: MediaType | None
    payload: JsonValue | bytes


def example_call(operation: Operation, samples: Samples, *, typed: bool = False) -> Call:
    """The call of an operation with the first example of everything; `typed`, as type checkers want
    it: moments are no text.

    Raises:
        UnmakeableError: no value fits a required parameter or the body.
    """
    chosen = _parameters(operation, samples)
    stream, given_here = operation.stream, chosen
    if stream is not None and not stream.plain:  # which sets what asks for it
        given_here = [
            (each, value)
            for each, value in chosen
            if each.python != stream.parameter or each.required
        ]
    media = operation.body.media_types[0] if operation.body else None
    given = {
        parameter.python: _written(parameter.type, value, samples, typed)
        for parameter, value in given_here
    }
    payload: JsonValue | bytes = None
    if operation.body and media:
        arguments, payload = _body(operation, operation.body, media, samples, typed=typed)
        given |= arguments
        declared, (media, payload) = media, _as_sent(media, payload)
        keyword, is_open = operation.body.content_type_keyword, is_range(declared.content_type)
        if keyword and (
            media.content_type not in _BY_VALUE
            if is_open
            else _is_to_be_named(operation.body, declared)
        ):
            given[keyword] = literal(media.content_type)
    method = ".".join(
        identifier(name).text for name in ("client", *operation.resource, operation.function)
    )
    return Call(Code(method), given, chosen, media, payload)


def _is_to_be_named(body: Body, media: MediaType) -> bool:
    """Whether a value of a media type may be taken for one of another that holds something else."""
    return (
        media.kind in _OBJECTS
        and len({each.type for each in body.media_types if each.kind in _OBJECTS}) > 1
    )


def keywords(arguments: Mapping[str, Code]) -> list[Code]:
    """The arguments as a call has them: `name=value`."""
    return [Code(f"{identifier(name).text}={value.text}") for name, value in arguments.items()]


def in_view(method: Code, view: str) -> Code:
    """A method in another way: `client.pets.with_raw_response.list`."""
    path, _, function = method.text.rpartition(".")
    return Code(f"{path}.{view}.{function}")


def with_parameters(call: Call, operation: Operation, values: Mapping[str, Any]) -> Call:
    """The call with other values, or further ones, of parameters by their names in Python."""
    given = {each.python: value for each, value in call.parameters} | dict(values)
    parameters = [
        (each, given[each.python]) for each in operation.parameters if each.python in given
    ]
    return call._replace(parameters=parameters)


def _parameters(operation: Operation, samples: Samples) -> list[tuple[Parameter, JsonValue]]:
    """The parameters that the call gives: those that are required, and those whose spelling on the
    wire is beyond doubt.
    """
    groups = operation.exactly_one_of
    wanted = set(groups[0]) if groups else set()
    refused = {name for group in groups for name in group} - wanted
    chosen: list[tuple[Parameter, JsonValue]] = []
    for parameter in operation.parameters:
        needed = parameter.required or parameter.python in wanted
        if parameter.python in refused:
            continue
        if operation.stream is not None and operation.stream.parameter == parameter.python:
            if needed or not operation.stream.plain:
                chosen.append((parameter, not operation.stream.plain))
            continue
        try:
            value = samples.of_parameter(parameter)
        except UnmakeableError:
            if needed:
                raise
            continue
        fits = Fits(samples.models, sent=True)(parameter.type, value)
        if needed and not fits:
            raise UnmakeableError(f"no value is known that {parameter.wire} takes")
        if needed and may_be_refused(parameter, value):
            raise UnmakeableError(f"there may be no way to write the example of {parameter.wire}")
        if needed or (fits and _is_plain(parameter, value)):
            chosen.append((parameter, value))
    return chosen


def _is_plain(parameter: Parameter, value: JsonValue) -> bool:
    match parameter.location:
        case "query":
            return query_pairs(parameter, value) is not None
        case "header":
            return header_value(parameter, value) is not None
        case _:
            return False


def _body(
    operation: Operation, body: Body, media: MediaType, samples: Samples, *, typed: bool
) -> tuple[dict[str, Code], JsonValue | bytes]:
    """The arguments that give the body, and the body."""
    if media.kind == "binary":
        return {body.python: bytes_literal(b"content")}, b"content"
    if media.kind == "text" and media.type == Scalar("str"):
        return {body.python: literal("text")}, b"text"
    value = samples.fitted(media.type, samples.of_media_type(media))
    value, asking = _asked(operation, value)
    fits = Fits(samples.models, sent=True)
    if not fits(media.type, asking):
        raise UnmakeableError("no value is known that the body takes")
    whole = value if fits(media.type, value) else asking
    if media.kind in ("form", "multipart") and form_may_be_refused(media, value):
        raise UnmakeableError("there may be no way to write the example of the form")
    if media.kind == "parts":
        make = partial(_argument, samples=samples, typed=typed)
        return {body.python: given_parts(media, whole, samples, make)}, asking
    if media.kind == "multipart" and has_required_headers(media) and isinstance(value, dict):
        fields = {field.wire: field for field in body.fields or () if not field.read_only}
        given = given_properties(
            media,
            {
                name: _argument(
                    fields[name].type if name in fields else Anything(), item, samples, typed=typed
                )
                for name, item in value.items()
            },
        )
        if given and given.keys() <= fields.keys():  # type checkers know of a `Part` in keywords
            return {fields[name].python: code for name, code in given.items()}, asking
        return {body.python: literal(given)}, asking
    spread = _spread(body, value, samples, typed=typed) if media.kind == "json" else None
    if spread is not None:
        return spread, asking
    given = {body.python: _argument(media.type, whole, samples, typed=typed)}
    is_text = media.kind == "text" and isinstance(media.type, Scalar)
    return given, asking.encode() if is_text and isinstance(asking, str) else asking


def _asked(operation: Operation, value: JsonValue) -> tuple[JsonValue, JsonValue]:
    """A body as a caller gives it, who does not say whether to answer with a stream; and as it is
    sent by the method, which does.
    """
    stream = operation.stream
    if stream is None or stream.condition is None or not isinstance(value, dict):
        return value, value
    if stream.parameter:
        return value, value
    name, asking = stream.condition
    plain = {key: item for key, item in value.items() if key != name}
    if not stream.plain:
        return plain, plain | {name: asking}
    return plain, plain | ({name: False} if stream.required else {})


def _as_sent(media: MediaType, payload: JsonValue | bytes) -> tuple[MediaType, JsonValue | bytes]:
    """The media type that the body goes out in, which is one within a range, and its content: a
    value of JSON, or octets.
    """
    if not is_range(media.content_type):
        is_value = media.kind == "text" and not isinstance(payload, bytes)
        return (replace(media, kind="json") if is_value else media), payload
    label = member_of(media.content_type)
    if isinstance(payload, bytes):
        return replace(media, content_type=label), payload
    wishes = _VALUES[::-1] if isinstance(payload, str) else _VALUES
    label = label_within([media.content_type], *wishes) or label
    if isinstance(payload, str) and is_text(label):
        return replace(media, content_type=label, kind="text"), payload.encode(
            "utf-8", "surrogatepass"
        )
    return replace(media, content_type=label, kind="json"), payload


def _spread(
    body: Body, value: JsonValue, samples: Samples, *, typed: bool
) -> dict[str, Code] | None:
    """The body's fields as keywords, where the value has no others."""
    if body.fields is None or not isinstance(value, dict) or not value:
        return None
    fields: Mapping[str, Field] = {
        field.wire: field for field in body.fields if not field.read_only
    }
    if not value.keys() <= fields.keys():
        return None
    return {
        fields[key].python: _written(fields[key].type, item, samples, typed)
        for key, item in value.items()
    }


def _written(kind: Type, value: JsonValue, samples: Samples, typed: bool) -> Code:
    return _argument(kind, value, samples, typed=True) if typed else literal(value)


def _moment(name: str, text: str) -> Code:
    """A date, or a date and time, of its text; what Python does not read as one stays text."""
    try:
        (datetime if name == "datetime" else date).fromisoformat(text)
    except ValueError:
        return literal(text)
    return Code(f"{name}.fromisoformat({literal(text).text})")


def _argument(kind: Type, value: JsonValue, samples: Samples, *, typed: bool) -> Code:
    """The value as an argument: text is bytes where the type says so, and a moment where it is
    `typed`.
    """
    again = partial(_argument, samples=samples, typed=typed)
    match kind, value:
        case Scalar("datetime" | "date" as name), str() if typed:
            return _moment(name, value)
        case OneOf(members), _:
            fits = Fits(samples.models, sent=True)
            return again(
                next((member for member in members if fits(member, value)), Anything()), value
            )
        case Scalar("bytes"), str():
            return bytes_literal(value.encode("utf-8", "surrogatepass"))
        case Named(name), _:
            model = samples.models[name]
            if isinstance(model, AliasModel):
                return again(model.type, value)
            if isinstance(model, ObjectModel) and isinstance(value, dict):
                kinds = {field.wire: field.type for field in model.fields}
                return literal(
                    {
                        key: again(kinds[key], item) if key in kinds else item
                        for key, item in value.items()
                    }
                )
            return literal(value)
        case ((Nullable(inner) | Bounded(inner) | Part(inner)), _):
            return again(inner, value)
        case Array(inner), list():
            return literal([again(inner, item) for item in value])
        case Map(inner), dict():
            return literal({key: again(inner, item) for key, item in value.items()})
        case _:
            return literal(value)
