"""`python -m PACKAGE`: every operation of the index as a command.

Resources are groups of commands, functions are commands, keywords are options; path parameters and
what else a request cannot do without may also be given by position. What is given is converted as
its schema says and checked by the client. stdout has the answer and nothing else, stderr has one
line on what went wrong. Exit codes: 0 done; 1 the API or the network said no, or you did; 2 nothing
was sent, since the command line or the set-up is wrong."""

from __future__ import annotations

import json
import os.path
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, cast

import httpx2
import typer
from rich.markup import escape
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from .core import Call
from .errors import ConfigurationError, InvalidInputError, SDKError
from .media_types import is_json
from .output import save, shown, write
from .programs import (
    READS,
    Entry,
    Schema,
    call,
    client_class,
    environment,
    failure,
    fields,
    index,
    item_json,
    keywords,
    required,
    resolved,
    summary,
    words,
)
from .redaction import without

_OUTPUTS = ["json", "table", "raw"]
_OF_THE_CALL = (
    ("json", "NAME=JSON", "Any option as JSON, null too."),
    ("output", "|".join(_OUTPUTS), "How to show the answer; json unless given."),
    ("to", "FILE", "Write the bytes of the answer to a file."),
    ("dry_run", "", "Show the request and send nothing."),
    ("yes", "", "Send or delete without asking."),
    ("base_url", "URL", "Where the API is."),
    ("error_bodies", "", "Show in an error the start of what the server says."),
)
"""Options of ours: name, metavar (none for a flag), help."""
_ALL = ("all", "", "Every item of every page, an item a line.")
_STREAM = ("stream", "", "The answer as a stream, an item a line.")
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
_SHOWN_BODY = 2**20  # bytes of a body that a dry run shows
_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)


def main() -> None:
    program().main()


def program() -> TyperGroup:
    """The whole command line."""
    told = f"Credentials are read from the environment: {', '.join(environment())}."
    app = typer.Typer(
        help=escape(f"The command line of {index()['title']}."),
        epilog=told if environment() else None,
        no_args_is_help=True,
    )
    app.callback()(_root)
    root = cast("TyperGroup", get_command(app))
    for entry in index()["operations"]:
        _group(root, entry["resource"]).add_command(_command(entry))
    return root


def _version(asked: bool) -> None:  # as Typer calls it
    if asked:
        typer.echo(index()["version"])
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and leave."
    ),
) -> None:
    """What the whole command line takes: the version alone, which has been shown."""


def _group(root: TyperGroup, path: Sequence[str]) -> TyperGroup:
    """The group of a resource, made with those around it when it is first needed."""
    group = root
    for depth, name in enumerate(path, 1):
        found = group.commands.get(_dashed(name))
        if found is None:
            about = escape(index()["resources"].get(".".join(path[:depth]), ""))
            found = TyperGroup(name=_dashed(name), help=about, no_args_is_help=True)
            group.add_command(found)
        group = cast("TyperGroup", found)
    return group


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _flag(name: str) -> str:
    return f"--{_dashed(name)}"


# --- commands and their options -------------------------------------------------------------------


def _command(entry: Entry) -> TyperCommand:
    """An operation as a command. An option of ours gives way to one of the document's."""
    known, positional = keywords(entry), _positional(entry)
    ours = [*([_ALL] if "paging" in entry else []), *([_STREAM] if _view(entry) else [])]
    ours.extend(_OF_THE_CALL)
    own: dict[str, str] = {}
    for name in ("by_position", *(name for name, _, _ in ours)):
        own[name] = name
        while own[name] in known:
            own[name] = f"call_{own[name]}"
    by_position = TyperArgument(
        param_decls=[own["by_position"]],
        nargs=-1,
        type=str,
        metavar=" ".join(f"[{name.upper()}]" for name in positional),
        hidden=True,
    )
    return TyperCommand(
        name=_dashed(entry["function"]),
        callback=partial(_run, entry, own),
        params=[
            *([by_position] if positional else []),
            *(_option(name, known, entry["body"]) for name in known),
            *(_own(own[name], metavar, about) for name, metavar, about in ours),
        ],
        help=escape(words(entry, _flag)),
        short_help=escape(summary(entry)),
        deprecated=entry.get("deprecated", False),
    )


