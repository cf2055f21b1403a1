"""The package around the models: client, resources, typed dicts, `operations.json`, and the runtime
modules that it needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, Credential, Operation, Resource
from generator.emit import programs
from generator.emit.annotations import Needs
from generator.emit.arguments import Argument
from generator.emit.code import Block, Code, identifier, literal, string_literal
from generator.emit.credentials import obtained_by
from generator.emit.docstrings import (
    Shared,
    error_class,
    evidence_note,
    failures,
    shared,
    shared_failures,
)
from generator.emit.imports import reexports
from generator.emit.lazy_packages import Export, lazy_package
from generator.emit.operations_index import operations_json
from generator.emit.paging import pages_package
from generator.emit.resource_modules import resource_module, resource_text, walk
from generator.emit.response_headers import emit_response_headers
from generator.emit.runtime_files import exported, lazy_module, runtime_modules
from generator.emit.templates import Text, later, render
from generator.emit.typed_dicts import has_inputs, typed_dicts
from generator.emit.webhooks import emit_webhooks

_MODULES = ("inputs", "models", "pages", "resources", "response_headers", "webhooks")


def emit_client(
    api: Api, environment: Environment, templates: Path, needs: Needs
) -> dict[str, Text | bytes]:
    """The package without its models: path inside the package -> text to be formatted, or bytes
    that are copied as they are.

    `needs` has what the models need, and is filled up.
    """
    annotations = Annotations.of(api)
    known = shared(api)
    resources = list(walk(api.resources))
    tree: dict[str, Text] = {
        "_client.py": _client(api, known, environment, annotations, needs),
        "operations.json": operations_json(api),
        "py.typed": "",
    }
    if resources:
        tree["resources/__init__.py"] = lazy_package(
            environment,
            "The resources of the client, each imported when one of its classes is first used.",
            [Export.of(each.module, (each.name, f"Async{each.name}")) for each in resources],
        )
    for resource in resources:
        tree[f"resources/{resource.module}.py"] = resource_text(
            resource, known, environment, annotations, needs
        )
    tree |= programs.starters(api, environment, needs)
    if has_inputs(api) or needs.file:
        tree |= typed_dicts(api, environment, annotations, needs)
    tree |= emit_webhooks(api, environment, annotations, needs)
    tree |= pages_package(api, environment, annotations, needs)
    tree |= emit_response_headers(api, environment, annotations, needs)
    runtime = runtime_modules(templates, needs.runtime)
    packages = [
        name
        for name in _MODULES
        if f"{name}/__init__.py" in tree or f"{name}.py" in tree or name == "models"
    ]
    tree["__init__.py"] = _package(api, environment, runtime, packages, needs)
    files: dict[str, Text | bytes] = {**tree}
    files["_lazy.py"] = lazy_module(templates)
    return files | {f"_runtime/{module}.py": source for module, source in runtime.items()}


def _client(
    api: Api, known: Shared, environment: Environment, annotations: Annotations, needs: Needs
) -> Text:
    own = tuple(operation for operation in api.operations if not operation.resource)
    root = Resource((), api.client, "_client", api.description, own, api.resources)
    view = resource_module(
        *(api.client, api.async_client, "client", root, known, annotations, needs),
        package=".",
        base="Client",
        credentials=api.credentials,
        servers=api.servers,
    )
    base_url_env = f"{api.env_prefix}_BASE_URL"
    about = [
        ("package", api.package),
        ("version", api.version),
        ("base_url", api.base_url),
        ("base_url_env", base_url_env),
    ]
    given = view.given
    if given is None:
        raise AssertionError("a client has none of what it is made with")
    return later(
        environment,
        "client/client.py.jinja",
        resource=view,
        client=Code("self"),
        about=[(identifier(name), literal(value)) for name, value in about],
        credentials=[_credential(each, view.runtime) for each in api.credentials],
        security=literal(api.security),
        given=given,
        docstring=[
            *client_docstring(f"The client of {api.title}.", given.sync.made, base_url_env),
            *shared_failures(known),
            *evidence_note(api),
        ],
        async_docstring=[
            Block(f"The asynchronous client of {api.title}: as `{api.client}`, for `await`.")
        ],
    )


def _credential(credential: Credential, runtime: Mapping[str, Code]) -> dict[str, Any]:
    """What the runtime is told of a credential: how it is given, and where it is sent; of user name
    and password what makes the header of them, of tokens what else may be given.
    """
    names = ("python", "env", "kind", "location", "wire")
    keywords = [(identifier(name), string_literal(getattr(credential, name))) for name in names]
    if credential.kind == "basic":
        keywords.append((identifier("encode"), runtime["encoded"]))
    if credential.flows is not None:
        keywords.append((identifier("besides"), literal(obtained_by(credential.flows))))
    return {
        "scheme": string_literal(credential.scheme),
        "python": identifier(credential.python),
        "keywords": keywords,
    }


def client_docstring(
    description: str, arguments: Sequence[Argument], base_url_env: str
) -> list[Block]:
    """The docstring of a client class."""
    entries = [
        *((argument.name.text, argument.description) for argument in arguments),
        (
            "options",
            "`timeout` (30 seconds), `deadline` (60 seconds), `max_retries` (2), transport and "
            "the like: see `ClientOptions`. "
            f"The base URL is also read from `{base_url_env}`.",
        ),
    ]
    return [
        Block(description),
        Block("\n"),
        Block("Args:"),
        *(Block(f"{name}: {' '.join(text.split())}", 4, 4) for name, text in entries),
        Block("\n"),
        Block("Raises:"),
        Block(
            (
                "ConfigurationError: A credential is missing or cannot be sent, or an address is "
                "not usable."
            ),
            4,
            4,
        ),
    ]


def _package(
    api: Api,
    environment: Environment,
    runtime: Mapping[str, bytes],
    packages: Sequence[str],
    needs: Needs,
) -> str:
    """`__init__.py` of a package: the clients, and what of the runtime programs name, but for what
    is called as a client is (`Client` may be both).
    """
    groups = {"_client": [api.client, api.async_client]}
    for module, source in runtime.items():
        names = [name for name in exported(module, source) if name not in groups["_client"]]
        if names:
            groups[f"{needs.above.text}_runtime.{module}"] = names
    reexported = {".": packages, f".{needs.above.text}_runtime": ["errors"]}
    reexported |= {f".{module}": names for module, names in groups.items()}
    return render(
        environment,
        "client/package.py.jinja",
        docstring=[
            Block(f"{api.title}: `{api.client}` and `{api.async_client}`, their models and errors.")
        ],
        version=api.version,
        exports=[Export.of(module, names) for module, names in groups.items()],
        packages=[identifier(name) for name in packages],
        imports=reexports(reexported),
        above=needs.above,
    )


def documented_errors(operation: Operation) -> list[tuple[str, str]]:
    """The documented error statuses of an operation with the class that each raises."""
    return [(response.status, error_class(response.status)) for response in failures(operation)]
