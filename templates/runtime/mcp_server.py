"""`python -m PACKAGE.mcp`: the operations of the index as tools of a Model Context Protocol server,
over stdin and stdout.

Only what reads is offered, unless writing is allowed. What goes wrong in a call is the result of
the tool, in one line and without a secret, so that a model can do better; only a tool that does not
exist is an error of the protocol. Schemas are those of the index (JSON Schema 2020-12).

A file is base64, with its name and media type where it is a part of a form. Nothing of this
machine's disk is read, unless the server was started with a folder of which files may be sent."""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, cast

import anyio
from mcp import MCPError, types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from .errors import SDKError
from .media_types import is_label
from .programs import (
    READS,
    Entry,
    Schema,
    about_credentials,
    answer_json,
    at,
    call,
    client_class,
    failure,
    fields,
    file_of,
    index,
    is_list,
    item_json,
    keywords,
    own_package,
    place_of_items,
    required,
    resolved,
    server_choices,
    summary,
    words,
)
from .values import is_object

_LONGEST_NAME = 64  # characters that clients take in the name of a tool
_LONGEST_RESULT = 50_000  # characters, about 15,000 tokens
_LARGEST_FILE = 10 * 2**20  # bytes
_SECONDS = 30.0  # for which the items of a stream are awaited
_SERVER = "server:"  # before the keyword of a client that chooses a server
_OPTIONS = (
    *("help", "only", "allow_writes", "base_url", "error_bodies"),
    *("longest", "files", "largest_file"),
)
_DEEPEST = 100  # levels of structured content: some parsers of JSON stop at 200
_HALF = re.compile(r"[\ud800-\udfff]")
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]")


class Files(NamedTuple):
    """How large a file may be, in bytes, and the folder whose files may be sent, if any."""

    largest: int = _LARGEST_FILE
    folder: Path | None = None


class Tool(NamedTuple):
    """An operation, its arguments, and the tool that it is."""

    entry: Entry
    arguments: dict[str, Schema]
    needed: list[str]
    tool: types.Tool


def main() -> None:
    try:
        asked = _asked(sys.argv[1:])
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # A cancelled read of stdin would wait for a line first, which nobody may send.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        anyio.run(_serve, asked)
    except SDKError as error:  # no credential, or an address that is none
        print(failure(error), file=sys.stderr)
        sys.exit(2)
    except ExceptionGroup as group:
        if group.split(BrokenPipeError)[1] is not None:
            raise
    except KeyboardInterrupt:
        sys.exit(130)


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=f"python -m {own_package()}.mcp",
        description=f"{index()['title']} as tools of a Model Context Protocol server over stdio.",
        epilog=about_credentials(),
        allow_abbrev=False,
    )
    add = parser.add_argument
    only = "offer this resource alone, as in a.b; may be given again"
    add("--only", action="append", metavar="RESOURCE", help=only)
    add("--allow-writes", action="store_true", help="offer what changes or sends something too")
    add("--base-url", metavar="URL", help="where the API is")
    for python, names, about in server_choices():
        said: Any = {"choices": names} if names else {"metavar": "TEXT"}
        spelled = f"server_{python}" if python in _OPTIONS else python
        said |= {"dest": f"{_SERVER}{python}", "help": about.replace("%", "%%")}
        add(f"--{spelled.replace('_', '-')}", **said)
    add("--error-bodies", action="store_true", help="show in an error what the server says")
    longest = "most characters of a result, %(default)s unless given"
    add("--longest", type=int, default=_LONGEST_RESULT, help=longest)
    folder = "a folder of this machine whose files may be sent; none unless given"
    add("--files", type=Path, metavar="FOLDER", help=folder)
    largest = "most bytes of a file that is sent, %(default)s unless given"
    add("--largest-file", type=int, default=_LARGEST_FILE, help=largest)
    asked = parser.parse_args(arguments)
    known = {".".join(entry["resource"]) for entry in _entries()} | index()["resources"].keys()
    for resource in asked.only or ():
        if not any(f"{each}.".startswith(f"{resource}.") for each in known):
            close = "".join(
                f"; {each} may be meant" for each in get_close_matches(resource, known, 1)
            )
            parser.error(f"there is no resource {resource}{close}")
    for name in ("longest", "largest_file"):
        if getattr(asked, name) < 1:
            parser.error(f"--{name.replace('_', '-')} must be at least 1")
    if asked.files is not None and not asked.files.is_dir():
        parser.error("--files must be a folder")
    return asked


