"""README.md and pyproject.toml of the emitted package, and the reference beside them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar, cast

from jinja2 import BaseLoader, Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, Body, Follow, HeadersClass, Operation, Polling, Scalar
from generator.emit import chosen_formats
from generator.emit.calls import keywords
from generator.emit.client import documented_errors
from generator.emit.code import Code, dotted, identifier, join, literal
from generator.emit.coverage import coverage
from generator.emit.credentials import tokens_shown, what_it_is
from generator.emit.losses import losses_by_operation, lost_kinds
from generator.emit.namespaces import namespace_of
from generator.emit.operation_specifications import has_binary_answer
from generator.emit.parts import PART, has_required_headers, parts_docs
from generator.emit.programs import command_line, extras, model_context
from generator.emit.reference import emit_reference
from generator.emit.reference.places import places
from generator.emit.reference.words import prose
from generator.emit.samples import Samples
from generator.emit.server_lists import relative_path, server_settings
from generator.emit.shown_calls import Shown, ShownCalls, imports_of_moments
from generator.emit.templates import render
from generator.emit.typed_dicts import has_inputs
from generator.emit.webhook_docs import webhook_docs

_TRACING = "docs/tracing.py"
_T = TypeVar("_T")


class StreamsShown(NamedTuple):
    """What the README says of streams: a program that reads one, whether there are views of them,
    server-sent events, and bodies of JSON Lines.
    """

    events: Code | None
    has_views: bool
    has_events: bool
    sends_lines: bool


def emit_docs(api: Api, environment: Environment) -> dict[str, str]:
    """The files at the root of the tree, and the folder of the reference: path -> text."""
    annotations = Annotations.of(api)
    samples = Samples(annotations.models)
    calls = ShownCalls(samples)
    names = {
        "package": dotted(api.package),
        "whole_package": dotted(api.whole_package),
        "namespace": identifier(namespace_of(api)) if api.shares_runtime else None,
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
    }
    example = _quick_start(api, calls)
    lost = losses_by_operation(api.losses)
    where = places(api)
    kinds = lost_kinds(api.losses)
    with_bodies = [operation.body for operation in api.operations if operation.body]
    bodies = [media for body in with_bodies for media in body.media_types]
    return {
        "README.md": render(
            environment,
            "docs/README.md.jinja",
            **names,
            title=api.title,
            description=api.description,
            about=prose(api.description),
            left_out=api.left_out,
            api_version=api.api_version,
            distribution=api.distribution,
            **_of_example(api, example, environment),
            samples=[
                (sample.label, Code(where.link(where.method(operation), "")))
                for operation in api.operations
                for sample in operation.samples
            ],
            streamed=_shown(api, calls, _is_list_of_get, _reading_items),
            batched=_shown(api, calls, _list_sent, _in_batches),
            followed=_followed(api, calls),
            streams=_streams(api, calls),
            command_line=command_line(api),
            mcp=model_context(api),
            follow_lags=_lags(api),
            paged=_paged(api, calls),
            follows_urls=any(
                each.paging.kind in ("next-url", "link") for each in api.operations if each.paging
            ),
            webhooks=webhook_docs(api, annotations, lost),
            waited=_shown(api, calls, lambda each: next(iter(each.polling), None), _waiting),
            response_headers=_shown(
                api, calls, lambda each: each.headers, _reading_header, "response_headers"
            ),
            download=_shown(api, calls, _is_download, _downloading),
            downloads=any(map(has_binary_answer, api.operations)),
            has_inputs=has_inputs(api),
            parts=parts_docs(api),
            in_parts=_in_parts(api, calls),
            formats=chosen_formats.used(api),
            has_uploads=any(media.kind in ("binary", "multipart") for media in bodies),
            has_choices=any(
                len({media.type for media in body.media_types}) > 1 for body in with_bodies
            ),
            has_resources=bool(api.resources),
            has_policies=any(each.retry_policy is not None for each in api.operations),
            has_keys=bool(_keyed(api)),
            keyed=_keyed(api),
            covered=coverage(api) is not None,
            credentials=[
                (identifier(c.python), c.env, what_it_is(c), c.kind == "basic")
                for c in api.credentials
            ],
            tokens=tokens_shown(api.credentials),
            base_url=api.base_url,
            server_settings=server_settings(api.servers),
            relative_path=relative_path(api.servers),
            base_url_env=f"{api.env_prefix}_BASE_URL",
            test_url_env=f"{api.env_prefix}_TEST_BASE_URL",
            test_ca_env=f"{api.env_prefix}_TEST_CA_FILE",
            arguments=[
                _placeholder(credential.python, credential.kind) for credential in api.credentials
            ],
            lost=list(dict.fromkeys(loss.what for loss in api.losses if not loss.operations)),
            lost_kinds=[kind.kind for kind in kinds],
        ),
        "pyproject.toml": render(
            environment,
            "docs/pyproject.toml.jinja",
            folder=api.package.replace(".", "/"),
            distribution=api.distribution,
            version=api.version,
            summary=f"Client of {api.title}",
            extras=extras(api),
        ),
        **emit_reference(api, environment, annotations, calls, lost, where),
    }


def _keyed(api: Api) -> str:
    """A call with an idempotency key of the caller's, where there is a method that takes one."""
    found = (
        f"{operation.function}(…, {parameter.python}=…)"
        for operation in api.operations
        for parameter in operation.parameters
        if parameter.generated
    )
    return next(found, "")


