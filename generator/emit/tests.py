"""The emitted tests: for each operation what goes out and what comes back, and each documented
error.

A test calls the operation with the document's example and answers with the document's example.
Expected requests are worked out here, from the document, not by the runtime that they test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

from jinja2 import Environment

from generator.api.bodies import preferred
from generator.api.model import (
    AliasModel,
    Api,
    Array,
    Bounded,
    Credential,
    Follow,
    HeaderField,
    JsonValue,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Parameter,
    Response,
    ResponseHeader,
    Scalar,
    Type,
)
from generator.api.security import variables
from generator.api.servers import is_relative, usual
from generator.document.header_lines import says_how_it_is_framed
from generator.document.media_types import member_of
from generator.document.specification import TOKEN
from generator.emit.calls import Call, example_call, keywords
from generator.emit.code import (
    Block,
    Code,
    bytes_literal,
    dotted,
    encoded_path,
    identifier,
    literal,
    string_literal,
)
from generator.emit.docstrings import error_class, failures, plain_success
from generator.emit.expectations import Pairs, header_value, path_segment, query_pairs
from generator.emit.fits import Fits
from generator.emit.page_tests import PageTest, PageTests
from generator.emit.parts import (
    PART,
    answer_content,
    first_model,
    label_with_boundary,
    written_parts,
)
from generator.emit.polling import WaitTest, wait_test
from generator.emit.resource_modules import walk
from generator.emit.sample_tests import emit_sample_tests, programs
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.server_lists import relative_path, usual_path
from generator.emit.stream_tests import StreamAnswer, StreamTest, stream_answer, stream_test
from generator.emit.templates import render
from generator.emit.webhooks import emit_webhook_tests
from generator.records import record
from templates.runtime.media_types import closest, is_range

Untested = dict[tuple[str, str], str]
"""Method and path of operations for which no value was found that fits what they need, and why."""
PARTS = ("parts", "multipart")
"""The kinds of an answer that is multipart."""
UNKNOWN_FIELD = "x-not-in-the-document"
SINCE, UNTIL = (datetime(2025, 1, 1, second=second, tzinfo=UTC) for second in (0, 1))
_LINE = re.compile(r"[!-~]([ -~]*[!-~])?")  # as it is told and read, without blanks around it
_PLACES = {"2": "200", "3": "300", "4": "418", "5": "500"}


class ErrorCase(NamedTuple):
    status: int
    cls: Code
    answer: Code


@record(frozen=True, slots=True)
class FollowTest:
    """What the test template prints of a list that is followed for one window, whose answer has
    `count` different events.
    """

    name: Code
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    verb: Code
    at: Code
    query: Code | None
    json: Code | None
    status: int
    answer: Code
    count: int


class HeadersTest(NamedTuple):
    """What the test template prints of the documented headers of a success: the attributes of what
    reads them, with how an assertion on each ends.
    """

    method: Code
    answer: Code
    cls: Code
    values: Sequence[tuple[Code, Code]]


class OperationTest(NamedTuple):
    """What the test template prints of one operation; `None` where there is nothing to expect.

    `made` are headers whose values the client makes, `chosen` is what the mock server knows the
    operation by, where others are the same request."""

    name: Code
    chosen: Code | None
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    verb: Code
    at: Code
    query: Code | None
    headers: Sequence[tuple[Code, Code]]
    made: Sequence[Code]
    json: Code | None
    content: Code | None
    lines: Code | None
    parts: Code | None
    media_type: Code | None
    status: int
    answer: Code
    result: Code | None
    unknown: Code | None
    model: Code | None
    errors: Sequence[ErrorCase]
    follow: FollowTest | None
    pages: PageTest | None
    response_headers: HeadersTest | None
    streamed: StreamAnswer | None
    stream: StreamTest | None
    waits: Sequence[WaitTest]
    download: Code | None


def _uses_models(test: OperationTest) -> bool:
    streamed = test.streamed or (test.stream and test.stream.answer)
    return test.model is not None or bool(streamed and streamed.model)


# The modules of the package that tests need, and by what.
_USED: Mapping[Code, Callable[[OperationTest], object]] = {
    identifier("Part"): lambda test: any(PART.search(each.text) for each in test.arguments),
    identifier("errors"): lambda test: test.errors,
    identifier("models"): _uses_models,
    identifier("response_headers"): lambda test: test.response_headers,
}


def emit_tests(api: Api, environment: Environment) -> tuple[dict[str, str], Untested]:
    """The tests (path -> source text), and the operations that have none."""
    untested: Untested = {}
    samples = Samples({model.name: model for model in api.models})
    tree = {"tests/conftest.py": render(environment, "tests/conftest.py.jinja", **_conftest(api))}
    own = tuple(operation for operation in api.operations if not operation.resource)
    alike = _alike(api)
    groups = [
        ("client", own),
        *((resource.module, resource.operations) for resource in walk(api.resources)),
    ]
    for name, operations in groups:
        tests, left_out = [], []
        for operation in operations:
            try:
                tests.append(_OperationTests(samples, operation, alike).build())
            except UnmakeableError as error:
                untested[operation.method, operation.path] = str(error)
                left_out.append(
                    (identifier(operation.function), f"{operation.function}: left out, {error}")
                )
        if tests or left_out:
            tree[f"tests/test_{identifier(name).text}.py"] = render(
                environment,
                "tests/resource.py.jinja",
                package=dotted(api.package),
                title=f"What goes out and what comes back: {name}.",
                tests=tests,
                left_out=left_out,
                modules=[name for name, uses in _USED.items() if any(map(uses, tests))],
                uses_errors=any(test.errors for test in tests),
                uses_deprecated=any(test.deprecated for test in tests),
                uses_follow=any(test.follow for test in tests),
                uses_waits=any(test.waits for test in tests),
                uses_failures=any(wait.failed for test in tests for wait in test.waits),
                uses_download=any(test.download for test in tests),
            )
    tree |= emit_webhook_tests(api, environment, samples, tree)
    return tree | emit_sample_tests(api, environment, tree), untested


def _alike(api: Api) -> frozenset[str]:
    """The ids of operations that are one on the wire: a fragment of a path does not travel, nor do
    the names of its variables.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for each in api.operations:
        path = re.sub(r"\{[^{}]*\}", "{}", each.path.partition("#")[0])
        found.setdefault((each.method, path), []).append(each.id)
    return frozenset(id for ids in found.values() if len(ids) > 1 for id in ids)