def _view(entry: Entry) -> str:
    """The view in which an answer that can be a stream is one."""
    return str(entry.get("stream", {}).get("view") or "")


def _positional(entry: Entry) -> list[str]:
    """What may be given by position: path parameters, then other scalars that have to be given."""
    path = [each["python"] for each in entry["parameters"] if each["in"] == "path"]
    needed = [each["python"] for each in entry["parameters"] if each["required"]]
    forms = {each["python"]: _form(each["schema"]) for each in entry["parameters"]}
    scalars = [name for name in needed if forms[name].kind != "json" and not forms[name].is_list]
    return path + [name for name in scalars if name not in path]


class _Form(NamedTuple):
    """How a value is written: what each item of it is, and which ones the document lists."""

    kind: str
    is_list: bool = False
    choices: tuple[str, ...] = ()


def _form(schema: Schema) -> _Form:
    schema = resolved(schema)
    is_list = schema.get("type") == "array"
    item = resolved(schema.get("items", {})) if is_list else schema
    kind = _kind(item)
    if kind == "json":
        return _Form(kind)
    return _Form(kind, is_list, tuple(map(str, item.get("enum", ()))))


def _kind(schema: Schema) -> str:
    name = schema.get("type")
    if name == "string":
        return "file" if schema.get("format") == "binary" else "text"
    if name in ("boolean", "integer", "number"):
        return str(name)
    types = {resolved(each).get("type") for each in schema.get("anyOf", ())}
    return "json or text" if "string" in types or "enum" in schema else "json"


def _option(name: str, known: dict[str, Schema], body: Schema | None) -> TyperOption:
    form = _form(known[name])
    about = escape(str(resolved(known[name]).get("description", "")))
    if body is not None and name == body["python"]:
        metavar = "FILE|-" if body["kind"] in ("binary", "text") else "JSON|FILE|-"
        return _own(name, metavar, f"{about} Whole; `-` is stdin.".strip())
    if form.kind == "boolean" and not form.is_list:
        flag = _flag(name) if f"no_{name}" in known else f"{_flag(name)}/--no-{_dashed(name)}"
        return TyperOption(param_decls=[name, flag], is_flag=True, default=None, help=about)
    choices = form.choices
    return TyperOption(
        param_decls=[name, _flag(name)],
        type=str,
        multiple=form.is_list,
        metavar="|".join(choices) or form.kind.upper().replace(" OR ", "|"),
        help=f"{about} Once for each item.".strip() if form.is_list else about,
        autocompletion=partial(_completed, choices) if choices else None,
    )


def _completed(choices: Sequence[str], *_: object) -> list[str]:
    return list(choices)


def _own(name: str, metavar: str, about: str) -> TyperOption:
    choices = metavar.split("|")
    return TyperOption(
        param_decls=[name, _flag(name)],
        type=str if metavar else bool,
        is_flag=None if metavar else True,
        default=None if metavar else False,
        multiple="=" in metavar,
        metavar=metavar or None,
        help=about,
        rich_help_panel="The call",
        autocompletion=partial(_completed, choices) if choices == _OUTPUTS else None,
    )


# --- from text to values --------------------------------------------------------------------------