async def _serve(asked: argparse.Namespace) -> None:
    options = {"base_url": asked.base_url, "error_bodies": asked.error_bodies}
    for name, value in vars(asked).items():
        if name.startswith(_SERVER):
            options[name.removeprefix(_SERVER)] = value
    async with client_class("async_client")(**options) as client, stdio_server() as (read, write):
        folder = None if asked.files is None else asked.files.resolve()
        files = Files(asked.largest_file, folder)
        tools = offered(asked.only or (), allow_writes=asked.allow_writes, files=files)
        server = made(client, tools, asked.longest, files)
        await server.run(read, write, server.create_initialization_options())


def made(
    client: Any,
    tools: dict[str, Tool],
    longest: int = _LONGEST_RESULT,
    files: Files = Files(),  # noqa: B008  # which nothing changes
) -> Server[Any]:
    """The server whose tools call `client`; results have at most `longest` characters."""

    async def list_tools(
        context: ServerRequestContext[Any], asked: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[each.tool for each in tools.values()])

    async def call_tool(
        context: ServerRequestContext[Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        if asked.name not in tools:
            raise MCPError(types.INVALID_PARAMS, f"there is no tool {asked.name[:80]!r}")
        arguments = asked.arguments or {}
        return _sendable(await _called(client, tools[asked.name], arguments, longest, files))

    about = index()
    return Server(
        about["client"],
        version=about["version"],
        title=about["title"],
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


# --- tools ----------------------------------------------------------------------------------------


def offered(
    only: Sequence[str] = (),
    *,
    allow_writes: bool = False,
    files: Files = Files(),  # noqa: B008  # which nothing changes
) -> dict[str, Tool]:
    """The tools by name, in the order of the document: of some resources, or of all."""
    tools: dict[str, Tool] = {}
    for name, entry in zip(_names(), _entries(), strict=True):
        path = f"{'.'.join(entry['resource'])}."
        is_wanted = not only or any(path.startswith(f"{resource}.") for resource in only)
        if is_wanted and (allow_writes or entry["method"] in READS):
            tools[name] = _tool(name, entry, files)
    return tools


def _entries() -> list[Entry]:
    return cast("list[Entry]", index()["operations"])


def _names() -> list[str]:
    """The names of all operations, so that a filter changes none; one that is too long, or that
    another has too, ends in a digest of where its operation is.
    """
    wholes = [".".join([*entry["resource"], entry["function"]]) for entry in _entries()]
    plain = [_NO_NAME.sub("_", whole) for whole in wholes]
    known = Counter(plain)
    return [
        name
        if known[name] == 1 and len(name) <= _LONGEST_NAME
        else f"{name[: _LONGEST_NAME - 9]}_{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
        for name, whole in zip(plain, wholes, strict=True)
    ]


def _tool(name: str, entry: Entry, files: Files) -> Tool:
    arguments, body = _arguments(entry), entry["body"]
    asked = {*required(entry), body["python"] if body is not None and body["required"] else None}
    needed = [name for name in arguments if name in asked]
    definitions: dict[str, Schema] = {}
    described = _file_schema(has_parts=_has_parts(entry), files=files)
    properties = _as_json(arguments, definitions, described)
    schema: Schema = {"type": "object", "properties": properties, "required": needed}
    schema |= {"additionalProperties": False} | ({"$defs": definitions} if definitions else {})
    tool = types.Tool(
        name=name,
        description=words(entry, str) + ("\n\nDeprecated." if entry.get("deprecated") else ""),
        input_schema=schema,
        annotations=types.ToolAnnotations(
            title=summary(entry),
            read_only_hint=entry["method"] in READS,
            destructive_hint=entry["method"] not in READS,
            idempotent_hint=entry["retry"] == "safe",
        ),
    )
    return Tool(entry, arguments, needed, tool)


def _arguments(entry: Entry) -> dict[str, Schema]:
    """The arguments: of a body its fields, or the whole where it may have fields beyond them, and
    where it is a union, whose members say which fields go together.
    """
    known, body = keywords(entry), entry["body"]
    if body is None:
        return known
    of_the_body = fields(entry)
    whole = resolved(body["schema"])
    takes_whole = not of_the_body or whole.get("additionalProperties") or "anyOf" in whole
    left_out = of_the_body.keys() if takes_whole else {body["python"]}
    return {name: schema for name, schema in known.items() if name not in left_out}


def _has_parts(entry: Entry) -> bool:
    """Whether a file is a part of a body, which has a name and a media type."""
    return entry["body"] is not None and entry["body"]["kind"] in ("multipart", "parts")


def _file_schema(*, has_parts: bool, files: Files) -> Schema:
    """What a file is as an argument."""
    encoded = {"type": "string", "format": "byte", "contentEncoding": "base64"}
    said = {"name": {"type": "string"}, "content_type": {"type": "string"}} if has_parts else {}
    ways: list[Schema] = [encoded]
    if has_parts:
        ways.append(_object_of({"content": encoded, **said}, "content"))
    if files.folder is not None:
        about = {"type": "string", "description": "A file of the folder that may be sent."}
        ways.append(_object_of({"path": about, **said}, "path"))
    return encoded if len(ways) == 1 else {"anyOf": ways}


def _object_of(properties: Schema, needed: str) -> Schema:
    whole: Schema = {"type": "object", "properties": properties, "required": [needed]}
    return whole | {"additionalProperties": False}


def _as_json(schema: Any, definitions: dict[str, Schema], file: Schema) -> Any:
    """A schema whose classes are in `definitions`, and whose octets are a `file`."""
    if is_list(schema):
        return [_as_json(each, definitions, file) for each in schema]
    if not is_object(schema):
        return schema
    reference = schema.get("$ref")
    name = reference.rpartition("/")[2] if isinstance(reference, str) else ""
    if name and name not in definitions:
        definitions[name] = {}
        definitions[name] = _as_json(index()["$defs"][name], definitions, file)
    if schema.get("format") == "binary":
        return {key: each for key, each in schema.items() if key not in ("type", "format")} | file
    return {key: _as_json(value, definitions, file) for key, value in schema.items()}


# --- calls ----------------------------------------------------------------------------------------


async def _called(
    client: Any, tool: Tool, given: dict[str, Any], longest: int, files: Files
) -> types.CallToolResult:
    if unknown := sorted(given.keys() - tool.arguments.keys()):
        return _refused(f"there is no argument {unknown[0][:80]!r}")
    if missing := [name for name in tool.needed if name not in given]:
        return _refused(f"missing: {', '.join(missing)}")
    try:
        decoder = _Decoder(files, tool.entry["body"])
        arguments = {
            name: decoder.decoded(tool.arguments[name], each, name) for name, each in given.items()
        }
        if "stream" in tool.entry and not tool.entry["stream"]["view"]:
            return await _streamed(client, tool.entry, arguments, longest)
        text = answer_json(await call(client, tool.entry, arguments))
    except (SDKError, TypeError, ValueError) as error:
        return _refused(failure(error))
    value = json.loads(text)
    if len(text) > longest:
        return _beginning(text, value, longest, tool.entry.get("paging", {}).get("items") or "")
    structured = value if is_object(value) else {"result": value}
    return types.CallToolResult(content=[_text(text)], structured_content=structured)


class _Decoder:
    """Reads the files in the arguments of a call; raises `ValueError` in a line that shows none."""

    def __init__(self, files: Files, body: Schema | None) -> None:
        self._files, self._kind = files, "" if body is None else str(body["kind"])

    def decoded(self, schema: Schema, value: Any, at: str) -> Any:
        """An argument with the octets of files in place of what stands for them."""
        schema = resolved(schema)
        members = [resolved(each) for each in schema.get("anyOf", ())]
        if any(each.get("format") == "binary" for each in (schema, *members)):
            return self._file(value, at, is_sure=not members)
        if is_object(value):
            inner = schema.get("properties", {})
            return {
                name: self.decoded(inner.get(name, {}), each, f"{at}.{name}")
                for name, each in value.items()
            }
        if is_list(value):
            items = schema.get("items", {})
            return [self.decoded(items, each, f"{at}.{i}") for i, each in enumerate(value)]
        return value

    def _file(self, value: Any, at: str, *, is_sure: bool) -> Any:
        """`is_sure`: it is a file; else one where it has the form of one, and is no text."""
        if isinstance(value, str) and is_sure:
            return self._made(self._octets(value, at), "upload", None, at)
        if not is_object(value) or not (is_sure or _is_file(value)):
            return value
        if not _is_file(value):
            what = "content or path, and may have name and content_type, all of them texts"
            raise ValueError(f"{at} must have {what}")
        if "path" in value:
            content: Any = self._path(value["path"], at)
            name = value.get("name", content.name)
        else:
            content, name = self._octets(value["content"], at), value.get("name", "upload")
        return self._made(content, name, value.get("content_type"), at)

    def _octets(self, text: str, at: str) -> bytes:
        largest = self._files.largest
        if len(text) > (largest + 2) // 3 * 4:
            raise ValueError(f"{at} has more than the {largest} bytes that a file may have")
        try:
            octets = base64.b64decode(text, validate=True)
        except ValueError:
            raise ValueError(f"{at} is not base64") from None
        if len(octets) > largest:
            raise ValueError(f"{at} has more than the {largest} bytes that a file may have")
        return octets

    def _path(self, name: str, at: str) -> Path:
        """A file in the folder, wherever links lead."""
        folder, largest = self._files.folder, self._files.largest
        if folder is None:
            raise ValueError(f"{at} is a path, and this server reads no files: give its content")
        try:
            found = (folder / name).resolve()
            is_there = found.is_relative_to(folder) and found.is_file()
            size = found.stat().st_size if is_there else 0
        except (OSError, ValueError, RuntimeError):
            raise ValueError(f"{at} is no file of the folder that may be sent") from None
        if not is_there:
            raise ValueError(f"{at} is no file of the folder that may be sent")
        if size > largest:
            raise ValueError(f"{at} has more than the {largest} bytes that a file may have")
        return found

    def _made(self, content: Any, name: str, label: str | None, at: str) -> Any:
        if label is not None and not is_label(label):
            raise ValueError(f"{at} has a content_type that is no media type")
        return file_of(self._kind, name, content, label)


def _is_file(value: dict[str, Any]) -> bool:
    """Whether an object says what a file is."""
    content = value.keys() & {"content", "path"}
    is_known = value.keys() - content <= {"name", "content_type"}
    return len(content) == 1 and is_known and all(isinstance(each, str) for each in value.values())


def _sendable(result: types.CallToolResult) -> types.CallToolResult:
    """What every client can read: text alone of what is nested deep, and no half of a surrogate
    pair, which JSON can name and UTF-8 cannot write.
    """
    structured = result.structured_content
    if _is_deep(structured, _DEEPEST):
        structured = None
    texts = [each.text for each in result.content if isinstance(each, types.TextContent)]
    whole = json.dumps([structured, texts], ensure_ascii=False)
    if _HALF.search(whole):
        structured, texts = json.loads(_HALF.sub("\ufffd", whole))
    content: list[Any] = [*map(_text, texts)]
    return types.CallToolResult(
        content=content, structured_content=structured, is_error=result.is_error
    )


def _is_deep(value: object, levels: int) -> bool:
    """Whether objects and lists are nested in more levels than that."""
    inner = value.values() if is_object(value) else value if is_list(value) else None
    if inner is None:
        return False
    return not levels or any(_is_deep(each, levels - 1) for each in inner)


def _refused(line: str) -> types.CallToolResult:
    return types.CallToolResult(content=[_text(line)], is_error=True)


async def _streamed(
    client: Any, entry: Entry, arguments: dict[str, Any], longest: int
) -> types.CallToolResult:
    """The items of a stream that arrive in `_SECONDS`, and that there is room for."""
    found: list[str] = []
    room, is_whole = longest, False
    async with call(client, entry, arguments, "") as items:
        with anyio.move_on_after(_SECONDS):
            async for item in items:
                found.append(item_json(item))
                room -= len(found[-1]) + 2
                if room < 0:
                    break
            else:
                is_whole = True
    shown = found if room >= 0 else found[:-1]
    text = f"[{', '.join(shown)}]"
    why = f"Those of {_SECONDS:g} seconds" if room >= 0 else "Only the first"
    notes = [] if is_whole else [_text(f"{why} are shown: {len(shown)} items; there may be more.")]
    return types.CallToolResult(
        content=[_text(text), *notes], structured_content={"result": json.loads(text)}
    )


def _beginning(text: str, value: Any, longest: int, place: str) -> types.CallToolResult:
    """What there is room for: the first items of a list or of a page, else the first characters."""
    names = place_of_items(value, place)
    items = value if is_list(value) else at(value, names) if names else []
    room = longest - (len(json.dumps(_with(value, names, []), ensure_ascii=False)) if names else 0)
    sizes = accumulate(len(json.dumps(item, ensure_ascii=False)) + 2 for item in items)
    shown = items[: sum(size <= room for size in sizes)]
    if not shown and not is_list(value):
        note = f"Only the first {longest} of {len(text)} characters are shown."
        return types.CallToolResult(content=[_text(text[:longest]), _text(note)])
    note = f"Only the first {len(shown)} of {len(items)} items are shown: ask for fewer."
    kept = _with(value, names, shown)
    structured = kept if names else {"result": kept, "shown": len(shown), "total": len(items)}
    listed = _text(json.dumps(kept, ensure_ascii=False))
    return types.CallToolResult(content=[listed, _text(note)], structured_content=structured)


def _with(value: Any, names: Sequence[str], items: list[Any]) -> Any:
    """A page with other items."""
    if not names:
        return items
    return {**value, names[0]: _with(value[names[0]], names[1:], items)}


def _text(text: str) -> types.TextContent:
    return types.TextContent(text=text)