def _conftest_docstring(prefix: str) -> list[Block]:
    return [
        Block(
            "One exchange between the client and a server that is not there, synchronous and "
            "asynchronous."
        ),
        Block("\n"),
        Block(
            f"With `{prefix}_TEST_BASE_URL` set, the same calls go through the package's own "
            "transports to the mock server at "
            "that address, and to nothing else: they send and delete for real, so a server that "
            "does not say of itself that it "
            f"is the mock is refused before the first of them. `{prefix}_TEST_CA_FILE` is the "
            "authority to trust for an https "
            "address; without it, it is whatever the environment trusts (`SSL_CERT_FILE`)."
        ),
    ]


def _conftest(api: Api) -> dict[str, Any]:
    return {
        "package": dotted(api.package),
        "shares_runtime": api.shares_runtime,
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
        "credentials": [
            (identifier(name), literal(value))
            for credential in api.credentials
            for name, value in _all_given(credential, api)
        ],
        "secrets": [
            (string_literal(wire), literal(list(values)))
            for wire, values in _secret_headers(api).items()
        ],
        "query_secrets": [
            literal([credential.wire, "test-credential"])
            for credential in api.credentials
            if credential.kind == "apiKey" and credential.location == "query"
        ],
        "tokens": any(_is_obtained(credential, api) for credential in api.credentials),
        "variables": [
            string_literal(name)
            for name in (
                *(env for c in api.credentials for env in variables(c)),
                f"{api.env_prefix}_BASE_URL",
                *([api.servers.env] if api.servers and api.servers.names else []),
            )
        ],
        "path": literal(relative_path(api.servers)),
        "has_path": relative_path(api.servers) is not None,
        "option": string_literal(f"{api.env_prefix}_TEST_BASE_URL"),
        "ca_option": string_literal(f"{api.env_prefix}_TEST_CA_FILE"),
        "docstring": _conftest_docstring(api.env_prefix),
        "samples": bool(programs(api)),
        "environment": literal(
            {
                credential.env: given if isinstance(given, str) else ":".join(given)
                for credential in api.credentials
                for given in (_given(credential),)
            }
        ),
        "base_url": string_literal(f"{api.env_prefix}_BASE_URL"),
        "follows": any(operation.follow is not None for operation in api.operations),
        "chooses": bool(_alike(api)),
        "pages": any(operation.paging is not None for operation in api.operations),
        "sends_lines": any(
            media.kind == "lines"
            for operation in api.operations
            for media in (operation.body.media_types if operation.body else ())
        ),
        "sends_parts": any(
            media.kind == "parts"
            for operation in api.operations
            for media in (operation.body.media_types if operation.body else ())
        ),
        "streams": any(operation.stream is not None for operation in api.operations),
        "downloads": any(operation.result == Scalar("bytes") for operation in api.operations),
    }


