"""README.md, api.md and pyproject.toml of the emitted package."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from jinja2 import BaseLoader, Environment

from generator.api.annotations import Annotations
from generator.api.losses import named
from generator.api.model import Api, Follow, Loss, Operation, Representations, Resource, Scalar
from generator.api.rules import RULES
from generator.emit import chosen_formats
from generator.emit.annotations import Scope, signature
from generator.emit.call_docs import call_sentences, shared_calls
from generator.emit.calls import example_call, keywords
from generator.emit.client import documented_errors, has_inputs, walk
from generator.emit.code import Code, dotted, identifier, join, literal
from generator.emit.coverage import coverage
from generator.emit.credentials import tokens_shown
from generator.emit.docstrings import (
    accept_description,
    deprecation,
    evidence_sentence,
    method_name,
    pages_sentence,
    replacements,
)
from generator.emit.event_streams import result_of, stream_signature
from generator.emit.operations import has_binary_answer
from generator.emit.paging import paged_method
from generator.emit.parts import PART, has_required_headers, parts_docs
from generator.emit.polling import wait_signature
from generator.emit.programs import command_line, extras, model_context
from generator.emit.sample_tests import is_python
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.security import needed
from generator.emit.server_lists import relative_path, server_settings
from generator.emit.templates import render
from generator.emit.webhooks import webhook_docs

_MOMENTS = re.compile(r"\b(date|datetime)\.fromisoformat\(")
_SHOWN = 4
_TRACING = "docs/tracing.py"
_LOST = 8  # losses that an entry names; one that shares many schemas has as many as they


class Entry(NamedTuple):
    """A method in the index of the surface."""

    signature: Code
    summary: str
    request: str
    evidence: str
    note: str
    pages: Sequence[str]
    deprecated: str
    accept: str
    paged: str
    follow: Code | None
    stream: Code | None
    waits: Sequence[Code]
    lost: Sequence[str]
    headers: str
    calls: Sequence[str]
    needs: str


class StreamsShown(NamedTuple):
    """What the README says of streams: a program that reads one, whether there are views of them,
    server-sent events, and bodies of JSON Lines.
    """

    events: Code | None
    has_views: bool
    has_events: bool
    sends_lines: bool


class LostKind(NamedTuple):
    """Losses of one kind: each with the operations that have it, in words."""

    kind: str
    reason: str
    remedy: str
    losses: Sequence[tuple[str, str]]


class Group(NamedTuple):
    """The methods of a resource, or of the client itself."""

    title: str
    description: str
    entries: Sequence[Entry]


def emit_docs(api: Api, environment: Environment) -> dict[str, str]:
    """The three files at the root of the tree: path -> text."""
    annotations = Annotations.of(api)
    samples = Samples(annotations.models)
    names = {
        "package": dotted(api.package),
        "whole_package": dotted(api.whole_package),
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
    }
    example = _quick_start(api, samples)
    error = _first_error(api.operations)
    replaced_by = replacements(api.operations)
    own = [operation for operation in api.operations if not operation.resource]
    lost = _by_operation(api.losses)
    needs = {operation.pointer: needed(operation, api) for operation in api.operations}
    about = (annotations, replaced_by, lost, needs)
    groups = [
        Group("client", "", [_entry(operation, *about) for operation in own]),
        *(_group(resource, *about) for resource in walk(api.resources)),
    ]
    kinds = _lost_kinds(api.losses)
    with_bodies = [operation.body for operation in api.operations if operation.body]
    bodies = [media for body in with_bodies for media in body.media_types]
    return {
        "README.md": render(
            environment,
            "docs/README.md.jinja",
            **names,
            title=api.title,
            description=api.description,
            left_out=api.left_out,
            api_version=api.api_version,
            distribution=api.distribution,
            example=None if example is None else _program(api, _assigned(example)),
            samples=[
                (sample, "python" if is_python(sample.source) else "text")
                for operation in api.operations
                for sample in operation.samples
            ],
            streamed=_streamed(api, samples),
            batched=_batched(api, samples),
            followed=_followed(api, samples),
            streams=_streams(api, samples),
            command_line=command_line(api),
            mcp=model_context(api),
            follow_lags=_lags(api),
            paged=_paged(api, samples),
            follows_urls=any(
                each.paging.kind in ("next-url", "link") for each in api.operations if each.paging
            ),
            webhooks=webhook_docs(api, annotations, lost),
            waited=_waited(api, samples),
            raw=_raw(api, example),
            response_headers=_response_headers(api, samples),
            download=_download(api, samples),
            downloads=any(map(has_binary_answer, api.operations)),
            errors=_caught(api, example, error),
            logging=None if example is None else _program(api, [example.call()], logging=True),
            tracing=None if example is None else _tracing(api, example.call(), environment),
            has_inputs=has_inputs(api),
            parts=parts_docs(api),
            in_parts=_in_parts(api, samples),
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
                (identifier(c.python), c.env, c.description.strip().split("\n\n")[0])
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
        "api.md": render(
            environment,
            "docs/api.md.jinja",
            **names,
            title=api.title,
            groups=[g for g in groups if g.entries],
            shared=shared_calls(api),
            streams=any(each.stream and not each.stream.plain for each in api.operations),
            webhooks=webhook_docs(api, annotations, lost),
            lost_kinds=kinds,
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
    }


def _keyed(api: Api) -> str:
    """A call with an idempotency key of the caller's, where there is a method that takes one."""
    for operation in api.operations:
        for parameter in operation.parameters:
            if parameter.generated:
                return f"{operation.function}(…, {parameter.python}=…)"
    return ""


