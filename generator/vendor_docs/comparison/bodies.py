"""The bodies of requests and responses: whether there is one, its media types, what it holds."""

from __future__ import annotations

from dataclasses import replace

from generator.vendor_docs.comparison import keywords
from generator.vendor_docs.comparison.ambiguous import settled
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.values import compare_value
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import Body, Field, Response, without
from generator.vendor_docs.schema_variants import MediaType, Message

_REQUEST = Where("request")


def compare_request(context: Context) -> None:
    """Whether there is a body, whether it is required, and what it holds. No page says of a body
    that it is required: that a request without one is refused, only an observation shows."""
    match context.seen.request, context.operation.request:
        case Body() as body, None:
            context.missing(_REQUEST, "body", keywords.type_label(body.as_field()), body)
        case None, Message() as message:
            context.extra(_REQUEST, "body", ", ".join(message.content), message.objects)
        case Body() as body, Message() as message:
            if context.observed and body.required and not message.required:
                mismatch = Mismatch.flag("required", True, False)
                context.differs(_REQUEST, mismatch, message.objects, body)
            _compare_body(context, body, message, _REQUEST)


def compare_response_body(
    context: Context, answer: Response, message: Message, where: Where
) -> None:
    if answer.body is not None:
        _compare_body(context, answer.body, message, where)
    elif message.content:
        context.extra(where, "body", ", ".join(message.content), message.objects, answer)


def _compare_body(context: Context, body: Body, message: Message, where: Where) -> None:
    """The media types of a body, then its value against the schemas of those that the facts
    describe: of all where that cannot be told."""
    fact = body.as_field()
    every = list(message.content.values())
    pointers = tuple(media.pointer for media in every)
    context.note_value(where, fact, (*message.objects, *pointers))
    described = _compare_media_types(context, body, message, where) or every
    places = tuple(media.schema for media in described if media.schema)
    if places:
        fact = replace(fact, fields=settled(fact.fields, context, places))
        objects = tuple(media.pointer for media in described)
        compare_value(context, fact, places, objects, where, None)
    elif _needs_schema(fact):
        shown = ", ".join(message.content) or None
        mismatch = Mismatch.of("body", keywords.type_label(fact), shown)
        context.differs(where, mismatch, message.objects, body)


def _needs_schema(fact: Field) -> bool:
    """Whether a body was seen that only a schema can describe; a file may have none (OpenAPI
    3.1)."""
    return bool(fact.types or fact.fields) and not keywords.is_file(fact)


def _compare_media_types(
    context: Context, body: Body, message: Message, where: Where
) -> list[MediaType]:
    """Compares media types; gives those of the document that hold what the facts describe: `[]`
    where the page names none, or the document says any (`*/*`)."""
    known = {_normalised(each.name): each for each in message.content.values()}
    listed = list(map(_normalised, body.content_types))
    if body.content_type is None or known.keys() <= {"*/*"}:
        return []
    lacking, beyond = without(listed, known), without(known, listed)
    for name in without(known, beyond):
        context.collector.precedence.note_media_type(context.seen, known[name].pointer)
    match lacking, beyond:
        case [theirs], [ours]:
            mismatch = Mismatch.different("media type", theirs, known[ours].name)
            context.differs(where, mismatch, (known[ours].pointer,), body)
        case _:
            for theirs in lacking:
                context.missing(where, "media type", theirs, body, message.objects)
            for ours in beyond:
                context.extra(where, "media type", known[ours].name, (known[ours].pointer,), body)
    return [known[name] for name in (listed[:1] if listed[0] in known else beyond)]


def _normalised(media_type: str) -> str:
    return media_type.lower().replace(" ", "")