def _secret_headers(api: Api) -> dict[str, list[str]]:
    """The headers that carry a credential, with the values that one of the schemes gives each."""
    sent = {
        "apiKey": "test-credential",
        "bearer": "Bearer test-credential",
        "basic": "Basic dXNlcjpwYXNzd29yZA==",
    }
    found: dict[str, list[str]] = {}
    for credential in api.credentials:
        if credential.location == "header":
            found.setdefault(credential.wire, []).append(
                sent.get(credential.kind) or _given(credential)
            )
    return found


def _is_obtained(credential: Credential, api: Api) -> bool:
    """Whether the tests have the client obtain its tokens: client credentials get none for a scope
    that only other flows have.
    """
    flows = credential.flows
    if flows is None or flows.token_url is None:
        return flows is not None
    wanted = {
        scope
        for operation in api.operations
        for alternative in operation.scopes
        for scheme, scopes in alternative
        for scope in scopes
        if scheme == credential.scheme
    }
    return wanted <= set(flows.scopes)


def _all_given(credential: Credential, api: Api) -> list[tuple[str, Any]]:
    """What the tests give for a credential, by its keywords: tokens come from the mock server."""
    if credential.flows is None or not _is_obtained(credential, api):
        return [(credential.python, _given(credential))]
    values = {
        "client_id": "test-client",
        "client_secret": "test-secret",
        "token_url": f"/.well-known/openapi-mock/token/{quote(credential.scheme, safe='')}",
    }
    if credential.flows.token_url is None:
        values["refresh_token"] = "test-refresh"  # it opens nothing
    return [
        (part.python, values[part.name]) for part in credential.flows.parts if part.name in values
    ]


def _given(credential: Credential) -> Any:
    """What the tests give for a credential."""
    match credential.kind:
        case "basic":
            return ("user", "password")
        case "authorization":
            return f"{credential.http_scheme.capitalize()} test-credential"
    return "test-credential"


