"""The mock server: an ASGI application made from a document.

Every answer names the mock in `X-Mock-Server`, and `/.well-known/openapi-mock` tells what it
imitates: a test suite whose calls send and delete for real refuses any server that does not say so.
The same application runs behind a port or in process."""

from __future__ import annotations

import errno
import hashlib
import json
import shlex
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.mock import credentials
from generator.mock.answers import Answers, preferences, without_choices
from generator.mock.bodies import Bodies
from generator.mock.endings import ended_by_signals
from generator.mock.keys import Keys
from generator.mock.paging import Asked, ask
from generator.mock.parameters import ParameterReader, RequestParts, cookie_pairs, raw_pairs
from generator.mock.problem import ProblemError, RequestFault
from generator.mock.routes import Match, Routes, ServedOperation
from generator.mock.tokens import Tokens

GENERATOR = "generator"
IDENTITY = "/.well-known/openapi-mock"
HEADER = "X-Mock-Server"
_HOST = "127.0.0.1"


def digest(document: Document) -> str:
    """SHA-256 of the bundled document as canonical JSON, in hexadecimal: the same for the same
    document wherever it lies.
    """
    canonical = json.dumps(document.root, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def create_app(document: Document) -> Starlette:
    """An application that judges requests by `document` and answers with examples; schemas are
    compiled when first used.
    """
    identity = digest(document)
    info = document.root.get("info") or {}

    async def identify(request: Request) -> Response:
        return JSONResponse(
            {
                "mock": True,
                "title": info.get("title"),
                "version": info.get("version"),
                "digest": identity,
            }
        )

    mock = _Mock(document)
    app = Starlette(routes=[Route(IDENTITY, identify, methods=["GET"])])
    # a route for any path has none for a line break in it
    app.router.default = _endpoint(mock.handle)
    app.router.redirect_slashes = False
    app.add_middleware(_Signed, signature=f"{GENERATOR}; document={identity}")
    return app


def serve(document: Document, port: int) -> None:
    """Serves until interrupted, and prints the URL once connections are accepted. Port 0 takes a
    free one.
    """
    with ended_by_signals(), listening(_HOST, port) as listener:
        config = uvicorn.Config(create_app(document), log_level="warning")
        _Server(config, _url("http", listener)).run(sockets=[listener])


def serve_tls(document: Document, port: int, *, ca_file: Path | None) -> None:
    """Serves HTTPS like `serve`; a second line tells the file with the authority's certificate, as
    an environment has it.

    The file is `ca_file`, or a temporary one that goes with the server. Raises `OutputError` if it
    cannot be written."""
    from generator.mock.tls import certify, published

    certified = certify()

    def context(*_: object) -> ssl.SSLContext:
        return certified.context

    with listening(_HOST, port) as listener, published(certified.authority, ca_file) as file:
        config = uvicorn.Config(
            create_app(document), log_level="warning", ssl_context_factory=context
        )
        lines = f"{_url('https', listener)}\nSSL_CERT_FILE={shlex.quote(str(file.absolute()))}"
        _Server(config, lines).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says where it is once it answers, and can be interrupted."""

    def __init__(self, config: uvicorn.Config, lines: str) -> None:
        super().__init__(config)
        self._lines = lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(self._lines, flush=True)


def listening(host: str, port: int) -> socket.socket:
    """A listener whose connections send at once: a body that waits for its headers to be
    acknowledged comes 40 ms late.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            error.strerror = f"port {port} is in use; give another as --port, 0 takes a free one"
        raise
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(scheme: str, listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


class _Signed:
    """Middleware: the mock's name on every answer, also on those of the framework."""

    def __init__(self, app: ASGIApp, signature: str) -> None:
        self._app = app
        self._header = (HEADER.lower().encode(), signature.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), self._header]
            await send(message)

        await self._app(scope, receive, signed)


def _endpoint(handle: Callable[[Request], Awaitable[Response]]) -> ASGIApp:
    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await handle(Request(scope, receive))
        except ProblemError as problem:
            response = problem.response()
        except RecursionError:
            response = ProblemError(400, "The request is nested too deeply.").response()
        except ClientDisconnect:  # whose body did not arrive whole
            return
        await response(scope, receive, send)

    return endpoint


class _Mock:
    """One request after another: path, method, credentials, parameters, body, answer."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._routes = Routes(document)
        instances = Instances(document)
        self._reader = ParameterReader(document, instances)
        self._bodies = Bodies(document, instances, self._reader)
        self._answers = Answers(document, instances)
        self._keys = Keys(document.root)
        self._tokens = Tokens(document)

    async def handle(self, request: Request) -> Response:
        """The answer of the first operation that a request may be for and fits.

        Raises `ProblemError`: 404 for a path and 405 for a method that the document does not have,
        else what is wrong for the first of those operations.
        """
        raw_path = (
            (request.scope.get("raw_path") or request.scope["path"].encode())
            .decode("latin-1")
            .partition("?")[0]
        )
        match = self._routes.match(raw_path)
        is_known = match is not None and request.method in match.operations
        scheme = self._tokens.scheme(request.method, raw_path, is_known)
        if scheme is not None:
            return self._tokens.answer(scheme, request.headers, await request.body())
        if match is None:
            raise ProblemError(404, "The document has no such path.")
        own = f"{request.url.scheme}://{request.url.netloc}{raw_path}"
        asked = ask(await request.body(), own, request.scope["query_string"].decode("latin-1"))
        operations = (asked.is_marked and self._by_url(match)) or _operations(match, request.method)
        if not operations:
            return Response(None, 204, {"Allow": _allowed(match)})
        refusals: list[ProblemError] = []
        for operation in _chosen(operations, asked.query, _preferred(request)):
            try:
                self._check(operation, match, request, asked)
            except ProblemError as problem:
                refusals.append(problem)
                continue
            return self._answer(operation, request, asked)
        raise refusals[0]

    def _by_url(self, match: Match) -> tuple[ServedOperation, ...]:
        """The operations whose next page is at a URL, which is asked for by GET."""
        found = (each for group in match.operations.values() for each in group)
        return tuple(each for each in found if self._answers.are_by_url(each))

    def _answer(self, operation: ServedOperation, request: Request, asked: Asked) -> Response:
        accept = ", ".join(request.headers.getlist("accept"))
        answer = partial(self._answers.answer, operation, accept, _preferred(request), asked)
        return self._keys.answered(operation, request, asked.body, answer)

    def _check(
        self, operation: ServedOperation, match: Match, request: Request, asked: Asked
    ) -> None:
        """Raises `ProblemError` for a request that does not fit: 400 when it is a parameter, 422
        when it is the body alone.
        """
        headers = _headers(request)
        query = asked.query
        variables = dict(zip(operation.variables, match.values, strict=True))
        wire = RequestParts(variables, raw_pairs(query), headers, cookie_pairs(headers), query)
        credentials.check(operation, wire, self._document, self._tokens)
        faults: list[RequestFault] = list(self._reader.faults(operation, wire))
        status = 400 if faults else 422
        faults += self._bodies.faults(
            operation, request.headers.get("content-type", ""), asked.body
        )
        if faults:
            raise ProblemError(status, f"The request does not fit {operation.name}.", faults)


def _headers(request: Request) -> Sequence[tuple[str, str]]:
    """The headers of a request, without what `Prefer` asks of the mock alone."""
    read = ((name.lower(), value) for name, value in request.headers.items())
    own = ((name, without_choices(value) if name == "prefer" else value) for name, value in read)
    return [(name, value) for name, value in own if name != "prefer" or value]


def _preferred(request: Request) -> str:
    return ", ".join(request.headers.getlist("prefer"))


def _chosen(
    operations: tuple[ServedOperation, ...], query: str, prefer: str
) -> Sequence[ServedOperation]:
    """Those of operations with one path that a request may be for: those whose own query it has,
    unless none is; and the one that it names. Raises `ProblemError` where that is not among them.

    A document has `/messages` and `/messages?beta=true`: `?beta=true` may be for either, as the
    second asks for it and the first for nothing, and anything else for the first. A request with
    `Prefer: operation=sendBeta` is for none but that one.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    given = {*pairs, *((name, "") for name, _ in pairs)}  # `?hash=` asks for any value
    found = [each for each in operations if given.issuperset(each.query)] or operations
    preferred = preferences(prefer).get("operation")
    if preferred is None:
        return found
    wanted = unquote(preferred)
    named = [each for each in found if each.name == wanted]
    if not named:
        known = ", ".join(each.name for each in found)
        raise ProblemError(400, f"The request may be for {known}, and not for {wanted!r}.")
    return named


def _operations(match: Match, method: str) -> tuple[ServedOperation, ...]:
    """The operations for a method; `HEAD` falls back to `GET`, and none is an `OPTIONS` that the
    document does not have.
    """
    found = match.operations.get(method, ())
    if not found and method == "HEAD":
        found = match.operations.get("GET", ())
    if not found and method != "OPTIONS":
        raise ProblemError(
            405, f"{match.path} has no {method}.", headers={"Allow": _allowed(match)}
        )
    return found


def _allowed(match: Match) -> str:
    extra = ["HEAD"] if "GET" in match.operations and "HEAD" not in match.operations else []
    return ", ".join(sorted({*match.operations, *extra, "OPTIONS"}))
