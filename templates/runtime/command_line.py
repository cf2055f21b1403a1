"""`python -m PACKAGE`: every operation of the index as a command.

Resources are groups of commands, functions are commands, keywords are options; parameters
that have to be given and are one value may also be given by position. stdout has the answer and
nothing else, stderr has one line on what went wrong. Exit codes: 0 done; 1 the API or the network
said no, or you did; 2 nothing was sent, since the command line or the set-up is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from typing import Any, TypeAlias, cast
from urllib.parse import quote

import httpx2
import typer
from rich.markup import escape
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from .command_values import WrongError, dashed, flag, form_of, positional, values
from .errors import ConfigurationError, InvalidInputError, SDKError
from .output import save, shown, write
from .programs import (
    READS,
    Entry,
    Schema,
    about_credentials,
    call,
    client_class,
    failure,
    index,
    item_json,
    keywords,
    resolved,
    summary,
    words,
)
from .redaction import Secret, without

Way: TypeAlias = Callable[[Any], Iterator[bytes]]
"""From a client to the parts of what is shown."""

_OUTPUTS = ["json", "table", "raw"]
_ALL = ("all", "", "Every item of every page, an item a line.")
_STREAM = ("stream", "", "The answer as a stream, an item a line.")
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
_SHOWN_BODY = 2**20  # bytes of a body that a dry run shows


def main() -> None:
    program().main()


def program() -> TyperGroup:
    """The whole command line."""
    about = escape(f"The command line of {index()['title']}.")
    app = typer.Typer(help=about, epilog=about_credentials(), no_args_is_help=True)
    app.callback()(_root)
    root = cast("TyperGroup", get_command(app))
    for entry in index()["operations"]:
        _group(root, entry["resource"]).add_command(_command(entry))
    return root


def _version(asked: bool) -> None:
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
        found = group.commands.get(dashed(name))
        if found is None:
            about = escape(index()["resources"].get(".".join(path[:depth]), ""))
            found = TyperGroup(name=dashed(name), help=about, no_args_is_help=True)
            group.add_command(found)
        group = cast("TyperGroup", found)
    return group


# --- commands and their options -------------------------------------------------------------------


def _command(entry: Entry) -> TyperCommand:
    """An operation as a command. An option of ours gives way to one of the document's."""
    known, places = keywords(entry), positional(entry)
    more = [*([_ALL] if "paging" in entry else []), *([_STREAM] if _view(entry) else [])]
    ours = (*more, *_OF_THE_CALL)
    own: dict[str, str] = {}
    for name in ("by_position", *(name for name, _, _ in ours)):
        own[name] = name
        while own[name] in known:
            own[name] = f"call_{own[name]}"
    by_position = TyperArgument(
        param_decls=[own["by_position"]],
        nargs=-1,
        type=str,
        metavar=" ".join(f"[{name.upper()}]" for name in places),
        hidden=True,
    )
    return TyperCommand(
        name=dashed(entry["function"]),
        callback=partial(_run, entry, own),
        params=[
            *([by_position] if places else []),
            *(_option(name, known, entry["body"]) for name in known),
            *(_own(own[name], metavar, about) for name, metavar, about in ours),
        ],
        help=escape(words(entry, flag)),
        short_help=escape(summary(entry)),
        deprecated=entry.get("deprecated", False),
    )


def _view(entry: Entry) -> str:
    """The view in which an answer that can be a stream is one."""
    return str(entry.get("stream", {}).get("view") or "")


def _option(name: str, known: dict[str, Schema], body: Schema | None) -> TyperOption:
    form = form_of(known[name])
    about = escape(str(resolved(known[name]).get("description", "")))
    if body is not None and name == body["python"]:
        metavar = "FILE|-" if body["kind"] in ("binary", "text") else "JSON|FILE|-"
        return _own(name, metavar, f"{about} Whole; `-` is stdin.".strip())
    if form.kind == "boolean" and not form.is_list:
        flags = flag(name) if f"no_{name}" in known else f"{flag(name)}/--no-{dashed(name)}"
        return TyperOption(param_decls=[name, flags], is_flag=True, default=None, help=about)
    choices = form.choices
    return TyperOption(
        param_decls=[name, flag(name)],
        type=str,
        multiple=form.is_list,
        metavar="|".join(choices) or form.kind.upper().replace(" OR ", "|"),
        help=f"{about} Once for each item.".strip() if form.is_list else about,
        autocompletion=partial(_completed, choices) if choices else None,
    )


