"""Answers that are streams: their items, and what extensions say of them.

    x-sdk: {stream: {condition: stream, terminator: "[DONE]", errors: [error]}}
    x-fern-streaming: {format: sse, stream-condition: $request.stream, terminator: "[DONE]",
                       response: {…}, response-stream: {…}}        (or $request.query.stream)
    x-speakeasy-stream-request-field: stream
    x-speakeasy-sse-sentinel: "[DONE]"       (of a media type, too)

`condition` is the field of the body that asks for the stream, else the query parameter,
`terminator` the data of its last event or its last line, `errors` are the names of events that say
that it failed. Of two that say the same the first counts. Fern's documents have a stream under the
label of JSON, and only say that it is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from generator.document.access import mapping, text
from generator.document.forms import ANY_TEXT, FLAG, OBJECT, Form, Misfit, listed, misfits, one_of
from generator.document.instances import Instances
from generator.document.media_types import is_sequence
from generator.document.parts import part_schemas
from generator.document.pointer import escape
from generator.document.schema.composition import Resolver, conjunction
from generator.document.sequences import ItemSchema, item_schema, own_item_schema
from generator.document.specification import EVENT_STREAM, JSON, successes
from templates.runtime.media_types import is_json

FERN = "x-fern-streaming"
REQUEST_FIELD = "x-speakeasy-stream-request-field"
SENTINEL = "x-speakeasy-sse-sentinel"
_OF_REQUEST = "$request."
_OF_QUERY = "query."


class Streamed(NamedTuple):
    """A media type of a success that is a stream, its pointer, the schema of its items, and the
    data of its last event, where the document says that it has one.
    """

    media_type: str
    pointer: str
    item: ItemSchema
    sentinel: str | None = None


_Body: TypeAlias = tuple[str, dict[str, Any], str]
"""A media type, what it says, and its pointer."""


# --- the items ------------------------------------------------------------------------------------


def streamed(document: Resolver, operation: Mapping[str, Any], pointer: str) -> list[Streamed]:
    """The streams that an operation, which stands at `pointer`, may answer with: by the labels of
    its media types, by what Fern's extension says of them, or part by part.
    """
    bodies = list(_bodies(document, operation, pointer))
    said = said_of_stream(operation)
    found = [
        Streamed(content_type, at, item, _sentinel(document, media, item))
        for content_type, media, at in bodies
        if (item := item_schema(document, content_type, media, at)) is not None
    ]
    if "response-stream" in said:
        # the schema of an item, beside that of the answer that is no stream (`response`)
        item = ItemSchema(said["response-stream"], f"{pointer}/{FERN}/response-stream")
        place = found[0].pointer if found else item.pointer
        answers = successes(mapping(operation.get("responses")))
        return [Streamed(_label(found, said), place, item)] if answers else []
    if found:
        return found
    return _of_json(bodies, said["format"]) if "format" in said else _multipart(document, bodies)


def _of_json(bodies: list[_Body], stream_format: str) -> list[Streamed]:
    """The stream that an answer under the label of JSON is, as `x-fern-streaming: true` says."""
    for content_type, media, at in bodies:
        if is_json(content_type) and "schema" in media:
            label = content_type if stream_format == "json" else EVENT_STREAM
            return [Streamed(label, at, ItemSchema(media["schema"], f"{at}/schema"))]
    return []


def _multipart(document: Resolver, bodies: list[_Body]) -> list[Streamed]:
    """The one media type of a success, where it is multipart and says what each part is."""
    content_type, media, at = bodies[0] if len(bodies) == 1 else ("", {}, "")
    item = own_item_schema(document, media, at)
    if item is None or part_schemas(document, content_type, media, at) is None:
        return []
    return [Streamed(content_type, at, item)]


def undescribed(
    document: Resolver, operation: Mapping[str, Any], pointer: str
) -> Iterator[tuple[str, str]]:
    """The media types of a success that are sequences of which nothing says what an item is, as
    `text/event-stream: {}`, and their pointers.
    """
    if "response-stream" in said_of_stream(operation):
        return
    for content_type, media, at in _bodies(document, operation, pointer):
        if is_sequence(content_type) and not _says_an_item(document, media, at):
            yield content_type, at


def _says_an_item(document: Resolver, media: dict[str, Any], at: str) -> bool:
    """Whether it has an `itemSchema` of its own, as since 3.2, or a `schema`."""
    return "schema" in media or own_item_schema(document, media, at) is not None


def _label(found: list[Streamed], said: Mapping[str, Any]) -> str:
    if found:
        return found[0].media_type
    return EVENT_STREAM if said.get("format") == "sse" else JSON


def _bodies(document: Resolver, operation: Mapping[str, Any], pointer: str) -> Iterator[_Body]:
    """The media types that a successful call may answer with."""
    answers = mapping(operation.get("responses"))
    for status in successes(answers):
        target, moved = document.resolve(answers[status])
        at = moved or f"{pointer}/responses/{escape(status)}"
        for content_type, reference in mapping(mapping(target).get("content")).items():
            media, moved = document.resolve(reference)
            yield content_type, mapping(media), moved or f"{at}/content/{escape(content_type)}"


def _sentinel(document: Resolver, media: Mapping[str, Any], item: ItemSchema) -> str | None:
    holders = (media, mapping(document.resolve(item.schema)[0]))
    return next(filter(None, (text(holder.get(SENTINEL)) for holder in holders)), None)


# --- what extensions say --------------------------------------------------------------------------


def is_never_true(
    document: Resolver, instances: Instances, operation: Mapping[str, Any], name: str
) -> bool:
    """Whether bodies of an operation's request have a property in which no schema takes true."""
    body, _ = document.resolve(operation.get("requestBody"))
    contents = mapping(mapping(body).get("content")).values()
    schemas = [mapping(document.resolve(each)[0]).get("schema") for each in contents]
    known = [schema for schema in schemas if _named(schema, name, document, alternatives=True)]
    return bool(known) and not any(_may_be_true(each, name, document, instances) for each in known)


