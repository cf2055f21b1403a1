"""The bodies of requests and responses: whether there is one, its media types, what it holds."""

from __future__ import annotations

from dataclasses import replace

from generator.vendor_docs.comparison import keywords
from generator.vendor_docs.comparison.ambiguous import settled
from generator.vendor_docs.comparison.context import Context
from generator.vendor_docs.comparison.values import compare_value
from generator.vendor_docs.differences import Mismatch, Where
from generator.vendor_docs.facts import Body, Response
from generator.vendor_docs.schema_variants import Message

_REQUEST = Where("request")


def compare_request(context: Context) -> None:
    body, message = context.seen.request, context.operation.request
    if message is None:
        if body is not None:
            mismatch = Mismatch.missing("body", keywords.type_label(body.as_field()))
            context.differs(_REQUEST, mismatch, (), body)
    elif body is None:
        if context.complete:
            mismatch = Mismatch.extra("body", ", ".join(message.content))
            context.differs(_REQUEST, mismatch, message.objects)
    else:
        if context.observed and body.required and not message.required:
            mismatch = Mismatch.flag("required", True, False)
            context.differs(_REQUEST, mismatch, message.objects, body)
        _compare_body(context, body, message, _REQUEST)


def compare_response_body(
    context: Context, answer: Response, message: Message, where: Where
) -> None:
    if answer.body is not None:
        _compare_body(context, answer.body, message, where)
    elif message.content and context.complete:
        mismatch = Mismatch.extra("body", ", ".join(message.content))
        context.differs(where, mismatch, message.objects, answer)


def _compare_body(context: Context, body: Body, message: Message, where: Where) -> None:
    fact = body.as_field()
    held = tuple(pointer for pointer, _ in message.content.values())
    context.note_value(where, fact, (*message.objects, *held))
    names = _compare_media_types(context, body, message, where)
    places = tuple(message.content[name][1] for name in names if message.content[name][1])
    if places:
        fact = replace(fact, fields=settled(fact.fields, context, places))
        objects = tuple(message.content[name][0] for name in names)
        compare_value(context, fact, places, objects, where, None)
        return
    is_described = fact.type is not None or bool(fact.fields)
    if is_described and not keywords.is_file(fact):  # a file may have no schema (OpenAPI 3.1)
        shown = ", ".join(message.content) or None
        mismatch = Mismatch.of("body", keywords.type_label(fact), shown)
        context.differs(where, mismatch, message.objects, body)


def _compare_media_types(context: Context, body: Body, message: Message, where: Where) -> list[str]:
    """Compares media types; gives those of the document that hold what the facts describe."""
    known = {_normalised(name): name for name in message.content}
    if body.content_type is None or not known.keys() - {"*/*"}:
        return list(message.content)
    listed = [_normalised(name) for name in (body.content_type, *body.other_content_types)]
    pointers = {name: message.content[known[name]][0] for name in known}
    for name in filter(known.__contains__, listed):
        context.collector.precedence.note_media_type(context.seen, pointers[name])
    lacking = [name for name in listed if name not in known]
    beyond = [name for name in known if name not in listed]
    match lacking, beyond:
        case [theirs], [ours]:
            mismatch = Mismatch.different("media type", theirs, known[ours])
            context.differs(where, mismatch, (pointers[ours],), body)
        case _:
            for theirs in lacking:
                mismatch = Mismatch.missing("media type", theirs)
                context.differs(where, mismatch, message.objects, body)
            for ours in beyond if context.complete else ():
                mismatch = Mismatch.extra("media type", known[ours])
                context.differs(where, mismatch, (pointers[ours],), body)
    described = listed[:1] if listed[0] in known else beyond
    return [known[name] for name in described] or list(message.content)


def _normalised(media_type: str) -> str:
    return media_type.lower().replace(" ", "")