def _given(
    entry: Entry, by_position: Sequence[str], by_option: dict[str, Any], as_json: Sequence[str]
) -> dict[str, Any]:
    """The keywords of the call."""
    known, body = keywords(entry), entry["body"]
    whole = body["python"] if body is not None else None
    given = {
        name: value if name == whole else _converted(_flag(name), known[name], value)
        for name, value in by_option.items()
        if value is not None and value != ()
    }
    free = [name for name in _positional(entry) if name not in given]
    if len(by_position) > len(free):
        _wrong("by position", f"{len(by_position)} are given, where {len(free)} can be")
    for name, text in zip(free, by_position, strict=False):
        given[name] = _converted(name.upper(), known[name], text)
    if body is not None and whole in given:
        label = given.get(body["content_type_keyword"] or "", body["content_types"][0])
        given[whole] = _whole(body, label, given[whole])
    for each in as_json:
        name, equals, text = each.partition("=")
        python = name.removeprefix("--").replace("-", "_")
        if not equals or python not in known:
            _wrong("--json", f"wants NAME=JSON, of {', '.join(map(_dashed, known)) or 'no name'}")
        given[python] = _json(f"--json {name}", text)
    _refuse(entry, given, whole)
    return given


def _refuse(entry: Entry, given: dict[str, Any], whole: str | None) -> None:
    """Refuse fields beside the whole body, and a call without what has to be given."""
    of_the_body, needed = fields(entry), required(entry)
    if whole is not None and whole in given:
        for name in of_the_body.keys() & given.keys():
            _wrong(_flag(whole), f"is the whole body, of which {_flag(name)} is a field")
        needed = [name for name in needed if name not in of_the_body]
    for name in needed:
        if name not in given:
            by_position = name in _positional(entry)
            _wrong(f"{name.upper()} or {_flag(name)}" if by_position else _flag(name), "is missing")


def _converted(where: str, schema: Schema, given: Any) -> Any:
    kind = _form(schema).kind
    if isinstance(given, bool):
        return given
    if isinstance(given, str):
        return _value(where, kind, given)
    return [_value(where, kind, text) for text in cast("Sequence[str]", given)]


def _value(where: str, kind: str, text: str) -> Any:
    match kind:
        case "integer":
            return int(text) if _INTEGER.fullmatch(text) else _wrong(where, "is not an integer")
        case "number":
            return Decimal(text) if _NUMBER.fullmatch(text) else _wrong(where, "is not a number")
        case "boolean":
            known = {"true": True, "false": False}
            return known[text] if text in known else _wrong(where, "is neither true nor false")
        case "file":
            return Path(text) if _is_file(text) else _wrong(where, "is not a file")
        case "json":
            return _json(where, text)
        case "json or text":
            with suppress(ValueError):
                return _loaded(text)
        case _:
            pass
    return text


def _json(where: str, text: str) -> Any:
    """JSON that is given as it is, as the name of a file, or as `-` for stdin."""
    if text == "-" or (not text.lstrip().startswith(("{", "[", '"')) and _is_file(text)):
        text = _read(where, text)
    try:
        return _loaded(text)
    except ValueError as error:
        _wrong(where, f"is neither JSON nor a file ({error})")


