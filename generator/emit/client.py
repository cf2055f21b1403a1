"""The package around the models: client, resources, typed dicts, `operations.json`, and the runtime
modules that it needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations, TypedDictRef, named
from generator.api.model import (
    AliasModel,
    Api,
    Credential,
    Field,
    Follow,
    HeadersClass,
    Model,
    ObjectModel,
    Operation,
    Representations,
    Resource,
    Servers,
)
from generator.api.names import VIEWS, Taken, free
from generator.emit import chosen_formats, programs
from generator.emit.annotations import Import, Needs, Scope, signature
from generator.emit.code import Block, Code, identifier, literal, string_literal
from generator.emit.credentials import (
    GivenCredentials,
    flows_entry,
    given_credentials,
    view_names,
)
from generator.emit.docstrings import (
    Shared,
    error_class,
    evidence_note,
    failures,
    shared,
    shared_failures,
)
from generator.emit.event_streams import stream_entry, with_names
from generator.emit.event_streams import view_names as stream_view_names
from generator.emit.lazy_packages import Export, lazy_package
from generator.emit.operations import Argument, Method, has_binary_answer, methods
from generator.emit.paging import pages_package, paging_entry
from generator.emit.parts import parts_entry
from generator.emit.polling import polling_entry
from generator.emit.response_headers import emit_response_headers
from generator.emit.retries import retries_entry
from generator.emit.security import own_security_entry, security_entry
from generator.emit.servers import ServerChoice, own_servers_entry, server_choice, servers_entry
from generator.emit.template_folders import find, folders, python_of
from generator.emit.templates import TemplateError, Text, later, render
from generator.emit.webhooks import emit_webhooks, webhooks_entry

# Runtime modules that only what a package says brings in; every other one is always needed (see
# `runtime_modules`).
_ON_DEMAND = frozenset(
    {
        "alternatives", "assertions", "basic", "batch_options", "batches", "bounds", "closed",
        "credentials", "cursor", "decimals", "decoded_octets", "downloads", "durations", "enums",
        "epoch", "event_streams", "files", "floats", "follow", "forms", "idempotency",
        "inner_forms", "integers", "item_views", "items", "journal", "json_lines", "json_web_keys",
        "moments", "oauth", "octets", "overloaded_views", "page_views", "paging", "part_headers",
        "part_streams", "parts", "polling", "public_keys", "published_keys", "ranges", "repeated",
        "report", "response_headers", "retry_policy", "sent_lines", "sent_parts", "servers",
        "several_media", "sse", "stream_views", "streams", "strictness", "styles", "text_formats",
        "times", "unions", "untagged", "variants", "webhooks",
    }
)  # fmt: skip
# What of the runtime a program may name, besides `errors`; each comes from the module that defines
# it, where it is copied.
PUBLIC = frozenset(
    {
        "AsyncClientOptions", "AsyncDownload", "AsyncEventStream", "AsyncFollowing",
        "AsyncItemStream", "AsyncListPage", "AsyncPage", "AsyncPages", "AsyncStreamedResponse",
        "AttemptEvent", "BatchError", "BatchOptions", "BatchReport", "ClientOptions", "Cursor",
        "Download", "DownloadProgress", "EpochMilliseconds", "EpochSeconds", "ErrorEvent", "Event",
        "EventStream", "FollowOptions", "Following", "ItemError", "ItemStream", "ListPage", "Model",
        "OpenInt", "OpenModel", "OpenStr", "Outcome", "Pace", "Page", "Part", "PollingError",
        "PollingFailedError", "PollingTimeoutError", "Problem", "Progress", "PublishedKeys",
        "PublishedKeysError", "RateLimit",
        "RawResponse", "RequestEvent", "RequestInfo", "RequestKeywords", "RequestOptions",
        "ResponseEvent", "ResponseHead", "StreamError", "StreamOptions", "StreamedResponse",
        "TokenDeadlineError", "TokenError", "TokenTimeoutError", "Turn",
        "UNSET", "Unset", "ViewOptions", "WaitOptions", "WaitProgress", "WebhookError", "mark",
        "response_of",
    }
)  # fmt: skip
_MODULES = ("inputs", "models", "pages", "resources", "response_headers", "webhooks")
_VIEW_ARGUMENTS = frozenset({"self", "size", "options", "batching"})
_PROPERTY_NAME = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_]*")


class Child(NamedTuple):
    """A resource as an attribute of the client or of another resource."""

    name: Code
    cls: Code
    async_cls: Code
    description: str


class ResourceModule(NamedTuple):
    """What the resource template prints; of the client too, whose class is not a `Resource`.

    `package` leads to what the runtime lies in.
    `follows` are constants that say how lists are followed, each for all methods that it holds for;
    `paging` say how they come in pages."""

    name: Code
    async_name: Code
    argument: Code
    description: str
    package: Code
    methods: Sequence[Method]
    follows: Sequence[tuple[Code, Code]]
    paging: Sequence[tuple[Code, Code]]
    streams_items: bool
    streams_events: bool
    takes_batches: bool
    has_deprecated: bool
    children: Sequence[Child]
    runtime: Mapping[str, Code]
    imports: Sequence[Import]
    servers: ServerChoice | None = None
    given: GivenCredentials | None = None


class TypedDictField(NamedTuple):
    key: Code
    name: Code | None
    annotation: Code
    required: bool


class ChoiceOfDicts(NamedTuple):
    """A name for the typed dicts of a large union of objects, and one that the dicts themselves
    have for it.
    """

    name: Code
    alias: Code | None
    inner: Code
    inner_alias: Code | None
    docstring: str
    annotation: Code


class TypedDict(NamedTuple):
    """One typed dict: `functional` where a key is no name that a class body can hold."""

    name: Code
    alias: Code | None
    docstring: str
    fields: Sequence[TypedDictField]
    total: bool
    functional: bool


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
        tree[f"resources/{resource.module}.py"] = _resource(
            resource, known, environment, annotations, needs
        )
    tree |= programs.starters(api, environment, needs)
    if has_inputs(api) or needs.file:
        tree |= _inputs(api, environment, annotations, needs)
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


def walk(resources: Iterable[Resource]) -> Iterator[Resource]:
    for resource in resources:
        yield resource
        yield from walk(resource.children)


def runtime_modules(templates: Path, used: Iterable[str]) -> dict[str, bytes]:
    """The runtime modules of a package: all but those that only what it says can bring in, those
    that are `used`, and whatever they import."""
    available = {
        path.stem: path
        for folder in reversed(folders(templates))
        for path in sorted((folder / "runtime").glob("*.py"))
    }
    needed: dict[str, bytes] = {}
    waiting = [*(available.keys() - _ON_DEMAND - programs.RUNTIME), *used]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = _python_of(available[name])
            waiting.extend(available.keys() & _beside(needed[name]))
    return dict(sorted(needed.items()))


def lazy_module(templates: Path) -> bytes:
    """What imports the names of a package when they are first used."""
    return _python_of(find(templates, "client/_lazy.py"))


def _python_of(file: Path) -> bytes:
    """A module that is copied. TemplateError where it is no Python."""
    try:
        return python_of(file)
    except SyntaxError as error:
        place = f"{file}:{error.lineno or 1}"
        raise TemplateError(place, f"is no Python: {error.msg}") from error


# Read by patterns, as all of the runtime parsed takes longer than a small API generated.
_BESIDE = re.compile(rb"^ *from \.(\w*) import ([\w, ]*)", re.MULTILINE)
_DEFINED = re.compile(rb"^(?:class |def )(\w+)|^(\w+): ", re.MULTILINE)


def _beside(source: bytes) -> set[str]:
    """What a module imports from its own package: the modules of `from .errors import` and of `from
    . import`.
    """
    found = (module or names for module, names in _BESIDE.findall(source))
    return {name for each in found for name in each.decode().split(", ")}


def exported(module: str, source: bytes) -> list[str]:
    """The names that the package takes from a runtime module: those of `errors`, and of what
    `PUBLIC` has.
    """
    defined = {(definition or value).decode() for definition, value in _DEFINED.findall(source)}
    return sorted(
        name
        for name in defined
        if name in PUBLIC or (module == "errors" and name.endswith("Error"))
    )


# --- resources ------------------------------------------------------------------------------------


def _resource(
    resource: Resource,
    known: Shared,
    environment: Environment,
    annotations: Annotations,
    needs: Needs,
) -> Text:
    view = _resource_module(
        *(
            resource.name,
            f"Async{resource.name}",
            resource.path[-1],
            resource,
            known,
            annotations,
            needs,
        ),
        package="..",
        base="Resource",
    )
    return later(
        environment, "client/resource.py.jinja", resource=view, client=Code("self._client")
    )


def _resource_module(
    name: str,
    async_name: str,
    argument: str,
    group: Resource,
    known: Shared,
    annotations: Annotations,
    needs: Needs,
    *,
    package: str,
    base: str,
    credentials: Sequence[Credential] = (),
    servers: Servers | None = None,
) -> ResourceModule:
    own = {f"{cls}{suffix}" for cls in (name, async_name) for suffix in VIEWS}
    inside = {operation.function for operation in group.operations} | {
        child.path[-1] for child in group.children
    }
    inside |= {
        operation.follow.function for operation in group.operations if operation.follow is not None
    }
    inside |= {each.function for operation in group.operations for each in operation.polling}
    scope = Scope(
        package, taken=frozenset(own | inside), classes=annotations.models.keys(), needs=needs
    )
    printed, follows = _with_constants(methods(group.operations, name, scope, annotations, known))
    printed, paging = _with_paging_constants(printed)
    runtime = _runtime_names(scope, printed, group, base, credentials)
    choice = None if servers is None else server_choice(servers, scope)
    given = None
    if base == "Client":
        constants = {method.specification.constant.text for method in printed}
        given = given_credentials(credentials, choice, scope, constants)
        runtime |= view_names(given, scope)
    return ResourceModule(
        name=identifier(name),
        async_name=identifier(async_name),
        argument=identifier(free(argument, _VIEW_ARGUMENTS)),
        description=group.description.strip() or f"The operations on `{'.'.join(group.path)}`.",
        package=Code(f"{package}{needs.above.text}"),
        methods=printed,
        follows=follows,
        paging=paging,
        streams_items=any(method.streams_items for method in printed),
        streams_events=any(method.stream and not method.stream.only for method in printed),
        takes_batches=any(method.takes_batches for method in printed),
        has_deprecated=any(method.deprecated for method in printed),
        children=[_child(child, scope) for child in group.children],
        runtime=runtime,
        imports=scope.imports(),
        servers=choice,
        given=given,
    )


def _with_constants(printed: Sequence[Method]) -> tuple[list[Method], list[tuple[Code, Code]]]:
    """The methods, their streams under names of their own; and what several may say alike of how a
    list is followed under a name for all of them.
    """
    taken = Taken(method.specification.constant.text for method in printed)
    names: dict[str, Code] = {}
    for method in printed:
        if method.follow is not None and method.follow.about.text not in names:
            names[method.follow.about.text] = identifier(taken.take("_FOLLOWS"))
    methods = [
        method
        if method.follow is None
        else method._replace(follow=method.follow._replace(about=names[method.follow.about.text]))
        for method in printed
    ]
    streams = with_names([method.stream for method in methods], taken)
    methods = [
        method._replace(stream=stream) for method, stream in zip(methods, streams, strict=True)
    ]
    return methods, [(name, Code(text)) for text, name in names.items()]


def _with_paging_constants(
    printed: Sequence[Method],
) -> tuple[list[Method], list[tuple[Code, Code]]]:
    """The methods, and what each says of how its list comes in pages under a name of its own."""
    taken = Taken(method.specification.constant.text for method in printed)
    constants: list[tuple[Code, Code]] = []
    methods: list[Method] = []
    for method in printed:
        paging = method.paging
        if paging is not None:
            name = identifier(taken.take(f"{method.specification.constant.text}_PAGES"))
            constants.append((name, paging.about))
            paging = paging._replace(about=name)
        methods.append(method._replace(paging=paging))
    return methods, constants


def _runtime_names(
    scope: Scope,
    printed: Sequence[Method],
    group: Resource,
    base: str,
    credentials: Sequence[Credential],
) -> dict[str, Code]:
    """The runtime's names that the template itself uses, as they are spelled in this module."""
    names: dict[str, str] = {}
    if base == "Resource":
        names |= dict.fromkeys(("Resource", "AsyncResource"), "_runtime.resource")
    else:
        names |= dict.fromkeys(("Client", "AsyncClient"), "_runtime.client")
        names |= dict.fromkeys(("About", *["Credential"] * bool(credentials)), "_runtime.about")
        names |= dict.fromkeys(["Credentials"] * bool(credentials), "_runtime.credentials")
        if any(each.kind == "basic" for each in credentials):
            names["encoded"] = "_runtime.basic"
        names |= dict.fromkeys(("ClientOptions", "AsyncClientOptions"), "_runtime.options")
    if printed:
        names |= _view_names(printed)
        names["Operation"] = "_runtime.operation"
        if any(method.specification.parameters for method in printed):
            names["Parameter"] = "_runtime.operation"
        if any(method.specification.body for method in printed):
            names["Body"] = "_runtime.operation"
        if any(
            method.specification.body or any(media for _, media in method.specification.responses)
            for method in printed
        ):
            names["Media"] = "_runtime.operation"
    spelled = {name: Code(scope.own(module, name)) for name, module in names.items()}
    return spelled | _typing_names(scope, printed, group, spelled)


