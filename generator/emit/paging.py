"""Lists in pages as the templates print them: what their methods return, and the classes of pages
that are models, which stand in a package of their own, by the module of their model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, Operation, Paging
from generator.emit.annotations import Needs, Scope, member, signature
from generator.emit.code import Block, Code, called, identifier
from generator.emit.imports import Import
from generator.emit.lazy_packages import Export, lazy_package
from generator.emit.templates import render

_RUNTIME = "_runtime.paging"


class PagedMethod(NamedTuple):
    """What the method of a list in pages returns, and the `Paging(…)` of the runtime, which makes
    its call. `either` and `async_either` are with what it returns in another media type.
    """

    result: Code
    async_result: Code
    either: Code
    async_either: Code
    about: Code


class PageMethod(NamedTuple):
    """A method of a page that cannot have the name that it has elsewhere, or stands beside such."""

    head: Code
    docstring: Sequence[Block]
    body: Code


class PageClass(NamedTuple):
    """The class of the pages of a model."""

    name: Code
    base: Code
    item: Code
    model: Code
    docstring: Sequence[Block]
    methods: Sequence[PageMethod]


class PagesModule(NamedTuple):
    imports: Sequence[Import]


def paged_method(
    operation: Operation, scope: Scope, annotations: Annotations
) -> PagedMethod | None:
    """How the method of an operation is printed whose list comes in pages."""
    paging = operation.paging
    if paging is None:
        return None
    item = signature(annotations.returned(paging.item), scope)
    if paging.page is None:
        page, async_page = (
            f"{scope.own(_RUNTIME, name)}[{item.text}]" for name in ("ListPage", "AsyncListPage")
        )
    else:
        page, async_page = (
            scope.through("pages", f"{prefix}{paging.page}") for prefix in ("", "Async")
        )
    pages = f"{scope.own(_RUNTIME, 'AsyncPages')}[{async_page}, {item.text}]"
    others, waited = [], []
    if paging.accepts is not None:
        others = _others(operation, scope, annotations)
        unknown, awaited = scope.use("typing", "Any"), scope.use("collections.abc", "Coroutine")
        waited = [f"{awaited}[{unknown}, {unknown}, {each}]" for each in others]
    return PagedMethod(
        result=Code(page),
        async_result=Code(pages),
        either=Code(" | ".join((page, *others))),
        async_either=Code(" | ".join((pages, *waited))),
        about=_about(operation, paging, page, async_page, scope),
    )


def _others(operation: Operation, scope: Scope, annotations: Annotations) -> list[str]:
    """What the method returns in media types that are no page."""
    offered = operation.representations
    results = [] if offered is None else offered.results[1:]
    return [signature(annotations.returned(kind), scope).text for _, kind in results]


def _about(operation: Operation, paging: Paging, page: str, async_page: str, scope: Scope) -> Code:
    """The `Paging(…)` of the runtime."""
    names = [parameter.python for parameter in operation.parameters]
    made = scope.call(
        _RUNTIME,
        "Paging",
        Code(f"lambda: {page}"),
        Code(f"lambda: {async_page}"),
        paging.kind,
        items=paging.items,
        at=None if paging.parameter is None else names.index(paging.parameter),
        field=paging.field,
        next=paging.next,
        last=paging.last,
        more=paging.more,
        total=paging.total,
        start=paging.start or None,
    )
    return made if paging.accepts is None else called(f"{made.text}.only", *paging.accepts)


def pages_package(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, str]:
    """The package of the classes of pages, which stand in modules of the same names as the models
    do: `pages/pet_list.py` has `PetListPage`. Nothing where no model is one.
    """
    modules = _by_module(api, annotations)
    if not modules:
        return {}
    tree = {
        f"pages/{home}.py": _module(found, environment, annotations, needs)
        for home, found in modules.items()
    }
    exports = [
        Export.of(home, [name for page in found for name in (page, f"Async{page}")])
        for home, found in modules.items()
    ]
    about = "The pages that calls return, each imported when one is first used."
    return {"pages/__init__.py": lazy_package(environment, about, exports)} | tree


def _by_module(api: Api, annotations: Annotations) -> dict[str, dict[str, Paging]]:
    """The classes of pages, `{"pet_list": {"PetListPage": …}}`, by the modules of their models. A
    list that is no model's, as `[{…}, {…}]` is none, has no class of its own.
    """
    modules: dict[str, dict[str, Paging]] = {}
    for paging in (each.paging for each in api.operations if each.paging is not None):
        if paging.model is not None and paging.page is not None:
            home = annotations.models[paging.model].module
            modules.setdefault(home, {})[paging.page] = paging
    return modules


def _module(
    found: Mapping[str, Paging], environment: Environment, annotations: Annotations, needs: Needs
) -> str:
    """A module of classes of pages, each by its name, synchronous and asynchronous."""
    own = frozenset(name for page in found for name in (page, f"Async{page}"))
    scope = Scope("..", taken=own, classes=annotations.models.keys(), needs=needs)
    pages = [
        _page(name, paging, scope, annotations, asynchronous=asynchronous)
        for name, paging in found.items()
        for asynchronous in (False, True)
    ]
    return render(
        environment,
        "client/pages.py.jinja",
        about=[Block("Models that are pages of a list, and lead to the pages after them.")],
        pages=pages,
        resource=PagesModule(scope.imports()),
    )


def _page(
    name: str, paging: Paging, scope: Scope, annotations: Annotations, *, asynchronous: bool
) -> PageClass:
    """`class PetListPage(Page[Pet], PetList)`. Where a field of the model is called as a method of
    pages, the base has none of them, and the class its own under other names.
    """
    model, prefix = scope.model(paging.model or ""), "Async" if asynchronous else ""
    base = "WalkedModel" if paging.renamed else "Page"
    item = member(annotations.returned(paging.item), scope)
    loop = "async for" if asynchronous else "for"
    return PageClass(
        name=identifier(f"{prefix}{name}"),
        base=Code(scope.own(_RUNTIME, f"{prefix}{base}")),
        item=item,
        model=Code(model),
        docstring=[Block(f"`{paging.model}` as a page of a list. `{loop}` walks all its items.")],
        methods=_methods(paging, item, scope, asynchronous=asynchronous) if paging.renamed else (),
    )


def _methods(paging: Paging, item: Code, scope: Scope, *, asynchronous: bool) -> list[PageMethod]:
    """The methods of a page some of which give way to fields."""
    renamed = dict(paging.renamed)
    iterator = scope.use("collections.abc", "AsyncIterator" if asynchronous else "Iterator")
    own, as_async = scope.use("typing", "Self"), "async " if asynchronous else ""
    wait = "await " if asynchronous else ""
    said = (
        (
            *("", "pages", "", f"{iterator}[{own}]", "self._pages()"),
            "This page, and all that come after it, each asked for when it is its turn.",
        ),
        (
            *("", "has_next_page", "", "bool", "self._following() is not None"),
            "Whether the answer names a page after this one; sends nothing.",
        ),
        (
            *(as_async, "next_page", "", own, f"{wait}self._next_page()"),
            "Ask for the page after this one; raises `LookupError` where there is none.",
        ),
        (
            *("", "take", ", count: int", f"{iterator}[{item.text}]", "self._take(count)"),
            "The first `count` items from the start of this page on.",
        ),
    )
    return [
        PageMethod(
            Code(
                f"{before}def {identifier(renamed.get(name, name)).text}(self{taken}) -> {result}"
            ),
            [Block(text)],
            Code(body),
        )
        for before, name, taken, result, body, text in said
    ]


def paging_entry(paging: Paging | None) -> dict[str, Any]:
    """How the list comes in pages, for `operations.json`: `items` is the place of the items in the
    answer, names on the wire joined by dots, null where the answer is the list.
    """
    if paging is None:
        return {}
    return {"paging": {"kind": paging.kind, "items": ".".join(paging.items) or None}}