def _own(name: str, metavar: str, about: str) -> TyperOption:
    choices = metavar.split("|")
    return TyperOption(
        param_decls=[name, flag(name)],
        type=str if metavar else bool,
        is_flag=None if metavar else True,
        default=None if metavar else False,
        multiple="=" in metavar,
        metavar=metavar or None,
        help=about,
        rich_help_panel="The call",
        autocompletion=partial(_completed, choices) if choices == _OUTPUTS else None,
    )


def _completed(choices: Sequence[str], *_: object) -> list[str]:
    return list(choices)


# --- the call -------------------------------------------------------------------------------------


def _run(entry: Entry, own: dict[str, str], **given: Any) -> None:
    asked = {name: given.pop(spelled, ()) for name, spelled in own.items()}
    options = {"base_url": asked["base_url"], "error_bodies": asked["error_bodies"]}
    try:
        arguments = values(entry, asked["by_position"], given, asked["json"])
        way = _way(entry, arguments, asked)
        if asked["dry_run"]:
            write(_request(way, options))
            return
        if not asked["yes"] and entry["method"] not in READS:
            _ask(entry, arguments, flag(own["yes"]))
        with client_class("client")(**options) as client:
            save(way(client), asked["to"])
    except BrokenPipeError:
        raise
    except WrongError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except (SDKError, TypeError, ValueError, OSError) as error:
        unsent = isinstance(error, (InvalidInputError, ConfigurationError, TypeError))
        typer.echo(failure(error), err=True)
        raise typer.Exit(2 if unsent else 1) from None


def _ask(entry: Entry, arguments: dict[str, Any], yes: str) -> None:
    """Ask before something is sent or deleted; refuse where nobody can answer."""
    label = f"{entry['method']} {entry['path']}"
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise WrongError(label, f"is not sent without {yes}, as there is no terminal to ask")
    for each in entry["parameters"]:
        if each["in"] == "path":
            label = label.replace(f"{{{each['wire']}}}", str(arguments[each["python"]]))
    typer.confirm(f"{label}: {summary(entry)}?", abort=True, err=True)


def _way(entry: Entry, arguments: dict[str, Any], asked: dict[str, Any]) -> Way:
    output = asked["output"] or "json"
    if output not in _OUTPUTS:
        raise WrongError("--output", f"is none of {', '.join(_OUTPUTS)}")
    is_stream = asked.get("stream") or ("stream" in entry and not _view(entry))
    if is_stream or asked.get("all"):
        return partial(_lines, entry, arguments)
    if asked["to"]:
        return partial(_bytes, entry, arguments)
    return partial(_document, entry, arguments, output)


def _document(entry: Entry, arguments: dict[str, Any], output: str, client: Any) -> Iterator[bytes]:
    yield shown(call(client, entry, arguments), output)


def _bytes(entry: Entry, arguments: dict[str, Any], client: Any) -> Iterator[bytes]:
    with call(client, entry, arguments, "with_streaming_response") as answer:
        yield from answer.iter_bytes()


def _lines(entry: Entry, arguments: dict[str, Any], client: Any) -> Iterator[bytes]:
    """The items of a stream as they arrive, or those of all pages."""
    items = call(client, entry, arguments, _view(entry))
    with items if "stream" in entry else nullcontext():
        for item in items:
            yield f"{item_json(item)}\n".encode()


# --- the call that is not made --------------------------------------------------------------------


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


def _masked(call: Any) -> Any:
    """The request of a call, for which no token is fetched."""
    call.signed = [
        (live, Secret("***", "Bearer" if live.known.kind == "bearer" else ""))
        for live in call.begin()
    ]
    return call.request()


def _request(way: Way, options: dict[str, Any]) -> bytes:
    """The request that a call would send, as HTTP writes it, without its credentials."""
    recorder = _Recorder()
    with client_class("client")(transport=recorder, **options) as client:
        client._signed = _masked
        with suppress(_RecordedError):
            next(way(client))
        secrets = [secret.word for secret in client._settings.credentials.secrets]
    request = recorder.request
    lines = [f"{name}: {value}" for name, value in request.headers.items()]
    text = "\n".join([f"{request.method} {request.url}", *lines, "", recorder.body]).rstrip()
    return without([*secrets, *(quote(secret, safe="") for secret in secrets)], text).encode()