def _typing_names(
    scope: Scope, printed: Sequence[Method], group: Resource, spelled: Mapping[str, Code]
) -> dict[str, Code]:
    """Beside the names that are `spelled`, those of Python that annotations and views need."""
    further: dict[str, Code] = {}
    if group.children:
        further["cached_property"] = Code(scope.use("functools", "cached_property"))
    if any(_has_untyped_view(method) for method in printed):
        further["Any"] = Code(scope.use("typing", "Any"))
    if any(method.overloads for method in printed):
        further["overload"] = Code(scope.use("typing", "overload"))
    # These views import it themselves, when they are made.
    if any(method.takes_batches for method in printed):
        scope.needs.runtime.add("batches")
        further["BatchOptions"] = Code(scope.own("_runtime.batch_options", "BatchOptions"))
    if "BatchOptions" in further or "ClientOptions" in spelled:
        further["Unpack"] = Code(scope.use("typing_extensions", "Unpack"))
    return further


def _has_untyped_view(method: Method) -> bool:
    return method.untyped_views or (method.stream is not None and method.stream.untyped)


def _view_names(printed: Sequence[Method]) -> dict[str, str]:
    """The names that the views of these methods are printed with, and their modules."""
    views, of_items, of_overloads, of_downloads = (
        "_runtime.views",
        "_runtime.item_views",
        "_runtime.overloaded_views",
        "_runtime.downloads",
    )
    names = dict.fromkeys(
        ("Views", "V", "Viewed", "Raw", "Streaming", "AsyncRaw", "AsyncStreaming"), views
    )
    if any(method.streams_items for method in printed):
        names |= {"ItemsViewed": of_items, "Items": of_items, "AsyncItems": of_items}
        del names["Viewed"]
    names |= stream_view_names(method.stream for method in printed)
    for method in printed:
        if method.stream is not None and method.stream.only:
            continue
        if method.untyped_views:
            names |= {"ItemView": of_items} if method.streams_items else {"View": views}
            continue
        match bool(method.overloads), method.streams_items:
            case False, False if method.downloads:
                names["download_view"] = of_downloads
            case False, False:
                names["view"] = views
            case False, True if method.paging:
                names["page_view"] = "_runtime.page_views"
            case False, True:
                names["item_view"] = of_items
            case True, streams_items:
                names |= dict.fromkeys(("raw_of", "async_raw_of"), of_overloads)
                names |= (
                    dict.fromkeys(("downloaded_of", "async_downloaded_of"), of_downloads)
                    if method.downloads
                    else dict.fromkeys(("streamed_of", "async_streamed_of"), of_overloads)
                )
                names |= _items_of(method) if streams_items else {"View": views}
    return names


