"""A document to an `Api`: converts schemas and operations, then gives everything its final name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from generator.api import directions, octets
from generator.api.counterparts import with_counterparts
from generator.api.final_names import FinalNames
from generator.api.follows import Follows
from generator.api.losses import Losses
from generator.api.model import Api
from generator.api.names import (
    KEYWORDS,
    RESERVED_CLASSES,
    RESERVED_PACKAGES,
    constant,
    free,
    pascal,
    snake,
)
from generator.api.naming import chosen_names, model_names
from generator.api.operations import Operations, server_url
from generator.api.paging import Pagings
from generator.api.polling import Pollings
from generator.api.programs import programs
from generator.api.resources import resource_tree, tags_of, with_functions
from generator.api.response_headers import with_headers
from generator.api.retries import Retries
from generator.api.rules import EXTENSION
from generator.api.schema import COMPONENTS
from generator.api.security import Security
from generator.api.servers import ServerChoice
from generator.api.types import Types
from generator.api.webhooks import Webhooks
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.package_names import DEVICES, SHADOWED
from generator.document.pointer import escape
from generator.records import record

# frames; a document is at most a few hundred levels deep, a chain of references may be longer
_RECURSION = 60_000


def build_namespace(document: Document, package: str, namespace: str) -> Api:
    """The `Api` of a document that is one of several in a package, as `build` makes it."""
    name = f"{package}.{namespace}"
    api = build(document, package=name)
    return replace(api, shares_runtime=True, distribution=distribution_of(name))


def build(document: Document, *, package: str | None = None, examples: bool = True) -> Api:
    """The `Api` of `document`; never fails on a document that could be loaded, whatever is wrong
    with it is a diagnostic.

    `package` overrides the import name, which is that of `x-sdk`, else of the title. Without
    `examples` there are none, which saves half of the time; only who prints calls and tests needs
    them."""
    with deep_recursion():
        return _built(document, package, examples)


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for what follows a document down: types are as deep as its schemas."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _built(document: Document, package: str | None, examples: bool) -> Api:
    root = document.root
    sdk, info = mapping(root.get("x-sdk")), mapping(root.get("info"))
    diagnostics: list[Diagnostic] = []
    names = _package_names(sdk, text(info.get("title")) or "API", package)
    for key, name, why in names.refused():
        message = f"`{key}` of `x-sdk` is `{name}`, which is {why}"
        diagnostics.append(EXTENSION.found(message, document.locate("/x-sdk")))
    names = names.as_python()
    async_client = f"Async{names.client}"

    types = Types(document)
    security = Security(document, names.env_prefix)
    converted = Operations(document, types, security, examples)
    for name in document.components("schemas"):
        types.component(f"{COMPONENTS}{escape(name)}")
    drafts = list(converted.drafts())
    called = [draft.operation for draft in drafts]
    webhooks = Webhooks(document, converted)
    directed = directions.follow(types.drafts, [*called, *webhooks.carriers(called)])
    models, settled = octets.settle(directed.drafts, directed.operations)
    drafts = [
        draft if operation is draft.operation else replace(draft, operation=operation)
        for draft, operation in zip(drafts, settled[: len(drafts)], strict=True)
    ]

    clients = (names.client, async_client)
    called_models = model_names(models, clients, chosen_names(root))
    final = FinalNames(models, called_models, directed.sent, directed.received)
    drafts = with_functions(drafts, document, diagnostics)
    operations = with_counterparts([final.operation(draft.operation) for draft in drafts])
    classes = {model.name: model for model in final.models()}
    operations = Follows(document, classes, diagnostics).of(operations)
    operations = Pollings(document, classes, diagnostics).of(operations)
    received, events = webhooks.named(map(final.operation, settled[len(drafts) :]), classes)
    operations = Pagings(document, classes, diagnostics).of(operations)
    operations = with_headers(operations)
    operations = Retries(document, diagnostics).of(operations)
    operations, chosen = ServerChoice(document, security, names.env_prefix).of(operations)
    tags = tags_of(root)
    expressed = {
        *converted.sequences,
        *(operation.pointer for operation in operations),
        *webhooks.expressed,
    }
    losses = Losses(document, expressed, types.checked)
    for stage in (types, converted, security, webhooks, losses):
        diagnostics += stage.diagnostics
    found = tuple(dict.fromkeys(diagnostics))
    servers = map(server_url, map(mapping, sequence(root.get("servers"))))
    return Api(
        title=text(info.get("title")) or "API",
        api_version=text(info.get("version")),
        description=text(info.get("description")) or text(info.get("summary")),
        package=names.package,
        distribution=distribution_of(names.package, text(sdk.get("distribution"))),
        version=_package_version(text(sdk.get("version"))),
        client=names.client,
        async_client=async_client,
        env_prefix=names.env_prefix,
        base_url=next(filter(None, servers), None),
        credentials=security.credentials,
        security=security.all_alternatives(operations),
        tags=tags,
        resources=resource_tree(operations, {*classes, *clients}, tags),
        operations=tuple(operations),
        models=tuple(classes.values()),
        diagnostics=found,
        losses=losses.of(found),
        webhooks=received,
        events=events,
        programs=programs(root),
        servers=chosen,
    )


# --- the names of a package -----------------------------------------------------------------------


@record(frozen=True, slots=True)
class _PackageNames:
    package: str
    client: str
    env_prefix: str

    def refused(self) -> Iterator[tuple[str, str, str]]:
        """The keys of `x-sdk` whose names cannot be had, what they are, and why not."""
        wanted = {"package": self.package, "client": self.client, "env-prefix": self.env_prefix}
        for key, name in wanted.items():
            parts = name.split(".")
            if not all(part.isidentifier() and part not in KEYWORDS for part in parts):
                yield key, name, "not a Python name"
            elif not DEVICES.isdisjoint(parts):
                yield key, name, "a device on Windows"

    def as_python(self) -> _PackageNames:
        """Python names, made of what are none."""
        return _PackageNames(
            package=".".join(_identifier(part) for part in self.package.split(".")),
            client=_class_name(self.client),
            env_prefix=constant(self.env_prefix),
        )


def _package_names(sdk: Mapping[str, Any], title: str, package: str | None) -> _PackageNames:
    """As they are asked for, else made from the title, into names that Python has."""
    package = package or text(sdk.get("package")) or _of_title(title)
    return _PackageNames(
        package,
        text(sdk.get("client")) or _class_name(title),
        text(sdk.get("env-prefix")) or constant(package.replace(".", "_")),
    )


def _identifier(part: str) -> str:
    name = part if part.isidentifier() else snake(part, "api")
    return free(name, RESERVED_PACKAGES)


def _class_name(name: str) -> str:
    return free(pascal(name, "Client"), RESERVED_CLASSES, trailing="Client")


def _of_title(title: str) -> str:
    """The name of a package as the title has it, unless a module that it needs has that name."""
    package = _identifier(snake(title, "api"))
    return f"{package}_api" if package in SHADOWED else package


def distribution_of(package: str, chosen: str = "") -> str:
    """What `pip` knows the package by, in the letters that it allows (PEP 508)."""
    name = chosen or package.replace(".", "-").replace("_", "-")
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.").lower() or "sdk"


def _package_version(version: str) -> str:
    """A version that packaging tools accept (PEP 440), whatever the document says."""
    accepted = re.fullmatch(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?", version)
    return version if accepted else "0.1.0"
