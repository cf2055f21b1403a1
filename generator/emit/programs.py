"""The programs beside the client, `python -m PACKAGE` and `python -m PACKAGE.mcp`, and what they
read in `operations.json`.

Both are modules of the runtime that know nothing of an API but its index; what is printed here is
only what starts them. Without `x-sdk.programs` a package has none of this."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from jinja2 import Environment

from generator.api.model import Api, Operation, Resource, Type
from generator.api.programs import run_by
from generator.emit.annotations import Needs
from generator.emit.code import Block, Code, string_literal
from generator.emit.json_schemas import definitions, described, one_line, schema_of
from generator.emit.server_lists import python_name
from generator.emit.templates import render
from generator.emit.webhook_signatures import KEY_REQUIREMENTS, verifies_by_keys

RUNTIME: Final = frozenset({"command_line", "command_values", "mcp_server", "output", "programs"})
"""The modules of the runtime that only programs need."""


class Program(NamedTuple):
    """The file that starts a program, the module of the runtime that it is, and what it needs: a
    package, what installs it, and the extra that does.
    """

    file: str
    module: str
    needs: str
    requirements: tuple[str, ...]
    extra: str
    script: str


PROGRAMS: Final = {
    "command-line": Program(
        "__main__.py",
        "command_line",
        "typer",
        ("typer>=0.27,<0.30", "rich>=13.8"),
        "cli",
        "",
    ),
    "mcp": Program(
        "mcp.py",
        "mcp_server",
        "mcp",
        ("mcp>=2.3,<3",),
        "mcp",
        "-mcp",
    ),
}


class Extra(NamedTuple):
    """An extra of the distribution: what it installs, the script that then runs, if any, and its
    target.
    """

    name: Code
    requirements: list[str]
    script: str
    target: str


def extras(api: Api) -> list[Extra]:
    """What `pyproject.toml` says of the programs, and of the keys that sign webhooks."""
    made = []
    for program in map(PROGRAMS.__getitem__, api.programs):
        module = program.file.removesuffix(".py")
        script, target = f"{api.distribution}{program.script}", f"{api.package}.{module}:main"
        made.append(Extra(Code(program.extra), list(program.requirements), script, target))
    if verifies_by_keys(api):
        made.append(Extra(Code("webhooks"), list(KEY_REQUIREMENTS), "", ""))
    return made


def starters(api: Api, environment: Environment, needs: Needs) -> dict[str, str]:
    """The modules that start the programs; `needs` has the runtime that they need."""
    tree = {}
    for name in api.programs:
        program, (command, called) = PROGRAMS[name], run_by(api, name)
        needs.runtime |= {"programs", program.module}
        tree[program.file] = render(
            environment,
            "client/program.py.jinja",
            docstring=[Block(f"{called[0].upper()}{called[1:]} of {api.title}: `{command}`.")],
            module=string_literal(program.module),
            above=needs.above,
            needed=string_literal(program.needs),
            requirements=program.requirements,
        )
    return tree


# --- README.md ------------------------------------------------------------------------------------


class CommandLine(NamedTuple):
    """The script, what it needs, calls of it, the option for a whole body, whether lists come in
    pages, and the options that choose a server.
    """

    script: Code
    requirements: Code
    examples: list[Code]
    body: Code | None
    pages: bool
    server_options: Code | None


class ModelContext(NamedTuple):
    """The script of the server, what it needs, and how a client is told of it, as JSON."""

    script: Code
    requirements: Code
    settings: Code


def command_line(api: Api) -> CommandLine | None:
    """What the documentation shows of the command line, where there is one: the help, the first
    operation that reads without arguments as a table, and the help of the first that sends a body.
    """
    if "command-line" not in api.programs:
        return None
    script = f"{api.distribution}{PROGRAMS['command-line'].script}"
    shown = sorted(api.operations, key=lambda each: each.deprecated)  # these only if nothing else
    simple = next((each for each in shown if each.method == "GET" and not _needed(each)), None)
    sending = next((each for each in shown if each.body is not None), None)
    called, flag = ["--help"], None
    if simple is not None:
        called.append(f"{_command(simple)} --output table")
    if sending is not None and sending.body is not None:
        called.append(f"{_command(sending)} --help")
        flag = Code(_flag(sending.body.python))
    return CommandLine(
        Code(script),
        _requirements("command-line"),
        [Code(f"{script} {each}") for each in called],
        flag,
        any(each.paging is not None for each in api.operations),
        _server_options(api),
    )


def _requirements(program: str) -> Code:
    return Code(" ".join(f"'{each}'" for each in PROGRAMS[program].requirements))


def _server_options(api: Api) -> Code | None:
    if api.servers is None:
        return None
    names = [api.servers.python] if api.servers.names else []
    names += [python_name(each) for each in api.servers.variables]
    return Code(" and ".join(f"`{_flag(name)}`" for name in names)) if names else None


def model_context(api: Api) -> ModelContext | None:
    """What the documentation shows of the server of the Model Context Protocol, where it is."""
    if "mcp" not in api.programs:
        return None
    script = f"{api.distribution}{PROGRAMS['mcp'].script}"
    secrets = {credential.env: "…" for credential in api.credentials}
    settings = {api.distribution: {"command": script, "args": [], "env": secrets}}
    said = json.dumps(settings, ensure_ascii=False)
    return ModelContext(Code(script), _requirements("mcp"), Code(said))


def _command(operation: Operation) -> str:
    return " ".join(each.replace("_", "-") for each in (*operation.resource, operation.function))


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _needed(operation: Operation) -> bool:
    return any(parameter.required for parameter in operation.parameters)


# --- operations.json ------------------------------------------------------------------------------


def of_the_package(api: Api) -> dict[str, Any]:
    """What the index says of the whole package besides."""
    about = {".".join(each.path): one_line(each.description) for each in _walk(api.resources)}
    return {
        "title": api.title,
        "version": api.version,
        "programs": list(api.programs),
        "resources": {name: text for name, text in about.items() if text},
    }


def definitions_json(api: Api) -> str:
    """The schemas of the classes that operations take, a class a line."""
    models = {model.name: model for model in api.models}
    kinds = (kind for operation in api.operations for kind in _taken(operation))
    found = definitions(models, kinds)
    lines = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(found[name])}" for name in found)
    return f'"$defs": {{\n  {lines}\n }}' if lines else '"$defs": {}'


def with_schemas(entry: dict[str, Any], operation: Operation) -> dict[str, Any]:
    """The entry of an operation with its words, and with the schemas of what it takes."""
    parameters = [
        said | {"schema": described(parameter)}
        for said, parameter in zip(entry["parameters"], operation.parameters, strict=True)
    ]
    about = _texts(summary=one_line(operation.summary), description=operation.description.strip())
    about |= {"retry": operation.retry, "parameters": parameters}
    if operation.deprecated:
        about["deprecated"] = True
    if operation.body is not None:
        media = operation.body.media_types[0]
        body = {"kind": media.kind, "schema": schema_of(media.type)}
        body |= _texts(description=one_line(operation.body.description))
        about["body"] = entry["body"] | body
    return entry | about


def _texts(**texts: str) -> dict[str, Any]:
    """What the document says in words, where it does."""
    return {name: text for name, text in texts.items() if text}


def _walk(resources: Iterable[Resource]) -> Iterator[Resource]:
    for resource in resources:
        yield resource
        yield from _walk(resource.children)


def _taken(operation: Operation) -> Iterator[Type]:
    """The types of what an operation takes."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.body is not None:
        yield operation.body.media_types[0].type
        yield from (field.type for field in operation.body.fields or ())