def _quick_start(api: Api, calls: ShownCalls) -> Shown | None:
    """A real call of an operation: of those that are known best and have the most to show, the
    first that can be made.
    """
    plain = [each for each in api.operations if each.returned_stream is None]
    return calls.first(sorted(plain, key=_worth_showing, reverse=True))


def _program(api: Api, lines: Sequence[str], *more: str, logging: bool = False) -> Code:
    """A whole program with `lines` inside of `with`, to be formatted with the rest. It imports
    `more`, names of the package.
    """
    package, client = dotted(api.package).text, identifier(api.client).text
    more = (*more, "Part") if any(map(PART.search, lines)) else more
    standard = imports_of_moments(lines)
    own = [f"from {package} import {', '.join((client, *more))}"]
    setup = []
    if logging:
        whole = dotted(api.whole_package).text
        standard = ["import logging", *standard]
        own = [f"import {whole}", *own]
        setup = [
            "logging.basicConfig()",
            f"logging.getLogger({whole}.__name__).setLevel(logging.INFO)",
        ]
    imports = [*standard, *([""] if standard else []), *own, ""]
    inside = (f"    {line}" for line in lines)
    return Code("\n".join([*imports, *setup, f"with {client}() as client:", *inside]))


def _assigned(shown: Shown) -> list[str]:
    return [f"result = {shown.call()}", "print(result)"] if shown.returns else [shown.call()]


def _in_parts(api: Api, calls: ShownCalls) -> Code | None:
    """A call whose body has parts without names, and whose result is not a stream."""
    sending = [each for each in api.operations if each.stream is None and each.sent_media_types]
    fitting = [each for each in sending if each.sent_media_types[0].kind == "parts"]
    headed = [each for each in fitting if has_required_headers(each.sent_media_types[0])]
    shown = _shortest(headed or fitting, calls)
    return None if shown is None else _program(api, _assigned(shown))


def _shortest(operations: Iterable[Operation], calls: ShownCalls) -> Shown | None:
    """The shortest call that can be made; one that returns a list goes before all others."""
    return min(calls.all(operations), key=_brevity, default=None)


def _brevity(shown: Shown) -> tuple[bool, bool, int]:
    operation = shown.operation
    return operation.deprecated, not operation.is_list, len(shown.call())


