"""`python -m PACKAGE`: every operation of the index as a command.

Resources are groups of commands, functions are commands, keywords are options; parameters
that have to be given and are one value may also be given by position. stdout has the answer and
nothing else, stderr has one line on what went wrong. Exit codes: 0 done; 1 the API or the network
said no, or you did; 2 nothing was sent, since the command line or the set-up is wrong; 130 you
interrupted it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from inspect import Parameter, Signature
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import quote

import httpx2
import typer
from rich.markup import escape
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .command_values import AsJson, WrongError, dashed, flag, form_of, positional, values
from .errors import ConfigurationError, InvalidInputError, SDKError, cut
from .output import loaded, save, shown, table, visible, write
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
    required,
    resolved,
    server_choices,
    summary,
    words,
)
from .redaction import Secret

Way: TypeAlias = Callable[[Any], Iterator[bytes]]
"""From a client to the parts of what is shown."""

_OUTPUTS = ["json", "table", "raw"]
_METAVARS = {"json or text": "JSON|TEXT", "file": "FILE|-"}
_ALL = ("all", "", "Every item of every page, an item a line.")
_LIMIT = ("limit", "N", "The first N items of all pages, an item a line.")
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
_TEXT: Any = str | None
_TEXTS: Any = list[str] | None
_SERVER = "server:"  # before the keyword of a client, where an option of ours is one
_LISTED = 100  # characters of the commands of a group without a description
_SHOWN_BODY = 2**20  # bytes of a body that a dry run shows


def main() -> None:
    # A shell completes a command, which `python -m` is none.
    program(completes=Path(sys.argv[0]).name != "__main__.py").main()


def program(*, completes: bool = True) -> TyperGroup:
    """The whole command line."""
    about = _text(f"The command line of {index()['title']}.")
    app = typer.Typer(
        help=about, epilog=about_credentials(), no_args_is_help=True, add_completion=completes
    )
    app.callback()(_root)
    root = cast("TyperGroup", get_command(app))
    root.commands = _Commands()
    for entry in index()["operations"]:
        group = _group(root, entry["resource"])
        group.commands[dashed(entry["function"])] = cast("Any", partial(_command, entry))
    _describe(root)
    return root


def _describe(group: TyperGroup) -> str:
    """What a group is: where the document does not say so, the only group in it, or what it has."""
    inner = [_describe(each) for each in group.commands.values() if isinstance(each, TyperGroup)]
    if not group.help:  # in the list of groups: its own help shows what it has
        is_one = len(inner) == len(group.commands) == 1
        group.short_help = inner[0] if is_one else _listed(group)
    return str(group.help or group.short_help)


def _listed(group: TyperGroup) -> str:
    return escape(cut(", ".join(group.commands), _LISTED))


def _text(text: str) -> str:
    """A text of the document as it is shown: neither markup nor commands to a terminal."""
    return escape("\n".join(map(visible, text.expandtabs().split("\n"))))


class _Commands(dict[str, Any]):
    """The commands of a group, each made when it is first asked for: one is run of hundreds."""

    def get(self, name: str, default: Any = None) -> Any:
        found: Any = super().get(name, default)
        if isinstance(found, partial):
            self[name] = found = cast("Callable[[], Any]", found)()
        return found

    def __getitem__(self, name: str) -> Any:
        return self.get(name) if name in self else super().__getitem__(name)


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
            about = _text(index()["resources"].get(".".join(path[:depth]), ""))
            commands = _Commands()
            found = TyperGroup(
                name=dashed(name), commands=commands, help=about, no_args_is_help=True
            )
            group.add_command(found)
        group = cast("TyperGroup", found)
    return group


# --- commands and their options -------------------------------------------------------------------


def _command(entry: Entry) -> TyperCommand:
    """An operation as a command. An option of ours gives way to one of the document's."""
    known, places, needed = keywords(entry), positional(entry), required(entry)
    more = [*([_ALL, _LIMIT] if "paging" in entry else []), *([_STREAM] if _view(entry) else [])]
    ours = (*more, *_OF_THE_CALL, *_of_the_client())
    own: dict[str, str] = {}
    for name in ("by_position", "help", *(name for name, _, _ in ours)):
        spelled = name.removeprefix(_SERVER)
        while spelled in known or spelled in own.values():
            spelled = f"call_{spelled}"
        own[name] = spelled
    metavar = " ".join(f"[{name.upper()}]" for name in places)
    by_position = typer.Argument(None, metavar=metavar, hidden=True)
    app = typer.Typer(add_completion=False)
    app.command(
        dashed(entry["function"]),
        help=_text(words(entry, flag)),
        short_help=_text(summary(entry)),
        deprecated=entry.get("deprecated", False),
        context_settings={"help_option_names": [flag(own.pop("help"))]},
    )(
        _function(
            partial(_run, entry, own),
            [
                *([_taken(own["by_position"], _TEXTS, by_position)] if places else []),
                *(_option(name, known, entry["body"], needed) for name in known),
                *(_own(own[name], metavar, about) for name, metavar, about in ours),
            ],
        )
    )
    command = cast("TyperCommand", get_command(app))
    if places:  # which releases of Typer dress up, each in its own way
        cast("Any", command.params[0]).get_usage_pieces = partial(_usage, metavar)
    return command