def _by_operation(losses: Sequence[Loss]) -> dict[str, list[str]]:
    """What is not expressed of an operation, by its method and path: each once, in the order of the
    document.
    """
    found: dict[str, dict[str, None]] = {}
    for loss in losses:
        for label in loss.operations:
            found.setdefault(label, {})[loss.what] = None
    return {label: list(told) for label, told in found.items()}


def _lost_kinds(losses: Sequence[Loss]) -> list[LostKind]:
    """The losses by their rule, what is said alike told once with all of its operations."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for loss in losses:
        found.setdefault(loss.code, {}).setdefault(loss.what, {}).update(
            dict.fromkeys(loss.operations)
        )
    rules = {rule.code: rule for rule in RULES}
    kinds = []
    for code in sorted(found):
        told = [(what, named(list(labels))) for what, labels in found[code].items()]
        kinds.append(LostKind(rules[code].loss, rules[code].reason, rules[code].remedy, told))
    return kinds


def _at_operation(told: Sequence[str]) -> list[str]:
    if len(told) <= _LOST:
        return list(told)
    return [*told[:_LOST], f"{len(told) - _LOST} more, which stand below"]


def _group(
    resource: Resource,
    annotations: Annotations,
    replaced_by: Mapping[str, str],
    lost: Mapping[str, Sequence[str]],
    needs: Mapping[str, str],
) -> Group:
    return Group(
        ".".join(("client", *resource.path)),
        resource.description,
        [_entry(each, annotations, replaced_by, lost, needs) for each in resource.operations],
    )


def _entry(
    operation: Operation,
    annotations: Annotations,
    replaced_by: Mapping[str, str],
    lost: Mapping[str, Sequence[str]],
    needs: Mapping[str, str],
) -> Entry:
    scope = Scope("..")
    body = [operation.body.python] if operation.body else []
    path = [parameter.python for parameter in operation.parameters if parameter.location == "path"]
    named = [parameter.python for parameter in operation.parameters if parameter.location != "path"]
    fields = [field.python for field in (operation.body.fields or ())] if operation.body else []
    positional = [identifier(name) for name in (*path, *body)]
    keywords = [identifier(name) for name in (*named, *fields)]
    offered = operation.representations
    keywords += [identifier(offered.python)] if offered else []
    label = operation.body.content_type_keyword if operation.body else None
    keywords += [identifier(label)] if label else []
    arguments = [*positional, *([Code("*"), *keywords] if keywords else [])]
    method = dotted(method_name(operation))
    paged = paged_method(operation, scope, annotations)
    result = paged.result if paged else result_of(operation, annotations, scope)
    owner = dotted(".".join(("client", *operation.resource)))
    follow = operation.follow
    events = None if follow is None else signature(annotations.returned(follow.item), scope)
    return Entry(
        Code(f"{method.text}({join(', ', arguments).text}) -> {result.text}"),
        operation.summary,
        f"{operation.method} {operation.path}",
        evidence_sentence(operation.evidence),
        operation.evidence.note.strip().rstrip(".") if operation.evidence else "",
        operation.evidence.pages if operation.evidence else (),
        deprecation(operation, replaced_by),
        ""
        if offered is None
        else (
            f"`{offered.python}`: "
            f"{accept_description(operation, _results(offered, annotations, scope))}"
        ),
        pages_sentence(operation),
        None
        if follow is None or events is None
        else _follow_signature(follow, owner, [*path, *body], [*named, *fields], events),
        None
        if operation.stream is None or not operation.stream.plain
        else stream_signature(operation, arguments, annotations, scope),
        [
            wait_signature(
                each, owner.text, path, named, signature(annotations.returned(each.type), scope)
            )
            for each in operation.polling
        ],
        _at_operation(lost.get(f"{operation.method} {operation.path}", ())),
        _headers_of(operation),
        call_sentences(operation),
        needs[operation.pointer],
    )


def _headers_of(operation: Operation) -> str:
    """What reads the headers of the responses, and which."""
    read = operation.headers
    if read is None:
        return ""
    names = ", ".join(f"`{field.python}`" for field in read.fields)
    return f"Headers of the responses: `response_headers.{read.name}` has {names}."


def _follow_signature(
    follow: Follow, owner: Code, positional: Sequence[str], named: Sequence[str], event: Code
) -> Code:
    """The method that follows a list, with our own keywords
    before those of the list's own method.
    """
    renamed, set_here = dict(follow.renamed), {follow.start, follow.end, *dict(follow.order)}
    first = [identifier(renamed.get(name, name)) for name in positional]
    others = [identifier(renamed.get(name, name)) for name in named if name not in set_here]
    own = map(identifier, ("since", "until", "every", "cursor", "lag"))
    arguments = join(", ", [*first, Code("*"), *own, *others]).text
    return Code(
        f"{owner.text}.{identifier(follow.function).text}({arguments}) -> Iterator[{event.text}]"
    )


def _results(
    offered: Representations, annotations: Annotations, scope: Scope
) -> list[tuple[Sequence[str], str]]:
    return [
        (names, signature(annotations.returned(kind), scope).text)
        for names, kind in offered.results[1:]
    ]


class Shown(NamedTuple):
    """A call in an example: an operation with the arguments that are worth showing."""

    operation: Operation
    arguments: Mapping[str, Code]

    def call(self, view: str = "") -> str:
        """The expression; `view` is source text of ours between the resource and the method:
        `.with_raw_response`.
        """
        owner = dotted(".".join(("client", *self.operation.resource))).text
        inner = join(", ", keywords(self.arguments)).text
        return f"{owner}{view}.{identifier(self.operation.function).text}({inner})"

    @property
    def returns(self) -> bool:
        return self.operation.result != Scalar("none")


def _shown(operations: Iterable[Operation], samples: Samples) -> Shown | None:
    """The first call that can be made; of the deprecated ones, only if there are no others."""
    for operation in sorted(operations, key=lambda operation: operation.deprecated):
        with contextlib.suppress(UnmakeableError):
            call = example_call(operation, samples, typed=True)
            return Shown(operation, _enough(operation, call.arguments))
    return None


def _quick_start(api: Api, samples: Samples) -> Shown | None:
    """A real call of an operation: of those that are known best and have the most to show, the
    first that can be made.
    """
    plain = [each for each in api.operations if each.stream is None or each.stream.plain]
    return _shown(sorted(plain, key=_worth_showing, reverse=True), samples)


def _program(api: Api, lines: Sequence[str], *more: str, logging: bool = False) -> Code:
    """A whole program with `lines` inside of `with`, to be formatted with the rest. It imports
    `more`, names of the package.
    """
    package, client = dotted(api.package).text, identifier(api.client).text
    more = (*more, "Part") if any(map(PART.search, lines)) else more
    program = [f"from {package} import {', '.join((client, *more))}", ""]
    if moments := sorted({name for line in lines for name in _MOMENTS.findall(line)}):
        program = [f"from datetime import {', '.join(moments)}", "", *program]
    if logging:
        logger = f"logging.getLogger({dotted(api.whole_package).text}.__name__)"
        standard = ["import logging", *program[:-2]]
        program = [
            *(line for line in standard if line),
            "",
            f"import {dotted(api.whole_package).text}",
            *program[-2:],
            "logging.basicConfig()",
            f"{logger}.setLevel(logging.INFO)",
        ]
    return Code(
        "\n".join([*program, f"with {client}() as client:", *(f"    {line}" for line in lines)])
    )


def _assigned(shown: Shown) -> list[str]:
    return [f"result = {shown.call()}", "print(result)"] if shown.returns else [shown.call()]


def _in_parts(api: Api, samples: Samples) -> Code | None:
    """A call whose body has parts without names, and whose result is not a stream."""
    fitting = [
        each
        for each in api.operations
        if each.body and each.body.media_types[0].kind == "parts" and each.stream is None
    ]
    headed = [
        each for each in fitting if each.body and has_required_headers(each.body.media_types[0])
    ]
    shown = _shortest(headed or fitting, samples)
    return None if shown is None else _program(api, _assigned(shown))


def _shortest(operations: Iterable[Operation], samples: Samples) -> Shown | None:
    """The shortest call that can be made; one that returns a list goes before all others."""
    shown = [each for operation in operations if (each := _shown([operation], samples)) is not None]
    return min(shown, key=_brevity, default=None)


def _brevity(shown: Shown) -> tuple[bool, bool, int]:
    operation = shown.operation
    return operation.deprecated, not operation.is_list, len(shown.call())


def _streamed(api: Api, samples: Samples) -> Code | None:
    shown = _shortest(
        (each for each in api.operations if each.is_list and each.method == "GET"), samples
    )
    if shown is None:
        return None
    return _program(api, [f"for item in {shown.call('.with_streamed_items')}:", "    print(item)"])


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


def _response_headers(api: Api, samples: Samples) -> Code | None:
    """A program that reads a header, by the shortest call that has one."""
    shown = _shortest((each for each in api.operations if each.headers is not None), samples)
    if shown is None or (read := shown.operation.headers) is None:
        return None
    lines = [
        f"raw = {shown.call('.with_raw_response')}",
        f"headers = response_headers.{identifier(read.name).text}(raw)",
        f"print(headers.{identifier(read.fields[0].python).text})",
    ]
    return _program(api, lines, "response_headers")


def _download(api: Api, samples: Samples) -> Code | None:
    """A program that writes a binary answer to a file, by the shortest call that has one."""
    binary = Scalar("bytes")
    shown = _shortest((each for each in api.operations if each.result == binary), samples)
    if shown is None:
        return None
    call = shown.call(".with_streaming_response")
    lines = [f"with {call} as response:", '    response.write_to("answer", progress=True)']
    return _program(api, lines)


def _streams(api: Api, samples: Samples) -> StreamsShown:
    """How streams are read, shown by the shortest call, and how JSON Lines are sent."""
    streaming = [each for each in api.operations if each.stream is not None]
    of_events = [each for each in streaming if each.stream and each.stream.items == "sse"]
    shown = _shortest(of_events, samples) or _shortest(streaming, samples)
    streams = [each.stream for each in streaming if each.stream is not None]
    bodies = [each.body for each in api.operations if each.body is not None]
    return StreamsShown(
        None if shown is None else _program(api, _reading(shown)),
        any(each.plain for each in streams),
        any(each.items == "sse" for each in streams),
        any(media.kind == "lines" for body in bodies for media in body.media_types),
    )


def _reading(shown: Shown) -> list[str]:
    stream = shown.operation.stream
    view = ".with_streamed_events" if stream is not None and stream.plain else ""
    if stream is not None and stream.items == "sse":
        name, printed = "event", "event.event, event.data"
    else:
        name, printed = "item", "item"
    return [
        f"with {shown.call(view)} as {name}s:",
        f"    for {name} in {name}s:",
        f"        print({printed})",
    ]


def _batched(api: Api, samples: Samples) -> Code | None:
    shown = _shortest(
        (each for each in api.operations if each.body is not None and each.body.is_list), samples
    )
    if shown is None or shown.operation.body is None:
        return None
    size = min(100, shown.operation.body.max_items or 100)
    view = f'.in_batches({size}, workers=4, progress=True, journal="job.jsonl")'
    told = ["for outcome in report:", "    print(outcome.index, outcome.status, outcome.error)"]
    return _program(api, [f"report = {shown.call(view)}", *told])


def _followed(api: Api, samples: Samples) -> Code | None:
    """A program that follows events, by the shortest call."""
    shown = [
        each
        for operation in api.operations
        if operation.follow and (each := _shown([operation], samples)) is not None
    ]
    first = min(shown, key=_brevity, default=None)
    if first is None or (follow := first.operation.follow) is None:
        return None
    renamed = dict(follow.renamed)
    needed = {parameter.python for parameter in first.operation.parameters if parameter.required}
    body = first.operation.body
    needed |= (
        {body.python, *(field.python for field in body.fields or ())} if body is not None else set()
    )
    needed -= {follow.start, follow.end, *dict(follow.order)}
    given = keywords(
        {
            renamed.get(name, name): value
            for name, value in first.arguments.items()
            if name in needed
        }
    )
    owner = dotted(".".join(("client", *first.operation.resource))).text
    arguments = join(
        ", ", [*given, Code('since=timedelta(days=1), every=300, cursor="cursor.json"')]
    ).text
    loop = f"for event in {owner}.{identifier(follow.function).text}({arguments}):"
    return Code(
        "from datetime import timedelta\n\n" + _program(api, [loop, "    print(event)"]).text
    )


def _paged(api: Api, samples: Samples) -> Code | None:
    """A loop over all items, by the shortest call, from the first page on."""
    shown = [
        Shown(operation, {name: each.arguments[name] for name in _needed(operation, each)})
        for operation in api.operations
        if operation.paging and (each := _shown([operation], samples)) is not None
    ]
    first = min(shown, key=_brevity, default=None)
    if first is None:
        return None
    return _program(api, [f"for item in {first.call()}:", "    print(item)"])


def _needed(operation: Operation, shown: Shown) -> list[str]:
    """The arguments of an example that a call cannot be without."""
    needed = {parameter.python for parameter in operation.parameters if parameter.required}
    if operation.body is not None and operation.body.required:
        needed |= {operation.body.python, *(field.python for field in operation.body.fields or ())}
    return [name for name in shown.arguments if name in needed]


def _waited(api: Api, samples: Samples) -> Code | None:
    """A program that waits for work, by the shortest call."""
    shown = [
        each
        for operation in api.operations
        if operation.polling and (each := _shown([operation], samples)) is not None
    ]
    first = min(shown, key=_brevity, default=None)
    if first is None:
        return None
    polling = first.operation.polling[0]
    renamed = dict(polling.renamed)
    needed = {parameter.python for parameter in first.operation.parameters if parameter.required}
    given = {renamed.get(name, name): value for name, value in first.arguments.items()}
    kept = {name: value for name, value in given.items() if name in needed}
    owner = dotted(".".join(("client", *first.operation.resource))).text
    options = Code("timeout=600, progress=True")
    arguments = join(", ", [*keywords(kept), options]).text
    call = f"{owner}.{identifier(polling.function).text}({arguments})"
    return _program(api, [f"result = {call}", "print(result)"])


def _lags(api: Api) -> str:
    return " or ".join(
        dict.fromkeys(str(operation.follow.lag) for operation in api.operations if operation.follow)
    )


def _raw(api: Api, shown: Shown | None) -> Code | None:
    if shown is None:
        return None
    lines = [
        f"response = {shown.call('.with_raw_response')}",
        "print(response.status_code, response.request_id)",
    ]
    return _program(api, [*lines, *["result = response.parse()"] * shown.returns])


def _caught(api: Api, shown: Shown | None, error: Code) -> Code | None:
    if shown is None:
        return None
    lines = [
        "try:",
        f"    {shown.call()}",
        f"except {error.text} as error:",
        "    print(error.body)",
        "except StatusError as error:",
        "    print(error.status_code, error.request_id)",
        "except TransportError:",
        '    print("no complete response arrived")',
    ]
    return _program(api, lines, error.text, "StatusError", "TransportError")


def _worth_showing(operation: Operation) -> tuple[bool, ...]:
    seen = operation.evidence
    known = seen is None or (seen.request == "complete" and seen.response == "complete")
    return (
        not operation.deprecated,
        known,
        operation.body is not None,
        operation.result != Scalar("none"),
    )


def _enough(operation: Operation, arguments: Mapping[str, Code]) -> dict[str, Code]:
    """The arguments that the call cannot do without, and the first few of the others.

    No key that the client makes by itself: whoever copies the example would send it in each call,
    and the server do nothing but once."""
    made = {parameter.python for parameter in operation.parameters if parameter.generated}
    shown = {name: value for name, value in arguments.items() if name not in made}
    needed = {parameter.python for parameter in operation.parameters if parameter.required}
    if operation.body is not None:
        needed |= {
            operation.body.python,
            *(field.python for field in operation.body.fields or () if field.required),
        }
    return {
        name: value
        for at, (name, value) in enumerate(shown.items())
        if at < _SHOWN or name in needed
    }


def _placeholder(name: str, kind: str) -> Code:
    whole = "Digest …" if kind == "authorization" else "anything"
    value = ("user", "password") if kind == "basic" else whole
    return Code(f"{identifier(name).text}={literal(value).text}")


def _first_error(operations: Sequence[Operation]) -> Code:
    found = [
        cls
        for operation in operations
        for _, cls in documented_errors(operation)
        if cls != "StatusError"
    ]
    return identifier(found[0] if found else "NotFoundError")