def _tracing(api: Api, call: str, environment: Environment) -> Code:
    """The program that traces calls, whose source stands in the templates, with hooks of the
    package.
    """
    source, _, _ = cast("BaseLoader", environment.loader).get_source(environment, _TRACING)
    package, client = dotted(api.package).text, identifier(api.client).text
    own = source.replace(
        "from templates.runtime.hooks import ", f"from {package} import {client}, "
    )
    hooks = "on_request=begin, on_response=end, on_error=end"
    return Code(f"{own}\n\nwith {client}({hooks}) as client:\n    {call}")


def _shown(
    api: Api,
    calls: ShownCalls,
    part: Callable[[Operation], _T | None],
    lines: Callable[[Shown, _T], list[str]],
    *more: str,
) -> Code | None:
    """A program by the shortest call of an operation that has a `part`, which imports `more`."""
    shown = _shortest(filter(part, api.operations), calls)
    found = None if shown is None else part(shown.operation)
    if shown is None or found is None:
        return None
    return _program(api, lines(shown, found), *more)


def _is_list_of_get(operation: Operation) -> bool:
    return operation.is_list and operation.method == "GET"


def _reading_items(shown: Shown, _is_list: bool) -> list[str]:
    return [f"for item in {shown.call('.with_streamed_items')}:", "    print(item)"]


def _reading_header(shown: Shown, read: HeadersClass) -> list[str]:
    return [
        f"raw = {shown.call('.with_raw_response')}",
        f"headers = response_headers.{identifier(read.name).text}(raw)",
        f"print(headers.{identifier(read.fields[0].python).text})",
    ]


def _is_download(operation: Operation) -> bool:
    return operation.result == Scalar("bytes")


def _downloading(shown: Shown, _is_binary: bool) -> list[str]:
    call = shown.call(".with_streaming_response")
    return [f"with {call} as response:", '    response.write_to("answer", progress=True)']


def _streams(api: Api, calls: ShownCalls) -> StreamsShown:
    """How streams are read, shown by the shortest call, and how JSON Lines are sent. One of
    server-sent events is shown before others: there is more to say of it.
    """
    streams = [each for each in api.operations if each.stream is not None]
    of_events = list(filter(_has_events, streams))
    shown = _shortest(of_events, calls) or _shortest(streams, calls)
    sent = chain.from_iterable(each.sent_media_types for each in api.operations)
    return StreamsShown(
        events=None if shown is None else _program(api, _reading(shown)),
        has_views=any(each.viewed_stream for each in streams),
        has_events=bool(of_events),
        sends_lines="lines" in {media.kind for media in sent},
    )


def _has_events(operation: Operation) -> bool:
    return operation.stream is not None and operation.stream.items == "sse"


def _reading(shown: Shown) -> list[str]:
    view = ".with_streamed_events" if shown.operation.viewed_stream else ""
    is_of_events = _has_events(shown.operation)
    name, printed = ("event", "event.event, event.data") if is_of_events else ("item", "item")
    return [
        f"with {shown.call(view)} as {name}s:",
        f"    for {name} in {name}s:",
        f"        print({printed})",
    ]


def _list_sent(operation: Operation) -> Body | None:
    return operation.body if operation.body is not None and operation.body.is_list else None


def _in_batches(shown: Shown, body: Body) -> list[str]:
    size = min(100, body.max_items or 100)
    view = f'.in_batches({size}, workers=4, progress=True, journal="job.jsonl")'
    told = ["for outcome in report:", "    print(outcome.index, outcome.status, outcome.error)"]
    return [f"report = {shown.call(view)}", *told]


def _followed(api: Api, calls: ShownCalls) -> Code | None:
    """A program that follows events."""
    program = _shown(api, calls, lambda each: each.follow, _following)
    return program and Code(f"from datetime import timedelta\n\n{program.text}")


def _following(shown: Shown, follow: Follow) -> list[str]:
    needed, body = _required(shown.operation), shown.operation.body
    needed |= set(() if body is None else body.arguments)
    needed -= {follow.start, follow.end, *dict(follow.order)}
    kept = shown._replace(arguments=_only(needed, shown))
    options = 'since=timedelta(days=1), every=300, cursor="cursor.json"'
    call = _beside(kept, follow.function, follow.renamed, options)
    return [f"for event in {call}:", "    print(event)"]