@record(frozen=True, slots=True)
class _OperationTests:
    samples: Samples
    operation: Operation
    alike: frozenset[str]

    def build(self) -> OperationTest:
        """The test of the operation.

        Raises:
            UnmakeableError: no value fits a required parameter.
        """
        operation = self.operation
        call = example_call(operation, self.samples)
        for parameter, _ in call.parameters:
            if parameter.location == "header" and not TOKEN.fullmatch(parameter.wire):
                raise UnmakeableError(
                    f"no request can have a header of the name `{parameter.wire}`"
                )
        sent = call.media.kind if call.media and call.arguments else None
        success = plain_success(operation)
        media = next(iter(preferred(success.media_types)), None) if success else None
        streamed = self._streamed()
        streamed = streamed or self._in_parts(media)
        is_plain = streamed is None or (media is not None and media.kind in PARTS)
        value = self._answered(media) if media and is_plain else None
        kept = self._keep_unknown(media, value) if media and streamed is None else None
        status = _status(success.status) if success and success.status != "default" else 200
        return OperationTest(
            name=identifier(operation.function),
            chosen=string_literal(quote(operation.id, safe=""))
            if operation.id in self.alike
            else None,
            method=call.method,
            arguments=keywords(call.arguments),
            deprecated=operation.deprecated,
            verb=string_literal(operation.method),
            at=self._at(self._path(call)),
            query=self._query(call),
            made=[
                string_literal(parameter.wire)
                for parameter in operation.parameters
                if parameter.generated and parameter not in [each for each, _ in call.parameters]
            ],
            headers=[
                (string_literal(p.wire), string_literal(text))
                for p, v in call.parameters
                if p.location == "header" and (text := header_value(p, v)) is not None
            ],
            json=literal(call.payload) if sent == "json" else None,
            lines=literal(call.payload) if sent == "lines" else None,
            parts=literal(call.payload) if sent == "parts" else None,
            content=bytes_literal(call.payload) if isinstance(call.payload, bytes) else None,
            media_type=string_literal(call.media.content_type.split(";")[0].strip())
            if call.media
            else None,
            status=status,
            answer=streamed.content
            if streamed
            else _answer(media, kept if kept is not None else value, success),
            result=literal(None) if operation.result == Scalar("none") else None,
            unknown=self._where(media) if kept is not None else None,
            model=self._model(media) if kept is not None else None,
            errors=[self._error(response) for response in _distinct(failures(operation))],
            follow=self._follow(operation.follow, call, status, media, value)
            if operation.follow and media
            else None,
            pages=PageTests(self.samples, operation).of(call, media, value) if media else None,
            response_headers=self._headers(call, success, media, value),
            streamed=streamed,
            stream=stream_test(
                operation, call, self._at(self._path(call)), self._query, status, self.samples
            ),
            waits=self._waits(call, status, media, value),
            download=_view(call.method, "with_streaming_response")
            if operation.result == Scalar("bytes") and not operation.deprecated
            else None,
        )

    def _headers(
        self, call: Call, success: Response | None, media: MediaType | None, value: JsonValue
    ) -> HeadersTest | None:
        """The test of the headers of a success of which values are known, and not made by whoever
        answers; none where there is none.
        """
        read = self.operation.headers
        known = {
            header.wire.lower(): header
            for header in (success.headers if success else ())
            if header.example is not None
            and not says_how_it_is_framed(header.wire)
            and TOKEN.fullmatch(header.wire)
            and _LINE.fullmatch(header.example)
        }
        if read is None or not known:
            return None
        lines = {header.wire: header.example or "" for header in known.values()}
        fields = [each for each in read.fields if each.wire.lower() in known]
        return HeadersTest(
            _view(call.method, "with_raw_response"),
            _answer(media, value, success, lines, self.samples.models),
            identifier(read.name),
            [
                (identifier(each.python), _checked(each, known[each.wire.lower()]))
                for each in fields
            ],
        )

    def _streamed(self) -> StreamAnswer | None:
        """The stream that the operation answers with, where it does nothing else."""
        stream = self.operation.stream
        if stream is None or stream.plain:
            return None
        return stream_answer(stream, self.samples)

    def _in_parts(self, media: MediaType | None) -> StreamAnswer | None:
        """An answer that is multipart: how many parts it has, if any number, and of what class the
        first is.
        """
        if media is None or media.kind not in PARTS:
            return None
        value, models = self._answered(media), self.samples.models
        model = first_model(media, models)
        is_list = media.kind == "parts" and isinstance(value, list)
        return StreamAnswer(
            _answer(media, value, models=models),
            len(value) if is_list and isinstance(value, list) else 0,
            None if model is None else identifier(model),
            Code("result[0].content" if is_list else "result"),
        )

    def _waits(
        self, call: Call, status: int, media: MediaType | None, value: JsonValue
    ) -> list[WaitTest]:
        """The tests of work that is over at once."""
        if media is None or media.kind != "json":
            return []
        fits = Fits(self.samples.models, sent=False)

        def told(answer: JsonValue) -> Code | None:
            return _answer(media, answer) if fits(media.type, answer) else None

        polled = self.operation.polling
        tests = (wait_test(self.operation, each, call, status, value, told) for each in polled)
        return [test for test in tests if test is not None]

    def _follow(
        self, follow: Follow, listing: Call, status: int, media: MediaType, value: JsonValue
    ) -> FollowTest | None:
        """The test of a second that is followed; none where the answer is not known, or is as long
        as one may be.
        """
        events = (
            value.get(follow.items)
            if follow.items is not None and isinstance(value, dict)
            else value
        )
        if not isinstance(events, list) or len(events) >= (follow.limit or len(events) + 1):
            return None
        fixed = {follow.start: SINCE, follow.end: UNTIL} | dict(follow.order)
        if follow.limit_by is not None:
            fixed[follow.limit_by] = follow.limit
        given = {parameter.python: value for parameter, value in listing.parameters} | fixed
        sent = [
            (each, _sent(each, given[each.python], follow))
            for each in self.operation.parameters
            if each.python in given
        ]
        call = listing._replace(parameters=sent)
        return FollowTest(
            name=identifier(follow.function),
            method=Code(
                f"{listing.method.text.rpartition('.')[0]}.{identifier(follow.function).text}"
            ),
            arguments=[
                *_arguments(listing, follow),
                Code(f"since={_moment(SINCE)}"),
                Code(f"until={_moment(UNTIL)}"),
            ],
            deprecated=self.operation.deprecated,
            verb=string_literal(self.operation.method),
            at=self._at(self._path(call)),
            query=self._query(call),
            json=literal(listing.payload)
            if listing.media and listing.media.kind == "json" and listing.arguments
            else None,
            status=status,
            answer=_answer(media, value),
            count=_different(events, follow.id),
        )

    def _path(self, call: Call) -> str:
        path = encoded_path(self.operation.path)
        for parameter, value in call.parameters:
            if parameter.location == "path":
                segment = path_segment(parameter, value)
                if segment is None:
                    raise UnmakeableError(
                        f"the spelling of {parameter.wire} in the path is not plain"
                    )
                path = path.replace(f"{{{parameter.wire}}}", segment)
        return path.partition("?")[0]

    def _at(self, path: str) -> Code:
        """What a path is compared with: one below a server of the operation's own may have its
        path before it, where the base URL of the tests is a host alone.
        """
        own = usual(self.operation.servers)
        if own is None or not is_relative(own):
            return Code(f"== {string_literal(path).text}")
        return Code(f"in {literal((path, usual_path(own) + path)).text}")

    def _query(self, call: Call) -> Code | None:
        pairs: Pairs = parse_qsl(
            encoded_path(self.operation.path).partition("?")[2], keep_blank_values=True
        )
        for parameter, value in call.parameters:
            if parameter.location == "querystring":
                return None
            if parameter.location == "query":
                expected = query_pairs(parameter, value)
                if expected is None:
                    return None
                pairs += expected
        return literal([list(pair) for pair in pairs]) if pairs else None

    # --- what comes back

    def _answered(self, media: MediaType) -> JsonValue:
        """The example that the API answers with, where it can be read."""
        value = self.samples.of_media_type(media)
        if not (
            media.kind == "binary"
            or _is_any_text(media)
            or Fits(self.samples.models, sent=False)(media.type, value)
        ):
            raise UnmakeableError("no value is known that the schema of the answer takes")
        return value

    def _keep_unknown(self, media: MediaType, value: JsonValue) -> JsonValue:
        """The answer with a field that the document does not know, or `None` where no object model
        would keep it.
        """
        kind = self._plain(media.type)
        if media.kind != "json":
            return None
        if (
            isinstance(kind, Array)
            and isinstance(value, list)
            and value
            and self._is_object(kind.item)
            and isinstance(value[0], dict)
        ):
            return [value[0] | {UNKNOWN_FIELD: "kept"}, *value[1:]]
        if self._is_object(kind) and isinstance(value, dict):
            return value | {UNKNOWN_FIELD: "kept"}
        return None

    def _plain(self, kind: Type) -> Type:
        match kind:
            case Nullable(inner) | Bounded(inner):
                return self._plain(inner)
            case Named(name) if isinstance(
                model := self.samples.models[name], AliasModel
            ) and not isinstance(model.type, OneOf):
                return self._plain(model.type)
            case _:
                return kind

    def _is_object(self, kind: Type) -> bool:
        plain = self._plain(kind)
        return isinstance(plain, Named) and isinstance(self.samples.models[plain.name], ObjectModel)

    def _where(self, media: MediaType | None) -> Code:
        if media is None or not isinstance(self._plain(media.type), Array):
            return Code("result")
        return Code("result.items[0]" if self.operation.paging else "result[0]")

    def _model(self, media: MediaType | None) -> Code | None:
        if media is None:
            return None
        kind = self._plain(media.type)
        item = self._plain(kind.item) if isinstance(kind, Array) else kind
        return identifier(item.name) if isinstance(item, Named) else None

    def _error(self, response: Response) -> ErrorCase:
        media = next(iter(preferred(response.media_types)), None)
        status = _status(response.status)
        try:
            value = self._answered(media) if media else None
        except UnmakeableError:
            media, value = None, None
        return ErrorCase(
            status,
            identifier(error_class(str(status))),
            _answer(media, value, response, models=self.samples.models),
        )


