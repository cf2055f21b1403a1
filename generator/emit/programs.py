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
from generator.emit.annotations import Needs
from generator.emit.code import Block, Code, string_literal
from generator.emit.json_schemas import definitions, described, one_line, schema_of
from generator.emit.templates import render


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
    about: str


PROGRAMS: Final = {
    "command-line": Program(
        "__main__.py",
        "command_line",
        "typer",
        ("typer>=0.27,<1", "rich>=13.8"),
        "cli",
        "",
        "The command line",
    ),
    "mcp": Program(
        "mcp.py",
        "mcp_server",
        "mcp",
        ("mcp>=2.3,<3",),
        "mcp",
        "-mcp",
        "The server of the Model Context Protocol",
    ),
}


class Extra(NamedTuple):
    """An extra of the distribution: what it installs, the script that then runs, and its target."""

    name: Code
    requirements: list[str]
    script: str
    target: str


def extras(api: Api) -> list[Extra]:
    """What `pyproject.toml` says of the programs."""
    made = []
    for program in map(PROGRAMS.__getitem__, api.programs):
        module = program.file.removesuffix(".py")
        script, target = f"{api.distribution}{program.script}", f"{api.package}.{module}:main"
        made.append(Extra(Code(program.extra), list(program.requirements), script, target))
    return made


def starters(api: Api, environment: Environment, needs: Needs) -> dict[str, str]:
    """The modules that start the programs; `needs` has the runtime that they need."""
    tree = {}
    for program in map(PROGRAMS.__getitem__, api.programs):
        needs.runtime |= {"programs", program.module}
        module = "" if program.file == "__main__.py" else f".{program.file.removesuffix('.py')}"
        tree[program.file] = render(
            environment,
            "client/program.py.jinja",
            docstring=[
                Block(f"{program.about} of {api.title}: `python -m {api.package}{module}`.")
            ],
            module=string_literal(program.module),
            needed=string_literal(program.needs),
            install=string_literal(f"{api.distribution}[{program.extra}]"),
        )
    return tree


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