def _usage(metavar: str, _context: object) -> list[str]:
    """What the line of usage has for what goes by position."""
    return [metavar]


def _function(called: Callable[..., None], taken: Sequence[Parameter]) -> Callable[..., None]:
    """A function with a signature, which is all that every release of Typer reads alike."""

    def function(**given: Any) -> None:
        called(**given)

    function.__annotations__ = {each.name: each.annotation for each in taken}
    cast("Any", function).__signature__ = Signature(taken)
    return function


def _taken(name: str, annotation: object, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _of_the_client() -> Iterator[tuple[str, str, str]]:
    """The options that choose a server, where there is a choice."""
    for python, names, about in server_choices():
        yield f"{_SERVER}{python}", "|".join(names) or "TEXT", _text(about)


def _view(entry: Entry) -> str:
    """The view in which an answer that can be a stream is one."""
    return str(entry.get("stream", {}).get("view") or "")


def _option(
    name: str, known: dict[str, Schema], body: Schema | None, needed: Sequence[str]
) -> Parameter:
    form = form_of(known[name])
    about = _text(str(resolved(known[name]).get("description", "")))
    told = escape("[required]") if name in needed else ""
    if body is not None and name == body["python"]:
        if body["kind"] == "parts":
            told = f"Once for each part; `-` is stdin. {told}"
            return _own(name, "JSON|@FILE", f"{about} {told}".strip(), multiple=True)
        metavar = "FILE|-" if body["kind"] in ("binary", "text") else "JSON|FILE|-"
        return _own(name, metavar, f"{about} Whole; `-` is stdin. {told}".strip())
    if form.kind == "boolean" and not form.is_list:
        flags = flag(name) if f"no_{name}" in known else f"{flag(name)}/--no-{dashed(name)}"
        return _taken(name, bool | None, typer.Option(None, flags, help=f"{about} {told}".strip()))
    whole = ", or a JSON array of all" if form.kind == "json" else ""
    once = f"Once for each item{whole}." if form.is_list else ""
    choices = form.choices
    option = typer.Option(
        None,
        flag(name),
        metavar="|".join(choices) or _METAVARS.get(form.kind, form.kind.upper()),
        help=" ".join(filter(None, [about, once, told])),
        autocompletion=_completion(choices) if choices else None,
    )
    return _taken(name, _TEXTS if form.is_list else _TEXT, option)


def _own(name: str, metavar: str, about: str, *, multiple: bool = False) -> Parameter:
    choices = metavar.split("|")
    option = typer.Option(
        None if metavar else False,
        flag(name),
        metavar=metavar or None,
        help=about,
        rich_help_panel="The call",
        autocompletion=_completion(choices) if _is_choice(choices) else None,
    )
    is_list = multiple or "=" in metavar
    return _taken(name, _TEXTS if is_list else _TEXT if metavar else bool, option)


def _is_choice(names: Sequence[str]) -> bool:
    return len(names) > 1 and names[-1] not in ("-", "@FILE")


def _completion(choices: Sequence[str]) -> Callable[[], list[str]]:
    return lambda: list(choices)


# --- the call -------------------------------------------------------------------------------------


def _run(entry: Entry, own: dict[str, str], /, **given: Any) -> None:
    asked = {name: given.pop(spelled, None) for name, spelled in own.items()}
    options = {"base_url": asked["base_url"], "error_bodies": asked["error_bodies"]}
    of_servers = {name: each for name, each in asked.items() if name.startswith(_SERVER)}
    options |= {name.removeprefix(_SERVER): each for name, each in of_servers.items()}
    try:
        as_json = AsJson(flag(own["json"]), asked["json"] or ())
        arguments = values(entry, asked["by_position"] or (), given, as_json)
        way = _way(entry, arguments, asked, own)
        if asked["dry_run"]:
            write(_request(way, options))
            return
        if not asked["yes"] and entry["method"] not in READS:
            _ask(entry, arguments, flag(own["yes"]))
        with client_class("client")(**options) as client:
            save(way(client), asked["to"], flag(own["to"]))
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
    try:
        typer.confirm(visible(f"{label}: {summary(entry)}?"), abort=True, err=True)
    except typer.Abort as error:
        if not isinstance(error.__context__, KeyboardInterrupt):
            raise
        typer.echo(err=True)
        raise typer.Exit(130) from None


def _way(
    entry: Entry, arguments: dict[str, Any], asked: dict[str, Any], own: dict[str, str]
) -> Way:
    output, option = asked["output"] or "json", flag(own["output"])
    if output not in _OUTPUTS:
        raise WrongError(option, f"is none of {', '.join(_OUTPUTS)}")
    is_stream = asked.get("stream") or ("stream" in entry and not _view(entry))
    limit = _limit(asked["limit"], flag(own["limit"])) if "limit" in own else None
    if is_stream or asked.get("all") or limit is not None:
        if output == "raw" or (is_stream and output == "table"):
            raise WrongError(option, f"{output} is of one answer, and not of items")
        items = partial(_items, entry, arguments, limit)
        return partial(_rows if output == "table" else _lines, items)
    if asked["to"]:
        return partial(_bytes, entry, arguments)
    options = flag(own["to"]), option
    return partial(_document, entry, arguments, output, options)


def _limit(given: str | None, option: str) -> int | None:
    if given is None:
        return None
    if not given.isdecimal() or int(given) < 1:
        raise WrongError(option, "is not a number from 1")
    return int(given)


def _document(
    entry: Entry, arguments: dict[str, Any], output: str, options: tuple[str, str], client: Any
) -> Iterator[bytes]:
    place = entry.get("paging", {}).get("items") or ""
    yield shown(call(client, entry, arguments), output, place, options)


def _bytes(entry: Entry, arguments: dict[str, Any], client: Any) -> Iterator[bytes]:
    with call(client, entry, arguments, "with_streaming_response") as answer:
        yield from answer.iter_bytes()


def _items(
    entry: Entry, arguments: dict[str, Any], limit: int | None, client: Any
) -> Iterator[str]:
    """The items of a stream as they arrive, or those of all pages, each as JSON."""
    items = call(client, entry, arguments, _view(entry))
    with items if "stream" in entry else nullcontext():
        for item in islice(cast("Iterable[Any]", items), limit):
            yield item_json(item)


def _lines(items: Callable[[Any], Iterator[str]], client: Any) -> Iterator[bytes]:
    for item in items(client):
        yield f"{item}\n".encode()


def _rows(items: Callable[[Any], Iterator[str]], client: Any) -> Iterator[bytes]:
    yield table([loaded(item) for item in items(client)]).encode()


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
        row = _row(request.stream)
        if row is not None:
            self.body = "".join(map(_outlined, row))
        elif size <= _SHOWN_BODY:
            with suppress(UnicodeDecodeError):
                self.body = b"".join(cast("Iterable[bytes]", request.stream)).decode()
        raise _RecordedError


def _row(stream: Any) -> list[Any] | None:
    """What a body is made of that is read while it is sent: octets, and files."""
    body = getattr(getattr(stream, "_pieces", None), "__self__", None)
    row = getattr(body, "_row", None)
    return row if row is not None and all(map(_is_outlined, row)) else None


def _is_outlined(each: Any) -> bool:
    return isinstance(each, bytes) or hasattr(each, "_source")


def _outlined(each: Any) -> str:
    """Octets as their text; of a file its name and its size."""
    if isinstance(each, bytes):
        return each.decode(errors="replace")
    name = getattr(each._source, "name", "")
    return f"({name if isinstance(name, str) else 'stream'}, {each.length} bytes)"


def _unsigned(call: Any) -> Any:
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
        client._signed = _unsigned
        with suppress(_RecordedError):
            next(way(client))
        known = client._about.credentials
    request = recorder.request
    url, mark, query = str(request.url).partition("?")
    queries = {quote(each.wire, safe="") for each in known if each.location == "query"}
    lines = [f"{request.method} {url}{mark}{_without('&', query, queries)}"]
    lines += [f"{name}: {_masked(known, name, value)}" for name, value in request.headers.items()]
    return ("\n".join([*lines, "", recorder.body]).rstrip() + "\n").encode()


def _masked(credentials: Iterable[Any], name: str, value: str) -> str:
    """The value of a header, without the credential that it is or has."""
    if name == "cookie":
        return _without(
            "; ", value, {each.wire for each in credentials if each.location == "cookie"}
        )
    kinds = {each.wire.lower(): each.kind for each in credentials if each.location == "header"}
    if name not in kinds:
        return value
    scheme, space, _ = value.partition(" ")
    return f"{scheme} ***" if space and kinds[name] != "apiKey" else "***"


def _without(separator: str, text: str, names: set[str]) -> str:
    """Pairs of name and value, without the values of `names`."""
    pairs = [each.partition("=") for each in text.split(separator)]
    return separator.join(
        f"{name}=***" if name in names else f"{name}{equals}{value}"
        for name, equals, value in pairs
    )