def _items_of(method: Method) -> dict[str, str]:
    """What the view of items is printed with, of a method with overloads."""
    names = {"ItemView": "_runtime.item_views"}
    if method.paging is None:
        return names | dict.fromkeys(("items_of", "async_items_of"), "_runtime.item_views")
    pages = ("page_items_of", "async_page_items_of")
    return names | dict.fromkeys(pages, "_runtime.page_views")


def _child(resource: Resource, scope: Scope) -> Child:
    return Child(
        identifier(resource.path[-1]),
        Code(scope.through("resources", resource.name)),
        Code(scope.through("resources", f"Async{resource.name}")),
        resource.description or f"The operations on `{'.'.join(resource.path)}`.",
    )


# --- client ---------------------------------------------------------------------------------------


def _client(
    api: Api, known: Shared, environment: Environment, annotations: Annotations, needs: Needs
) -> Text:
    own = tuple(operation for operation in api.operations if not operation.resource)
    root = Resource((), api.client, "_client", api.description, own, api.resources)
    view = _resource_module(
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
    names = ("python", "env", "kind", "location", "wire")
    keywords = [(identifier(name), string_literal(getattr(credential, name))) for name in names]
    if credential.kind == "basic":
        keywords.append((identifier("encode"), runtime["encoded"]))
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
    groups = {"_client": [api.client, api.async_client]}
    for module, source in runtime.items():
        if names := [name for name in exported(module, source) if name not in groups["_client"]]:
            groups[f"{needs.above.text}_runtime.{module}"] = names
    return render(
        environment,
        "client/package.py.jinja",
        docstring=[
            Block(f"{api.title}: `{api.client}` and `{api.async_client}`, their models and errors.")
        ],
        version=api.version,
        exports=[Export.of(module, names) for module, names in groups.items()],
        packages=[identifier(name) for name in packages],
        above=needs.above,
    )


def has_inputs(api: Api) -> bool:
    """Whether there are typed dicts."""
    return bool(_sent(api))


def _sent(api: Api) -> list[ObjectModel]:
    """The object models that a caller can send, in document order."""
    reached = _reached(api)
    return [
        model for model in api.models if model.name in reached and isinstance(model, ObjectModel)
    ]


def _reached(api: Api) -> set[str]:
    """The names of the models that a caller can send."""
    models = {model.name: model for model in api.models}
    kinds = [parameter.type for operation in api.operations for parameter in operation.parameters]
    kinds += [
        media.type
        for operation in api.operations
        if operation.body
        for media in operation.body.media_types
    ]
    kinds += [
        field.type
        for operation in api.operations
        if operation.body
        for field in operation.body.fields or ()
    ]
    reached: set[str] = set()
    waiting = [name for kind in kinds for name in named(kind)]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        match models[name]:
            case ObjectModel(fields=fields):
                waiting += [
                    used for field in fields if not field.read_only for used in named(field.type)
                ]
            case AliasModel(type=kind):
                waiting += named(kind)
    return reached


# --- typed dicts ----------------------------------------------------------------------------------


def _inputs(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, Text]:
    """The package of typed dicts, and `File` where one of them or the signature of a method
    mentions it.
    """
    models = _sent(api)
    keys = frozenset(field.wire for model in models for field in model.fields)
    reached = _reached(api)
    large = [
        model for model in api.models if model.name in reached and model.name in annotations.large
    ]
    local = (
        frozenset(f"{model.name}Dict" for model in (*models, *large))
        | {f"_{model.name}Dict" for model in large}
        | {"File"}
    )
    scope = Scope(
        "..", taken=keys, classes=annotations.models.keys() | local, local=local, needs=needs
    )
    names = {name: scope.use("typing_extensions", name) for name in ("TypedDict",)}
    printed = []
    for model in models:
        fields = [
            field for field in model.fields if field.wire and not field.read_only
        ]  # no type checker takes an empty key
        total = all(field.required for field in fields)
        if not total and any(field.required for field in fields):
            names["Required"] = scope.use("typing", "Required")
        functional = not all(
            _PROPERTY_NAME.fullmatch(field.wire) and _is_name(field.wire) for field in fields
        )
        printed.append(
            (
                model,
                [_typed_field(field, scope, annotations) for field in fields],
                total,
                functional,
            )
        )

    def alias_of(model: Model, mark: str = "") -> Code | None:
        return scope.second_name(f"{mark}{model.name}Dict")

    unions = []
    for choice in large:
        objects = annotations.large[choice.name]
        spelled = signature(tuple(TypedDictRef(each.name) for each in objects), scope)
        names |= {name: scope.use("typing", name) for name in ("TypeAlias", "Final")}
        names |= {"Mapping": scope.use("collections.abc", "Mapping")}
        names |= {name: scope.use("builtins", name) for name in ("str", "object")}
        about = f"One of the objects of `{choice.name}` as a plain dict."
        outer, inner = (identifier(f"{mark}{choice.name}Dict") for mark in ("", "_"))
        unions.append(
            ChoiceOfDicts(outer, alias_of(choice), inner, alias_of(choice, "_"), about, spelled)
        )
    text = [
        TypedDict(
            identifier(f"{model.name}Dict"),
            alias_of(model),
            model.description.strip() or f"A `{model.name}` as a plain dict.",
            fields,
            total,
            functional,
        )
        for model, fields, total, functional in printed
    ]
    file = _file_names(scope) if needs.file else None
    listed = ["File"] * needs.file + [f"{model.name}Dict" for model in (*models, *large)]
    package = lazy_package(
        environment,
        "What arguments take besides models: objects as plain dicts, made when one is first used.",
        [Export.of("_typed_dicts", listed)],
    )
    typed_dicts = later(
        environment,
        "client/typed_dicts.py.jinja",
        dicts=text,
        unions=unions,
        names={name: identifier(spelled) for name, spelled in names.items()},
        file=file,
        imports=scope.imports(),
    )
    return {"inputs/__init__.py": package, "inputs/_typed_dicts.py": typed_dicts}


def _file_names(scope: Scope) -> dict[str, Code]:
    """The spelling of what `File` is made of."""
    return {
        "TypeAlias": Code(scope.use("typing", "TypeAlias")),
        "BinaryIO": Code(scope.use("typing", "BinaryIO")),
        "PathLike": Code(scope.use("os", "PathLike")),
        "Mapping": Code(scope.use("collections.abc", "Mapping")),
        "bytes": Code(scope.use("builtins", "bytes")),
        "str": Code(scope.use("builtins", "str")),
        "tuple": Code(scope.use("builtins", "tuple")),
    }


def _is_name(wire: str) -> bool:
    try:
        identifier(wire)
    except ValueError:
        return False
    return True


def _typed_field(field: Field, scope: Scope, annotations: Annotations) -> TypedDictField:
    return TypedDictField(
        string_literal(field.wire),
        identifier(field.wire) if _is_name(field.wire) else None,
        signature(annotations.passed(field.type), scope),
        field.required,
    )


# --- operations.json ------------------------------------------------------------------------------


def operations_json(api: Api) -> str:
    """The machine-readable index of the surface, in document order, an operation a line."""
    about = {
        "client": api.client,
        "async_client": api.async_client,
        "construct": {
            "base_url": "base_url",
            "http_client": "http_client",
            "credentials": [
                {"scheme": c.scheme, "python": c.python, "env": c.env} | flows_entry(c.flows)
                for c in api.credentials
            ],
            **security_entry(api),
            **servers_entry(api.servers),
        },
    }
    usual = security_entry(api).get("security")
    listed = [
        _operation_entry(each) | ({} if usual is None else own_security_entry(each, usual))
        for each in api.operations
    ]
    if chosen_formats.used(api):
        annotations = Annotations.of(api)
        about |= chosen_formats.model_types(api, annotations)
        listed = [
            chosen_formats.with_types(entry, each, annotations)
            for entry, each in zip(listed, api.operations, strict=True)
        ]
    if api.programs:
        about |= programs.of_the_package(api)
        listed = [*map(programs.with_schemas, listed, api.operations)]
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in about.items()]
    lines += [programs.definitions_json(api)] if api.programs else []
    entries = ",\n  ".join(map(json.dumps, listed))
    operations = f'"operations": [\n  {entries}\n ]' if entries else '"operations": []'
    webhooks = [f'"webhooks": {json.dumps(webhooks_entry(api))}'] if api.webhooks else []
    return "{\n " + ",\n ".join([*lines, operations, *webhooks]) + "\n}\n"


