"""`operations.json`: the surface of a package, for programs; in document order, an operation a
line."""

from __future__ import annotations

import json
from typing import Any

from generator.api.annotations import Annotations
from generator.api.model import Api, Follow, HeadersClass, Operation, Representations
from generator.emit import chosen_formats, programs
from generator.emit.credentials import flows_entry
from generator.emit.event_streams import stream_entry
from generator.emit.operation_specifications import has_binary_answer
from generator.emit.paging import paging_entry
from generator.emit.parts import parts_entry
from generator.emit.polling import polling_entry
from generator.emit.retries import retries_entry
from generator.emit.security import own_security_entry, security_entry
from generator.emit.servers import own_servers_entry, servers_entry
from generator.emit.webhooks import webhooks_entry


def operations_json(api: Api) -> str:
    """The machine-readable index of the surface, in document order, an operation a line."""
    about = {
        "client": api.client,
        "async_client": api.async_client,
        "construct": {
            "base_url": "base_url",
            "http_client": "http_client",
            "credentials": [
                {"scheme": c.scheme, "python": c.python, "env": c.env} | flows_entry(c.flows)
                for c in api.credentials
            ],
            **security_entry(api),
            **servers_entry(api.servers),
        },
    }
    usual = security_entry(api).get("security")
    listed = [
        _operation_entry(each) | ({} if usual is None else own_security_entry(each, usual))
        for each in api.operations
    ]
    if chosen_formats.used(api):
        annotations = Annotations.of(api)
        about |= chosen_formats.model_types(api, annotations)
        listed = [
            chosen_formats.with_types(entry, each, annotations)
            for entry, each in zip(listed, api.operations, strict=True)
        ]
    if api.programs:
        about |= programs.of_the_package(api)
        listed = [*map(programs.with_schemas, listed, api.operations)]
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in about.items()]
    lines += [programs.definitions_json(api)] if api.programs else []
    entries = ",\n  ".join(map(json.dumps, listed))
    operations = f'"operations": [\n  {entries}\n ]' if entries else '"operations": []'
    webhooks = [f'"webhooks": {json.dumps(webhooks_entry(api))}'] if api.webhooks else []
    return "{\n " + ",\n ".join([*lines, operations, *webhooks]) + "\n}\n"


def _operation_entry(operation: Operation) -> dict[str, Any]:
    """The entry of an operation in `operations.json`. The keys up to `body` are always there, any
    other where there is something to say.
    """
    body = operation.body
    return {
        "operation_id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "resource": list(operation.resource),
        "function": operation.function,
        "parameters": [
            {"wire": p.wire, "in": p.location, "python": p.python, "required": p.required}
            | ({"generated": True} if p.generated else {})
            for p in operation.parameters
        ],
        "exactly_one_of": [list(group) for group in operation.exactly_one_of],
        "body": None
        if body is None
        else {
            "python": body.python,
            "fields": None
            if body.fields is None
            else {field.wire: field.python for field in body.sent_fields},
            "required": body.required,
            "content_types": [media.content_type for media in body.media_types],
            "content_type_keyword": body.content_type_keyword,
        },
    } | (
        _accept_entry(operation.representations)
        | _follow_entry(operation.follow)
        | paging_entry(operation.paging)
        | _headers_entry(operation.headers)
        | ({"download": True} if has_binary_answer(operation) else {})
        | stream_entry(operation.stream)
        | parts_entry(operation)
        | polling_entry(operation)
        | retries_entry(operation.retry_policy)
        | own_servers_entry(operation)
    )


def _accept_entry(offered: Representations | None) -> dict[str, Any]:
    """What a caller may ask for by which keyword, where there is a choice."""
    return (
        {}
        if offered is None
        else {"accept": {"python": offered.python, "content_types": list(offered.content_types)}}
    )


def _headers_entry(headers: HeadersClass | None) -> dict[str, Any]:
    """What reads the documented headers of responses, where there are any: by their names on the
    wire.
    """
    if headers is None:
        return {}
    names = {field.wire: field.python for field in headers.fields}
    return {"response_headers": {"class": headers.name, "headers": names}}


def _follow_entry(follow: Follow | None) -> dict[str, Any]:
    """How the list is followed, where it is: parameters by their Python names, properties by those
    on the wire.
    """
    if follow is None:
        return {}
    entry = {
        "function": follow.function,
        "renamed": dict(follow.renamed),
        "from": follow.start,
        "to": follow.end,
        "order": dict(follow.order),
        "id": follow.id,
        "time": follow.time,
        "items": follow.items,
        "lag": follow.lag,
        "window": follow.window,
        "limit": follow.limit if follow.limit_by is None else follow.limit_by,
    }
    return {"follow": entry}