def _arguments(listing: Call, follow: Follow) -> list[Code]:
    """The arguments of the list's own method without those that are set for each window, as they
    are called here.
    """
    renamed, dropped = (
        dict(follow.renamed),
        {follow.start, follow.end, follow.limit_by, *dict(follow.order)},
    )
    return keywords(
        {
            renamed.get(name, name): value
            for name, value in listing.arguments.items()
            if name not in dropped
        }
    )


def _sent(parameter: Parameter, value: JsonValue | datetime, follow: Follow) -> JsonValue:
    """A value as the request has it: a moment as the text or
    the number that its parameter takes.
    """
    if not isinstance(value, datetime):
        return value
    if follow.unit is None or Scalar("datetime") in _members(parameter.type):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return int(value.timestamp()) * (1000 if follow.unit == "milliseconds" else 1)


def _members(kind: Type) -> list[Type]:
    match kind:
        case Nullable(inner) | Bounded(inner):
            return _members(inner)
        case OneOf(members):
            return [part for member in members for part in _members(member)]
        case _:
            return [kind]


def _moment(moment: datetime) -> str:
    second = f", second={moment.second}" if moment.second else ""
    return f"datetime({moment.year}, {moment.month}, {moment.day}{second}, tzinfo=UTC)"


def _different(events: list[JsonValue], wire: str) -> int:
    """How many events are given of these: each id once, and all that have none."""
    keys = [event.get(wire) if isinstance(event, dict) else None for event in events]
    known = {
        str(key)
        for key in keys
        if isinstance(key, str | int) and not isinstance(key, bool) and key != ""
    }
    return len(known) + sum(
        not isinstance(key, str | int) or isinstance(key, bool) or key == "" for key in keys
    )


