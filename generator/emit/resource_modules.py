"""A module of a package for each resource, and of the client what is printed alike: its methods,
views and the resources below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Credential, Resource, Servers
from generator.api.names import VIEWS, Taken, free
from generator.emit.annotations import Needs, Scope
from generator.emit.code import Code, identifier
from generator.emit.credentials import GivenCredentials, given_credentials, view_names
from generator.emit.docstrings import Shared
from generator.emit.event_streams import view_names as stream_view_names
from generator.emit.event_streams import with_names
from generator.emit.imports import Import
from generator.emit.methods import Method, methods
from generator.emit.servers import ServerChoice, server_choice
from generator.emit.templates import Text, later

_VIEW_ARGUMENTS = frozenset({"self", "size", "options", "batching"})


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


def walk(resources: Iterable[Resource]) -> Iterator[Resource]:
    for resource in resources:
        yield resource
        yield from walk(resource.children)


def resource_text(
    resource: Resource,
    known: Shared,
    environment: Environment,
    annotations: Annotations,
    needs: Needs,
) -> Text:
    view = resource_module(
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


def resource_module(
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
    """A resource as its template prints it, or the client, which is the resource `base` of all
    others and has `credentials` and `servers`.

    In the body of a class a method hides what is called alike: beside a method `list`, the type of
    Python is imported under another name."""
    taken = {f"{cls}{suffix}" for cls in (name, async_name) for suffix in VIEWS}
    taken |= {child.path[-1] for child in group.children}
    for operation in group.operations:
        taken |= {operation.function, *(each.function for each in operation.polling)}
        if operation.follow is not None:
            taken.add(operation.follow.function)
    scope = Scope(package, taken=frozenset(taken), classes=annotations.models.keys(), needs=needs)
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
    methods: list[Method] = []
    for method in printed:
        follow = method.follow
        if follow is None:
            methods.append(method)
            continue
        about = follow.about.text
        if about not in names:
            names[about] = identifier(taken.take("_FOLLOWS"))
        methods.append(method._replace(follow=follow._replace(about=names[about])))
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
    """The runtime's names that the template itself uses, as they are spelled in this module:
    `{"Operation": Operation}`, or another name where that is a class of the API.
    """
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
        said = [method.specification for method in printed]
        has_bodies = any(each.body for each in said)
        answers = chain.from_iterable(each.responses for each in said)
        has_answers = any(media for _, media in answers)
        if any(each.parameters for each in said):
            names["Parameter"] = "_runtime.operation"
        if has_bodies:
            names["Body"] = "_runtime.operation"
        if has_bodies or has_answers:
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