def _operation_entry(operation: Operation) -> dict[str, Any]:
    body = operation.body
    return {
        "operation_id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "resource": list(operation.resource),
        "function": operation.function,
        "parameters": [
            {"wire": p.wire, "in": p.location, "python": p.python, "required": p.required}
            | ({"generated": True} if p.generated else {})
            for p in operation.parameters
        ],
        "exactly_one_of": [list(group) for group in operation.exactly_one_of],
        "body": None
        if body is None
        else {
            "python": body.python,
            "fields": None
            if body.fields is None
            else {field.wire: field.python for field in body.fields if not field.read_only},
            "required": body.required,
            "content_types": [media.content_type for media in body.media_types],
            "content_type_keyword": body.content_type_keyword,
        },
    } | (
        _accept_entry(operation.representations)
        | _follow_entry(operation.follow)
        | paging_entry(operation.paging)
        | _headers_entry(operation.headers)
        | ({"download": True} if has_binary_answer(operation) else {})
        | stream_entry(operation.stream)
        | parts_entry(operation)
        | polling_entry(operation)
        | retries_entry(operation.retry_policy)
        | own_servers_entry(operation)
    )


def _accept_entry(offered: Representations | None) -> dict[str, Any]:
    """What a caller may ask for by which keyword, where there is a choice."""
    return (
        {}
        if offered is None
        else {"accept": {"python": offered.python, "content_types": list(offered.content_types)}}
    )


def _headers_entry(headers: HeadersClass | None) -> dict[str, Any]:
    """What reads the documented headers of responses, where there are any: by their names on the
    wire.
    """
    if headers is None:
        return {}
    names = {field.wire: field.python for field in headers.fields}
    return {"response_headers": {"class": headers.name, "headers": names}}


def _follow_entry(follow: Follow | None) -> dict[str, Any]:
    """How the list is followed, where it is: parameters by their Python names, properties by those
    on the wire.
    """
    if follow is None:
        return {}
    entry = {
        "function": follow.function,
        "renamed": dict(follow.renamed),
        "from": follow.start,
        "to": follow.end,
        "order": dict(follow.order),
        "id": follow.id,
        "time": follow.time,
        "items": follow.items,
        "lag": follow.lag,
        "window": follow.window,
        "limit": follow.limit if follow.limit_by is None else follow.limit_by,
    }
    return {"follow": entry}


def documented_errors(operation: Operation) -> list[tuple[str, str]]:
    """The documented error statuses of an operation with the class that each raises."""
    return [(response.status, error_class(response.status)) for response in failures(operation)]