def _distinct(found: Iterable[Response]) -> list[Response]:
    """The responses without those whose status, made concrete, a more exact one of them has."""
    by_status: dict[int, Response] = {}
    responses = list(found)
    for response in sorted(
        responses, key=lambda each: (each.status == "default", not each.status.isdigit())
    ):
        by_status.setdefault(_status(response.status), response)
    return [response for response in responses if by_status[_status(response.status)] is response]


def _status(status: str) -> int:
    """A status that stands for a code, a range, or `default`."""
    return int(status if status.isdigit() else _PLACES.get(status[:1], "418"))


def _is_any_text(media: MediaType) -> bool:
    return media.kind == "text" and media.type == Scalar("str")


def _view(method: Code, view: str) -> Code:
    """A method in another way: `client.pets.with_raw_response.list`."""
    path, _, function = method.text.rpartition(".")
    return Code(f"{path}.{view}.{function}")


def _checked(field: HeaderField, header: ResponseHeader) -> Code:
    """The end of an assertion on what is read of a header's line: its value, where it has one
    spelling.
    """
    line = header.example or ""
    match field.type:
        case Scalar("str"):
            return Code(f"== {string_literal(line).text}")
        case Scalar("bool") if line in ("true", "false"):
            return Code(f"is {line.capitalize()}")
        case Scalar("int") if re.fullmatch(r"-?\d{1,15}", line):
            return Code(f"== {line}")
        case Array(Scalar("str")) if re.fullmatch(r"[\w-]+(,[\w-]+)*", line):
            return Code(f"== {literal(line.split(',')).text}")
        case _:
            return Code("is not None")


def _answer(
    media: MediaType | None,
    value: JsonValue,
    response: Response | None = None,
    lines: Mapping[str, str] | None = None,
    models: Mapping[str, Model] | None = None,
) -> Code:
    """The keywords of `httpx2.Response` that make the answer's body, its content type and other
    `lines` of its head.
    """
    if media is None:
        return Code(f'{{"headers": {literal(dict(lines)).text}}}' if lines else "{}")
    content_type = media.content_type
    if is_range(content_type):
        content_type = _label_of(media, response)
    if media.kind in PARTS:
        content_type = label_with_boundary(content_type)
    head = {"content-type": content_type, **(lines or {})}
    headers = f'"headers": {literal(head).text}'
    if media.kind in PARTS:
        written = bytes_literal(answer_content(written_parts(media, value, models or {})))
        return Code(f'{{"content": {written.text}, {headers}}}')
    is_text = _is_any_text(media)
    if media.kind == "binary" or is_text or value is None:
        content = '"text"' if is_text else 'b"content"' if media.kind == "binary" else 'b"null"'
        return Code(f'{{"content": {content}, {headers}}}')
    if media.kind == "text" and isinstance(media.type, Scalar) and isinstance(value, str):
        return Code(f'{{"content": {string_literal(value).text}, {headers}}}')
    return Code(
        f'{{"json": {literal(value).text}'
        f"{'' if head == {'content-type': 'application/json'} else f', {headers}'}}}"
    )


def _label_of(media: MediaType, response: Response | None) -> str:
    """A label within a range that no other key of the response fits more closely."""
    keys = (
        [each.content_type for each in response.media_types] if response else [media.content_type]
    )
    member = member_of(media.content_type)
    labels = (
        ("application/json", "application/x+json")
        if media.kind in ("json", "any")
        else (member, f"{member}-x")
    )
    return next(
        (label for label in labels if closest(keys, label) == media.content_type), labels[0]
    )