def _loaded(text: str) -> Any:
    """JSON, with every digit of its numbers; raises `ValueError`."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no {name}")


def _is_file(name: str) -> bool:
    return os.path.isfile(name)  # noqa: PTH113  # `Path.is_file` raises for a name that is too long


def _read(where: str, name: str) -> str:
    """The text of a file, or of stdin, which may be closed."""
    try:
        octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return octets.decode()
    except (OSError, ValueError, AttributeError):
        _wrong(where, "cannot be read as UTF-8")


def _whole(body: Schema, label: str, text: str) -> Any:
    """A whole body: JSON, or what a file or stdin has where the media type is another."""
    where = _flag(body["python"])
    kind = body["kind"] if label == body["content_types"][0] else "binary"
    if kind not in ("binary", "text") or is_json(label):
        return _json(where, text)
    if kind == "text":
        return _read(where, text)
    return sys.stdin.buffer.read() if text == "-" else _value(where, "file", text)


def _wrong(where: str, what: str) -> NoReturn:
    """Leave, before anything is sent; values that were given are not shown."""
    typer.echo(f"{where} {what}", err=True)
    raise typer.Exit(2)


# --- the call -------------------------------------------------------------------------------------


def _run(entry: Entry, own: dict[str, str], **values: Any) -> None:
    asked = {name: values.pop(spelled, ()) for name, spelled in own.items()}
    output = asked["output"] or "json"
    if output not in _OUTPUTS:
        _wrong(_flag(own["output"]), f"is none of {', '.join(_OUTPUTS)}")
    given = _given(entry, asked["by_position"], values, asked["json"])
    options = {"base_url": asked["base_url"], "error_bodies": asked["error_bodies"]}
    if not asked["dry_run"] and not asked["yes"] and entry["method"] not in READS:
        _ask(entry, _flag(own["yes"]))
    is_stream = asked.get("stream") or ("stream" in entry and not _view(entry))
    if is_stream or asked.get("all"):
        way = partial(_lines, entry, given)
    elif asked["to"]:
        way = partial(_bytes, entry, given)
    else:
        way = partial(_document, entry, given, output)
    try:
        if asked["dry_run"]:
            write(_request(way, options))
            return
        with client_class("client")(**options) as client:
            save(way(client), asked["to"])
    except BrokenPipeError:
        raise
    except (SDKError, TypeError, ValueError, OSError) as error:
        unsent = isinstance(error, (InvalidInputError, ConfigurationError, TypeError))
        typer.echo(failure(error), err=True)
        raise typer.Exit(2 if unsent else 1) from None


def _document(entry: Entry, given: dict[str, Any], output: str, client: Any) -> Iterator[bytes]:
    yield shown(call(client, entry, given), output)


def _bytes(entry: Entry, given: dict[str, Any], client: Any) -> Iterator[bytes]:
    with call(client, entry, given, "with_streaming_response") as answer:
        yield from answer.iter_bytes()


def _lines(entry: Entry, given: dict[str, Any], client: Any) -> Iterator[bytes]:
    """The items of a stream as they arrive, or of all pages."""
    items = call(client, entry, given, _view(entry))
    with items if "stream" in entry else nullcontext():
        for item in items:
            yield f"{item_json(item)}\n".encode()


def _ask(entry: Entry, flag: str) -> None:
    """Ask before something is sent or deleted; refuse where nobody can answer."""
    label = f"{entry['method']} {entry['path']}"
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        _wrong(label, f"is not sent without {flag}, as there is no terminal to ask")
    typer.confirm(f"{label}: {summary(entry)}?", abort=True, err=True)


class _RecordedError(BaseException):
    """A request was made, and is not sent: what no `except Exception` of a client takes."""


class _Recorder(httpx2.BaseTransport):
    """Keeps the request that a client makes, in place of sending it."""

    request: httpx2.Request
    body = ""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.request = request
        size = int(request.headers.get("content-length", "0"))
        self.body = f"({size} bytes)"
        if size <= _SHOWN_BODY:
            with suppress(UnicodeDecodeError):
                self.body = b"".join(cast("Iterable[bytes]", request.stream)).decode()
        raise _RecordedError


def _request(way: Callable[[Any], Iterator[bytes]], options: dict[str, Any]) -> bytes:
    """The request that a call would send, as HTTP writes it, without its credentials."""
    recorder = _Recorder()
    with client_class("client")(transport=recorder, **options) as client:
        client._signed = Call.request  # no token is fetched, and no function asked for one
        with suppress(_RecordedError):
            next(way(client))
        secrets = [secret.word for secret in client._settings.credentials.secrets]
        hidden = {each.wire.lower() for each in client._about.credentials} | _SECRET_HEADERS
    request = recorder.request
    lines = [f"{request.method} {request.url}"]
    for name, value in request.headers.items():
        lines.append(f"{name}: {'***' if name in hidden else value}")
    return without(secrets, "\n".join([*lines, "", recorder.body]).rstrip()).encode()
