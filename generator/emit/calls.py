"""A call of an operation with the document's examples: what the emitted tests make and the README
shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from generator.api.model import (
    AliasModel,
    Anything,
    Array,
    Body,
    Bounded,
    JsonValue,
    Map,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Parameter,
    Part,
    Scalar,
    Stream,
    Type,
)
from generator.document.media_types import member_of
from generator.document.specification import JSON, OCTETS, TEXT
from generator.emit.code import Code, bytes_literal, called, dotted, identifier, literal
from generator.emit.expectations import (
    form_may_be_refused,
    header_value,
    may_be_refused,
    query_pairs,
)
from generator.emit.fits import Fits
from generator.emit.parts import given_parts, given_properties, has_required_headers
from generator.emit.samples import Samples, UnmakeableError
from generator.records import record
from templates.runtime.media_types import is_range, is_text, label_within

_VALUES = (JSON, TEXT)
_OBJECTS = ("json", "form", "multipart", "parts")
_BY_VALUE = (*_VALUES, OCTETS)  # labels that follow from what is given
_ANY = Anything()


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
    write, stream, body = _Writer(samples.models, typed), operation.returned_stream, operation.body
    chosen = _parameters(operation, samples)
    set_here = None if stream is None else stream.parameter
    given = {
        parameter.python: write.as_given(parameter.type, value)
        for parameter, value in chosen
        if parameter.required or parameter.python != set_here
    }
    method = dotted(".".join(("client", *operation.resource, operation.function)))
    if body is None:
        return Call(method, given, chosen, None, None)
    declared = body.media_types[0]
    arguments, payload = _body(operation, body, declared, samples, write)
    given |= arguments
    media, payload = _as_sent(declared, payload)
    if body.content_type_keyword and _is_to_be_named(body, declared, media.content_type):
        given[body.content_type_keyword] = literal(media.content_type)
    return Call(method, given, chosen, media, payload)


def _is_to_be_named(body: Body, declared: MediaType, label: str) -> bool:
    """Whether a value may be taken for one of another media type than it is sent in: its label is
    not what follows from it, or it is of an object that others hold otherwise.
    """
    if is_range(declared.content_type):
        return label not in _BY_VALUE
    objects = {each.type for each in body.media_types if each.kind in _OBJECTS}
    return declared.kind in _OBJECTS and len(objects) > 1


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
    wire is beyond doubt. Of alternatives (`x-exactly-one-of`) the first is given.

    The one that asks for a stream is true where there is no other answer. Beside another one, which
    is what the method returns, it is false, and left out unless it is required."""
    wanted, *others = operation.exactly_one_of or ((),)
    refused = set(chain.from_iterable(others)).difference(wanted)
    chosen: list[tuple[Parameter, JsonValue]] = []
    stream = operation.stream
    for parameter in operation.parameters:
        needed = parameter.required or parameter.python in wanted
        if parameter.python in refused:
            continue
        if stream is not None and stream.parameter == parameter.python:
            if needed or not stream.plain:
                chosen.append((parameter, not stream.plain))
            continue
        try:
            chosen.append((parameter, _value(parameter, samples, needed=needed)))
        except UnmakeableError:
            if needed:
                raise
    return chosen


def _value(parameter: Parameter, samples: Samples, *, needed: bool) -> JsonValue:
    """The value of a parameter; of one that is not `needed`, where its spelling is beyond doubt.

    Raises:
        UnmakeableError: there is none.
    """
    value = samples.of_parameter(parameter)
    fits = Fits(samples.models, sent=True)
    if not fits(parameter.type, value):
        raise UnmakeableError(fits.why_not(parameter.type, value, parameter.wire))
    is_unsure = may_be_refused(parameter, value) if needed else not _is_plain(parameter, value)
    if is_unsure:
        raise UnmakeableError(f"there may be no way to write the example of {parameter.wire}")
    return value


def _is_plain(parameter: Parameter, value: JsonValue) -> bool:
    match parameter.location:
        case "query":
            return query_pairs(parameter, value) is not None
        case "header":
            return header_value(parameter, value) is not None
        case _:
            return False


