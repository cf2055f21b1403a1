"""A document to an `Api`: converts schemas and operations, then gives everything its final name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, count
from typing import Any, TypeVar

from generator.api import directions, octets
from generator.api import operations as ops
from generator.api.counterparts import with_counterparts
from generator.api.drafts import AliasDraft, Draft, EnumDraft, ObjectDraft, read_of, types_in
from generator.api.follows import Follows
from generator.api.losses import Losses
from generator.api.model import (
    AliasModel,
    Api,
    EnumMember,
    EnumModel,
    Field,
    MediaType,
    Model,
    Named,
    ObjectModel,
    Operation,
    Parameter,
    Representations,
    Resource,
    Response,
    Tag,
    Type,
    Untranscribed,
)
from generator.api.names import (
    RESERVED_ATTRIBUTES,
    RESERVED_CLASSES,
    RESERVED_FIELDS,
    RESERVED_MODULES,
    RESERVED_ON_CLIENT,
    SHADOWED,
    VIEWS,
    assign,
    constant,
    file,
    free,
    pascal,
    snake,
)
from generator.api.naming import model_names, modules
from generator.api.rules import EXTENSION, RENAMED
from generator.api.schema import COMPONENTS
from generator.api.security import Security
from generator.api.types import Types, names_in, rename
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.pointer import escape

# frames; a document is at most a few hundred levels deep, a chain of references may be longer
_RECURSION = 60_000
Part = TypeVar("Part", Parameter, MediaType, Field)
_ENUM_NAMES = ("x-enum-varnames", "x-enumNames")


def build(document: Document, *, package: str | None = None, examples: bool = True) -> Api:
    """The `Api` of `document`; never fails on a document that could be loaded, whatever is wrong
    with it is a diagnostic.

    `package` overrides the import name, which is that of `x-sdk`, else of the title. Without
    `examples` there are none, which saves half of the time; only who prints calls and tests needs
    them."""
    with deep_recursion():
        return _Builder(document, package, examples).build()


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for what follows a document down: types are as deep
    as its schemas, and compare as deep.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Builder:
    def __init__(self, document: Document, package: str | None, examples: bool) -> None:
        root = document.root
        self.document = document
        self.sdk = mapping(root.get("x-sdk"))
        self.info = mapping(root.get("info"))
        title = text(self.info.get("title")) or "API"
        self.package = (
            package or text(self.sdk.get("package")) or _beside_others(snake(title, "api"))
        )
        self.client = text(self.sdk.get("client")) or pascal(title, "Client")
        self.env_prefix = text(self.sdk.get("env-prefix")) or constant(
            self.package.rpartition(".")[2]
        )
        self.diagnostics: list[Diagnostic] = []
        self._check_names()
        self.types = Types(document)
        self.security = Security(document, self.env_prefix)
        self.operations = ops.Operations(document, self.types, self.security, examples)
        self._parts: dict[
            int, tuple[Any, Any]
        ] = {}  # by identity: a part, which is kept, and what it became
        self._named: dict[str, Named] = {}

    def _check_names(self) -> None:
        """Names from `x-sdk` must be Python names; others are made so."""
        wanted = {"package": self.package, "client": self.client, "env-prefix": self.env_prefix}
        for key, name in wanted.items():
            if not all(
                part.isidentifier() and part not in RESERVED_MODULES for part in name.split(".")
            ):
                message = f"`{key}` of `x-sdk` is `{name}`, which is not a Python name"
                self.diagnostics.append(EXTENSION.found(message, self.document.locate("/x-sdk")))
        self.package = ".".join(_identifier(part) for part in self.package.split("."))
        self.client = free(pascal(self.client, "Client"), RESERVED_CLASSES, trailing="Client")
        self.env_prefix = constant(self.env_prefix)

    def build(self) -> Api:
        for name in mapping(mapping(self.document.root.get("components")).get("schemas")):
            self.types.component(f"{COMPONENTS}{escape(name)}")
        drafts = list(self.operations.drafts())
        self.directions = directions.follow(
            self.types.drafts, [draft.operation for draft in drafts]
        )
        self.drafts, settled = octets.settle(self.directions.drafts, self.directions.operations)
        drafts = [
            draft if operation is draft.operation else replace(draft, operation=operation)
            for draft, operation in zip(drafts, settled, strict=True)
        ]
        client_names = (self.client, f"Async{self.client}")
        self.names = model_names(self.drafts, client_names)
        operations = with_counterparts(
            [self._finish(draft.operation) for draft in self._name_functions(drafts)]
        )
        models = self._models()
        operations = Follows(
            self.document, {model.name: model for model in models}, self.diagnostics
        ).of(operations)
        tags = self._tags()
        resources = self._resources(operations, {m.name for m in models} | set(client_names), tags)
        distribution = text(self.sdk.get("distribution")) or self.package.replace(".", "-").replace(
            "_", "-"
        )
        unexpressed = Losses(
            self.document, (operation.pointer for operation in operations), self.types.checked
        )
        stages = (self, self.types, self.operations, self.security, unexpressed)
        found = tuple(dict.fromkeys(finding for stage in stages for finding in stage.diagnostics))
        return Api(
            title=text(self.info.get("title")) or "API",
            api_version=text(self.info.get("version")),
            description=text(self.info.get("description")) or text(self.info.get("summary")),
            package=self.package,
            distribution=re.sub(r"[^A-Za-z0-9.-]+", "-", distribution).strip("-.").lower() or "sdk",
            version=_package_version(text(self.sdk.get("version"))),
            client=self.client,
            async_client=f"Async{self.client}",
            env_prefix=self.env_prefix,
            base_url=next(
                filter(
                    None,
                    map(ops.server_url, map(mapping, sequence(self.document.root.get("servers")))),
                ),
                None,
            ),
            credentials=self.security.credentials,
            security=self.security.all_alternatives(operations),
            tags=tags,
            resources=resources,
            operations=tuple(operations),
            models=tuple(models),
            diagnostics=found,
            losses=unexpressed.of(found),
        )

    # --- models -----------------------------------------------------------------------------------

    def _models(self) -> list[Model]:
        drafts = self.drafts
        order = [pointer for pointer in drafts if pointer.startswith(COMPONENTS)]
        order += [pointer for pointer in drafts if not pointer.startswith(COMPONENTS)]
        uses = {self.names[p]: self._uses(drafts[p]) for p in order}
        module = modules(uses)
        return [self._model(drafts[p], module[self.names[p]]) for p in order]

    def _uses(self, draft: Draft) -> frozenset[str]:
        return frozenset(self.names[name] for kind in types_in(draft) for name in names_in(kind))

    def _model(self, draft: Draft, module: str) -> Model:
        name = self.names[draft.pointer]
        description = text(draft.schema.get("description")) or text(draft.schema.get("title"))
        read = read_of(draft)
        pointer = read or draft.pointer
        wire = pointer.rsplit("/", 1)[-1]
        response = None if read is None else self.names[read]
        match draft:
            case AliasDraft(type=kind):
                kind = self._rename(kind)
                return AliasModel(name, wire, module, kind, description, pointer, response)
            case EnumDraft(values=values):
                base: Any = "str" if isinstance(values[0], str) else "int"
                return EnumModel(name, wire, module, base, _members(draft), description, pointer)
            case ObjectDraft():
                return ObjectModel(
                    name=name,
                    wire=wire,
                    module=module,
                    fields=self._fields(draft),
                    extra=self._rename(draft.extra),
                    closed=draft.closed,
                    open=draft.open,
                    description=description,
                    pointer=pointer,
                    deprecated=draft.schema.get("deprecated") is True,
                    discriminator=draft.discriminator,
                    seen=draft.seen,
                    read=response,
                    schema=draft.asserted if draft.pointer in self.directions.sent else None,
                )

    def _fields(self, draft: ObjectDraft) -> tuple[Field, ...]:
        """The fields; one that is absent from a direction which the model serves is not required of
        it.
        """
        sent, received = (
            draft.pointer in self.directions.sent,
            draft.pointer in self.directions.received,
        )
        names = ops.field_names(draft.fields, RESERVED_FIELDS)
        fields = []
        for item in draft.fields:
            absent = (sent and "readOnly" in item.hidden) or (
                received and "writeOnly" in item.hidden
            )
            required = item.required and not absent
            fields.append(
                ops.make_field(
                    item.wire, names[item.wire], self._rename(item.type), required, item.schema
                )
            )
        return tuple(fields)

    def _rename(self, kind: Type) -> Type:
        if not isinstance(kind, Named):
            return rename(kind, self.names.__getitem__)
        if kind.name not in self._named:
            self._named[kind.name] = Named(self.names[kind.name])
        return self._named[kind.name]

    # --- operations -------------------------------------------------------------------------------

    def _finish(self, operation: Operation) -> Operation:
        body = operation.body
        if body is not None:
            fields = None if body.fields is None else tuple(map(self._renamed, body.fields))
            body = replace(
                body, media_types=tuple(map(self._renamed, body.media_types)), fields=fields
            )
        return replace(
            operation,
            parameters=tuple(map(self._renamed, operation.parameters)),
            body=body,
            responses=tuple(map(self._answer, operation.responses)),
            result=self._rename(operation.result),
            representations=self._offered(operation.representations),
        )

    def _answer(self, response: Response) -> Response:
        if not response.media_types:
            return response
        return replace(response, media_types=tuple(map(self._renamed, response.media_types)))

    def _offered(self, offered: Representations | None) -> Representations | None:
        if offered is None:
            return None
        return replace(
            offered,
            results=tuple((names, self._rename(result)) for names, result in offered.results),
        )

    def _renamed(self, part: Part) -> Part:
        """The part with final names; one that several operations share stays one."""
        known = self._parts.get(id(part))
        if known is None:
            kind = self._rename(part.type)
            self._parts[id(part)] = known = (
                part,
                (part if kind is part.type else replace(part, type=kind)),
            )
        renamed: Part = known[1]
        return renamed

    def _name_functions(self, drafts: list[ops.OperationDraft]) -> list[ops.OperationDraft]:
        """Function names that differ within a resource and from its children; document order is
        kept.
        """
        groups: dict[tuple[str, ...], list[ops.OperationDraft]] = {}
        children: dict[tuple[str, ...], set[str]] = {}
        for draft in drafts:
            groups.setdefault(draft.group, []).append(draft)
            for depth, name in enumerate(draft.group):
                children.setdefault(draft.group[:depth], set()).add(name)
        given: dict[str, str] = {}
        for group, members in groups.items():
            reserved = RESERVED_ATTRIBUTES if group else RESERVED_ON_CLIENT
            taken = {*reserved, *children.get(group, ())}
            for draft in sorted(
                members, key=lambda d: (not d.chosen, d.wish, d.operation.path, d.operation.method)
            ):
                name = draft.wish
                if name in taken and not draft.chosen:
                    name = (
                        f"{name}_{draft.operation.method.lower()}" if name not in reserved else name
                    )
                name = free(name, taken)
                taken.add(name)
                given[draft.operation.pointer] = name
                if name != draft.wish:
                    message = (
                        f"`{draft.operation.id}` is called `{name}`, because `{draft.wish}` is "
                        "taken"
                    )
                    self.diagnostics.append(
                        RENAMED.found(message, self.document.locate(draft.operation.pointer))
                    )
        return [_called(draft, given[draft.operation.pointer]) for draft in drafts]

    def _resources(
        self, operations: list[Operation], taken: set[str], tags: tuple[Tag, ...]
    ) -> tuple[Resource, ...]:
        described = {tag.name: tag.description for tag in tags}
        named = {ops.attribute(tag.name): tag.description for tag in tags}
        paths: dict[tuple[str, ...], list[Operation]] = {}
        children: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for operation in operations:
            for length in range(1, len(operation.resource) + 1):
                path = operation.resource[:length]
                if path not in paths:
                    paths[path] = []
                    children.setdefault(path[:-1], []).append(path)
            if operation.resource:
                paths[operation.resource].append(operation)
        names: dict[tuple[str, ...], str] = {}
        used = set(taken) | RESERVED_CLASSES
        module_names: dict[tuple[str, ...], str] = {}
        files = set(RESERVED_MODULES)
        for path in sorted(paths):
            name = pascal(" ".join(path))
            wishes = chain(
                (name, f"{name}Resource"), (f"{name}Resource{number}" for number in count(2))
            )
            name = next(wish for wish in wishes if used.isdisjoint(_variants(wish)))
            used.update(_variants(name))
            names[path] = name
            module_names[path] = free(file("_".join(path)), files)
            files.add(module_names[path])

        def description(path: tuple[str, ...]) -> str:
            """That of the tag that its operations have in common, else of the one that has its
            name.
            """
            common = {operation.tags[:1] for operation in paths[path]}
            tag = common.pop() if len(common) == 1 else ()
            return described.get(tag[0] if tag else "", "") or named.get(path[-1], "")

        def resource(path: tuple[str, ...]) -> Resource:
            return Resource(
                path=path,
                name=names[path],
                module=module_names[path],
                description=description(path),
                operations=tuple(paths[path]),
                children=tuple(map(resource, children.get(path, ()))),
            )

        return tuple(map(resource, children.get((), ())))

    def _tags(self) -> tuple[Tag, ...]:
        groups = {
            name: text(mapping(group).get("name"))
            for group in sequence(self.document.root.get("x-tagGroups"))
            for name in sequence(mapping(group).get("tags"))
            if isinstance(name, str)
        }
        return tuple(
            Tag(
                name=text(tag.get("name")),
                display=text(tag.get("x-displayName"))
                or text(tag.get("summary"))
                or text(tag.get("name")),
                description=text(tag.get("description")),
                group=groups.get(text(tag.get("name"))),
                untranscribed=tuple(
                    _untranscribed(mapping(entry)) for entry in sequence(tag.get("x-untranscribed"))
                ),
            )
            for tag in map(mapping, sequence(self.document.root.get("tags")))
            if text(tag.get("name"))
        )


def _called(draft: ops.OperationDraft, name: str) -> ops.OperationDraft:
    operation = draft.operation
    return (
        draft
        if name == operation.function
        else replace(draft, operation=replace(operation, function=name))
    )


def _untranscribed(entry: dict[str, Any]) -> Untranscribed:
    pages = tuple(page for page in sequence(entry.get("pages")) if isinstance(page, str))
    return Untranscribed(text(entry.get("title")), text(entry.get("note")), pages)


def _variants(name: str) -> tuple[str, ...]:
    """The classes that a resource of this name is emitted as."""
    return tuple(f"{prefix}{name}{suffix}" for prefix in ("", "Async") for suffix in VIEWS)


def _members(draft: EnumDraft) -> tuple[EnumMember, ...]:
    """Enum members in document order; names from `x-enum-varnames` where there are as many as
    values.
    """
    wanted = next(
        (sequence(draft.schema.get(key)) for key in _ENUM_NAMES if key in draft.schema), []
    )
    every = [value for value in sequence(draft.schema.get("enum")) if value is not None]
    chosen = dict(zip(map(str, every), wanted, strict=True)) if len(wanted) == len(every) else {}
    about = draft.schema.get("x-enum-descriptions")
    described = (
        dict(zip(map(str, every), about, strict=False))
        if isinstance(about, list)
        else mapping(about)
    )

    def style(value: str) -> str:
        return constant(text(chosen.get(value)) or value)

    values: tuple[str | int, ...] = draft.values
    names = assign(map(str, values), style, reserved=frozenset({"MRO"}))
    return tuple(
        EnumMember(names[str(value)], value, text(described.get(str(value)))) for value in values
    )


def _identifier(part: str) -> str:
    name = part if part.isidentifier() else snake(part, "api")
    return free(name, RESERVED_MODULES)


def _beside_others(package: str) -> str:
    """The name of a package as the title has it, unless a module that it needs has that name."""
    return f"{package}_api" if package in SHADOWED else package


def _package_version(version: str) -> str:
    """A version that packaging tools accept (PEP 440), whatever the document says."""
    return (
        version
        if re.fullmatch(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?", version)
        else "0.1.0"
    )