def _may_be_true(schema: Any, name: str, document: Resolver, instances: Instances) -> bool:
    """Of what holds in any case each takes it, and of what may hold one does."""
    held = _named(schema, name, document, alternatives=False)
    possible = _named(schema, name, document, alternatives=True)
    return all(instances.valid(each, True) for each in held) and any(
        instances.valid(each, True) for each in possible
    )


def _named(schema: Any, name: str, document: Resolver, *, alternatives: bool) -> list[Any]:
    """The schemas of a property."""
    parts = conjunction(schema, document, alternatives=alternatives)
    found = [mapping(part.get("properties")) for part in parts]
    return [each[name] for each in found if name in each]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


_TEXT = Form("a text", _is_text, ANY_TEXT)
_SCHEMA = Form("a schema", lambda value: isinstance(value, dict), OBJECT)
OWN: dict[str, Form] = {
    "condition": Form("the name of a field of the request", _is_text, ANY_TEXT),
    "terminator": _TEXT,
    "errors": Form(
        "a list of names of events",
        lambda value: isinstance(value, list) and all(map(_is_text, value)),
        listed(ANY_TEXT),
    ),
}
_FERN: dict[str, Form] = {
    "format": Form(
        "`sse` or `json`", lambda value: value in ("sse", "json"), one_of(("sse", "json"))
    ),
    "stream-condition": Form(
        f"`{_OF_REQUEST}` and the name of a field or, behind `query.`, of a parameter",
        lambda value: _is_text(value) and value.startswith(_OF_REQUEST),
        {"type": "string", "pattern": r"^\$request\."},
    ),
    "terminator": _TEXT,
    "stream-description": _TEXT,
    "response": _SCHEMA,
    "response-stream": _SCHEMA,
    "resumable": Form("true or false", lambda value: isinstance(value, bool), FLAG),
}


def stream_faults(operation: Mapping[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the form of what an operation says of its stream. `where` of each begins
    with the extension: `/x-sdk/stream/condition`.
    """
    sdk = mapping(operation.get("x-sdk"))
    if "stream" in sdk:
        yield from misfits(sdk["stream"], "`stream` of `x-sdk`", OWN, "/x-sdk/stream")
    if not isinstance(operation.get(FERN, True), bool):  # `true` says that it is a stream
        yield from misfits(operation[FERN], f"`{FERN}`", _FERN, f"/{FERN}")
    for key in (REQUEST_FIELD, SENTINEL):
        if key in operation and not _is_text(operation[key]):
            yield Misfit(f"`{key}` is not a text", f"/{key}")


def said_of_stream(operation: Mapping[str, Any]) -> dict[str, Any]:
    """What an operation says of its stream, by the keys of `x-sdk.stream` and of Fern:
    `{"condition": "stream", "terminator": "[DONE]"}`. What has not the form that it needs has no
    effect.
    """
    wrong = {fault.where.split("/")[1] for fault in stream_faults(operation)}
    right = {key: operation[key] for key in operation.keys() - wrong}
    fern = right.get(FERN)
    found = {"format": "json"} if fern is True else dict(mapping(fern))
    if "stream-condition" in found:  # `$request.stream`, or `$request.query.stream`
        place = found.pop("stream-condition").removeprefix(_OF_REQUEST)
        found["condition"] = place.removeprefix(_OF_QUERY)
    for key, name in ((REQUEST_FIELD, "condition"), (SENTINEL, "terminator")):
        if key in right:
            found.setdefault(name, right[key])
    return found | mapping(mapping(right.get("x-sdk")).get("stream"))