def _body(
    operation: Operation, body: Body, media: MediaType, samples: Samples, write: _Writer
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
        raise UnmakeableError(fits.why_not(media.type, asking, "the body"))
    if media.kind in ("form", "multipart"):
        _refuse_form(media, value)
    whole = value if fits(media.type, value) else asking
    match media.kind, value:
        case "parts", _:
            return {body.python: given_parts(media, whole, samples, write.argument)}, asking
        case "multipart", dict() if has_required_headers(media):
            return _form_with_headers(body, media, value, write), asking
        case "json", dict() if (spread := _spread(body, value, write)) is not None:
            return spread, asking
        case "text", str():
            return {body.python: write.argument(media.type, whole)}, value.encode()
        case _:
            return {body.python: write.argument(media.type, whole)}, asking


def _refuse_form(media: MediaType, value: JsonValue) -> None:
    """Raises `UnmakeableError` for a form that no request has."""
    if form_may_be_refused(media, value):
        raise UnmakeableError("there may be no way to write the example of the form")


def _form_with_headers(
    body: Body, media: MediaType, value: Mapping[str, JsonValue], write: _Writer
) -> dict[str, Code]:
    """A form some of whose parts are a `Part`, of which type checkers know in keywords."""
    fields = {field.wire: field for field in body.sent_fields}
    kinds = {field.wire: field.type for field in body.sent_fields}
    values = {name: write.argument(kinds.get(name, _ANY), item) for name, item in value.items()}
    given = given_properties(media, values)
    if given and given.keys() <= fields.keys():
        return {fields[name].python: code for name, code in given.items()}
    return {body.python: literal(given)}


def _asked(operation: Operation, value: JsonValue) -> tuple[JsonValue, JsonValue]:
    """A body as a caller gives it, who does not say whether to answer with a stream; and as it is
    sent by the method, which does: `{"q": "a"}` and `{"q": "a", "stream": True}`. Where the stream
    has a view, the method asks for the other answer, by false if something has to be said.
    """
    match operation.stream, value:
        case Stream(condition=(name, asking), parameter=None) as stream, dict():
            plain = {key: item for key, item in value.items() if key != name}
        case _:
            return value, value
    if not stream.plain:
        return plain, plain | {name: asking}
    return plain, plain | ({name: False} if stream.required else {})


def _as_sent(media: MediaType, payload: JsonValue | bytes) -> tuple[MediaType, JsonValue | bytes]:
    """The media type that the body goes out in, which is one within a range, and its content: a
    value of JSON, or octets. Of `*/*`, a text goes out as `text/plain`, another value as
    `application/json`, octets as what the range says of any.
    """
    if not is_range(media.content_type):
        is_value = media.kind == "text" and not isinstance(payload, bytes)
        return (replace(media, kind="json") if is_value else media), payload
    label = member_of(media.content_type)
    match payload:
        case bytes():
            return replace(media, content_type=label), payload
        case str():
            label = label_within([media.content_type], *_VALUES[::-1]) or label
            if is_text(label):
                octets = payload.encode("utf-8", "surrogatepass")
                return replace(media, content_type=label, kind="text"), octets
        case _:
            label = label_within([media.content_type], *_VALUES) or label
    return replace(media, content_type=label, kind="json"), payload


def _spread(body: Body, value: Mapping[str, JsonValue], write: _Writer) -> dict[str, Code] | None:
    """The body's fields as keywords, where the value has no others."""
    fields = {field.wire: field for field in body.sent_fields}
    if not value or not value.keys() <= fields.keys():
        return None
    return {
        fields[key].python: write.as_given(fields[key].type, item) for key, item in value.items()
    }


def _moment(name: str, text: str) -> Code:
    """A date, or a date and time, of its text; what Python does not read as one stays text."""
    try:
        (datetime if name == "datetime" else date).fromisoformat(text)
    except ValueError:
        return literal(text)
    return called(f"{name}.fromisoformat", text)


@record(frozen=True, slots=True)
class _Writer:
    """Writes values as arguments; `typed`, as type checkers want them."""

    models: Mapping[str, Model]
    typed: bool

    def as_given(self, kind: Type, value: JsonValue) -> Code:
        """A value as a keyword, which takes texts as they are."""
        return self.argument(kind, value) if self.typed else literal(value)

    def argument(self, kind: Type, value: JsonValue) -> Code:
        """A value as the source text of an argument: text is bytes where the type says so, and a
        moment (`datetime.fromisoformat("…")`) where it is `typed`.
        """
        match kind, value:
            case Scalar("datetime" | "date" as name), str() if self.typed:
                return _moment(name, value)
            case Scalar("bytes"), str():
                return bytes_literal(value.encode("utf-8", "surrogatepass"))
            case OneOf(members), _:
                fits = Fits(self.models, sent=True)
                fitting = (member for member in members if fits(member, value))
                return self.argument(next(fitting, _ANY), value)
            case Named(name), _:
                return self._of_model(self.models[name], value)
            case ((Nullable(inner) | Bounded(inner) | Part(inner)), _):
                return self.argument(inner, value)
            case Array(inner), list():
                return literal([self.argument(inner, item) for item in value])
            case Map(inner), dict():
                return literal({key: self.argument(inner, item) for key, item in value.items()})
            case _:
                return literal(value)

    def _of_model(self, model: Model, value: JsonValue) -> Code:
        """A value of a model: an object is a dict, with each field as an argument has it."""
        match model, value:
            case AliasModel(type=kind), _:
                return self.argument(kind, value)
            case ObjectModel(fields=fields), dict():
                kinds = {field.wire: field.type for field in fields}
                return literal(
                    {key: self.argument(kinds.get(key, _ANY), item) for key, item in value.items()}
                )
            case _:
                return literal(value)