def _paged(api: Api, calls: ShownCalls) -> Code | None:
    """A loop over all items, by the shortest call, from the first page on."""
    shown = calls.all(each for each in api.operations if each.paging)
    first = min(map(_with_needed, shown), key=_brevity, default=None)
    if first is None:
        return None
    return _program(api, [f"for item in {first.call()}:", "    print(item)"])


def _with_needed(shown: Shown) -> Shown:
    """The call with no other arguments than those that it cannot be without."""
    body, needed = shown.operation.body, _required(shown.operation)
    if body is not None and body.required:
        needed |= {*body.arguments}
    return shown._replace(arguments=_only(needed, shown))


def _required(operation: Operation) -> set[str]:
    return {parameter.python for parameter in operation.parameters if parameter.required}


def _only(needed: Container[str], shown: Shown) -> dict[str, Code]:
    """Those of the arguments that are shown which are needed."""
    return {name: value for name, value in shown.arguments.items() if name in needed}


def _waiting(shown: Shown, polling: Polling) -> list[str]:
    kept = shown._replace(arguments=_only(_required(shown.operation), shown))
    call = _beside(kept, polling.function, polling.renamed, "timeout=600, progress=True")
    return [f"result = {call}", "print(result)"]


def _beside(shown: Shown, function: str, renamed: Iterable[tuple[str, str]], options: str) -> str:
    """The call of a method beside that of an operation, which has some arguments under other names,
    and `options` of its own.
    """
    names = dict(renamed)
    given = {names.get(name, name): value for name, value in shown.arguments.items()}
    owner = dotted(".".join(("client", *shown.operation.resource))).text
    arguments = join(", ", [*keywords(given), Code(options)]).text
    return f"{owner}.{identifier(function).text}({arguments})"


def _lags(api: Api) -> str:
    return " or ".join(
        dict.fromkeys(str(operation.follow.lag) for operation in api.operations if operation.follow)
    )


def _of_example(api: Api, shown: Shown | None, environment: Environment) -> dict[str, Code | None]:
    """The programs around one call, if there is one."""
    if shown is None:
        return dict.fromkeys(("example", "raw", "errors", "logging", "tracing"))
    error = _first_error(api.operations).text
    return {
        "example": _program(api, _assigned(shown)),
        "raw": _program(api, _raw(shown)),
        "errors": _program(api, _caught(shown, error), error, "StatusError", "TransportError"),
        "logging": _program(api, [shown.call()], logging=True),
        "tracing": _tracing(api, shown.call(), environment),
    }


def _raw(shown: Shown) -> list[str]:
    lines = [
        f"response = {shown.call('.with_raw_response')}",
        "print(response.status_code, response.request_id)",
    ]
    return [*lines, *["result = response.parse()"] * shown.returns]


def _caught(shown: Shown, error: str) -> list[str]:
    return [
        "try:",
        f"    {shown.call()}",
        f"except {error} as error:",
        "    print(error.body)",
        "except StatusError as error:",
        "    print(error.status_code, error.request_id)",
        "except TransportError:",
        '    print("no complete response arrived")',
    ]


def _worth_showing(operation: Operation) -> tuple[bool, ...]:
    seen = operation.evidence
    known = seen is None or (seen.request == "complete" and seen.response == "complete")
    return (
        not operation.deprecated,
        known,
        operation.body is not None,
        operation.result != Scalar("none"),
    )


def _placeholder(name: str, kind: str) -> Code:
    whole = "Digest …" if kind == "authorization" else "anything"
    value = ("user", "password") if kind == "basic" else whole
    return Code(f"{identifier(name).text}={literal(value).text}")


def _first_error(operations: Sequence[Operation]) -> Code:
    documented = chain.from_iterable(map(documented_errors, operations))
    exact = (cls for _, cls in documented if cls != "StatusError")
    return identifier(next(exact, "NotFoundError"))
