"""`python -m PACKAGE.mcp`: the operations of the index as tools of a Model Context Protocol server,
over stdin and stdout.

Only what reads is offered, unless writing is allowed. What goes wrong in a call is the result of
the tool, in one line and without a secret, so that a model can do better; only a tool that does not
exist is an error of the protocol. Schemas are those of the index (JSON Schema 2020-12)."""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import accumulate
from typing import Any, NamedTuple, cast

import anyio
from mcp import MCPError, types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from .errors import SDKError
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
_SECONDS = 30.0  # for which the items of a stream are awaited
_SERVER = "server:"  # before the keyword of a client that chooses a server
_OPTIONS = ("help", "only", "allow_writes", "base_url", "error_bodies", "longest")
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]")


class Tool(NamedTuple):
    """An operation, its arguments, and the tool that it is."""

    entry: Entry
    arguments: dict[str, Schema]
    needed: list[str]
    tool: types.Tool


def main() -> None:
    try:
        anyio.run(_serve, _asked(sys.argv[1:]))
    except SDKError as error:  # no credential, or an address that is none
        print(failure(error), file=sys.stderr)
        sys.exit(2)
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
    asked = parser.parse_args(arguments)
    known = {".".join(entry["resource"]) for entry in _entries()} | index()["resources"].keys()
    for resource in asked.only or ():
        if not any(f"{each}.".startswith(f"{resource}.") for each in known):
            close = "".join(
                f"; {each} may be meant" for each in get_close_matches(resource, known, 1)
            )
            parser.error(f"there is no resource {resource}{close}")
    if asked.longest < 1:
        parser.error("--longest must be at least 1")
    return asked


async def _serve(asked: argparse.Namespace) -> None:
    options = {"base_url": asked.base_url, "error_bodies": asked.error_bodies}
    for name, value in vars(asked).items():
        if name.startswith(_SERVER):
            options[name.removeprefix(_SERVER)] = value
    async with client_class("async_client")(**options) as client, stdio_server() as (read, write):
        tools = offered(asked.only or (), allow_writes=asked.allow_writes)
        server = made(client, tools, asked.longest)
        await server.run(read, write, server.create_initialization_options())


def made(client: Any, tools: dict[str, Tool], longest: int = _LONGEST_RESULT) -> Server[Any]:
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
        return await _called(client, tools[asked.name], asked.arguments or {}, longest)

    about = index()
    return Server(
        about["client"],
        version=about["version"],
        title=about["title"],
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


# --- tools ----------------------------------------------------------------------------------------


def offered(only: Sequence[str] = (), *, allow_writes: bool = False) -> dict[str, Tool]:
    """The tools by name, in the order of the document: of some resources, or of all."""
    tools: dict[str, Tool] = {}
    for name, entry in zip(_names(), _entries(), strict=True):
        path = f"{'.'.join(entry['resource'])}."
        is_wanted = not only or any(path.startswith(f"{resource}.") for resource in only)
        if is_wanted and (allow_writes or entry["method"] in READS):
            tools[name] = _tool(name, entry)
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


def _tool(name: str, entry: Entry) -> Tool:
    arguments, body = _arguments(entry), entry["body"]
    asked = {*required(entry), body["python"] if body is not None and body["required"] else None}
    needed = [name for name in arguments if name in asked]
    definitions: dict[str, Schema] = {}
    properties = _as_json(arguments, definitions)
    schema: Schema = {"type": "object", "properties": properties, "required": needed}
    schema |= {"additionalProperties": False} | ({"$defs": definitions} if definitions else {})
    tool = types.Tool(
        name=name,
        description=words(entry, str),
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
    """The arguments: of a body its fields, or the whole where it may have fields beyond them."""
    known, body = keywords(entry), entry["body"]
    if body is None:
        return known
    of_the_body = fields(entry)
    takes_whole = not of_the_body or resolved(body["schema"]).get("additionalProperties")
    left_out = of_the_body.keys() if takes_whole else {body["python"]}
    return {name: schema for name, schema in known.items() if name not in left_out}


def _as_json(schema: Any, definitions: dict[str, Schema]) -> Any:
    """A schema whose classes are in `definitions`, and whose octets are base64."""
    if is_list(schema):
        return [_as_json(each, definitions) for each in schema]
    if not is_object(schema):
        return schema
    reference = schema.get("$ref")
    name = reference.rpartition("/")[2] if isinstance(reference, str) else ""
    if name and name not in definitions:
        definitions[name] = {}
        definitions[name] = _as_json(index()["$defs"][name], definitions)
    if schema.get("format") == "binary":
        return {**schema, "format": "byte", "contentEncoding": "base64"}
    return {key: _as_json(value, definitions) for key, value in schema.items()}


# --- calls ----------------------------------------------------------------------------------------


async def _called(
    client: Any, tool: Tool, given: dict[str, Any], longest: int
) -> types.CallToolResult:
    if unknown := sorted(given.keys() - tool.arguments.keys()):
        return _refused(f"there is no argument {unknown[0][:80]!r}")
    if missing := [name for name in tool.needed if name not in given]:
        return _refused(f"missing: {', '.join(missing)}")
    try:
        arguments = {name: _decoded(tool.arguments[name], each) for name, each in given.items()}
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


def _decoded(schema: Schema, value: Any) -> Any:
    """An argument with the octets of base64 in place of their text; raises `ValueError`."""
    schema = resolved(schema)
    if is_object(value):
        inner = schema.get("properties", {})
        return {name: _decoded(inner.get(name, {}), each) for name, each in value.items()}
    if is_list(value):
        return [_decoded(schema.get("items", {}), each) for each in value]
    if schema.get("format") != "binary" or not isinstance(value, str):
        return value
    return base64.b64decode(value, validate=True)


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
