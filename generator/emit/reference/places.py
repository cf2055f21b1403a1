"""Where everything stands in the reference: a page for each resource, with the models that only it
needs, and pages for the models that several need.

A page is called after the module of its resource, so pages differ also where case is ignored. A
model stands on the page of the one resource that leads to it; where these are too many for one
page, and where several lead to it, on pages of models, which are cut by the first letters of their
names. So no page depends on the order of anything, and few change when one model does."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.api.annotations import types_of
from generator.api.messages import exchanged
from generator.api.model import Api, EnumModel, Model, ObjectModel, Operation, Resource, Type
from generator.api.names import free
from generator.api.type_walk import mentioned
from generator.emit.resource_modules import walk

_BESIDE = 1_000  # rows of tables of models below the operations of a resource
_MOST = 4_000  # rows on a page of models alone: some 250 kB, and forges render one MB
_NOT_OF_ANCHORS = re.compile(r"[^\w\- ]")
_SHARED = ""  # stands for a page where several lead to a model


class Page(NamedTuple):
    """A page of the reference, which stands in `Places.folder` under the name `file`. `resource` is
    there for all but those of models alone.
    """

    file: str
    title: str
    resource: Resource | None
    models: Sequence[Model]


class Places(NamedTuple):
    """`methods` and `models` have the place of each: its page and its anchor there. Methods are
    known by the names of their resource, and their own.
    """

    folder: str
    pages: Sequence[Page]
    webhooks: str
    methods: Mapping[tuple[str, ...], tuple[str, str]]
    models: Mapping[str, tuple[str, str]]

    def link(self, place: tuple[str, str], page: str) -> str:
        """The target of a link to a place, from a page, or from the index, whose name is empty."""
        file, anchor = place
        if not page:
            return f"{self.folder}/{file}#{anchor}"
        return f"#{anchor}" if file == page else f"{file}#{anchor}"

    def method(self, operation: Operation, function: str = "") -> tuple[str, str]:
        """The place of the method of an operation, or of one beside it."""
        return self.methods[(*operation.resource, function or operation.function)]


class Anchors:
    """The anchors that forges give to the headings of one page: in small letters, without
    punctuation, blanks as hyphens; what comes again is numbered.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, heading: str) -> str:
        """The anchor of the next heading."""
        anchor = _slug(heading)
        count = self._given.get(anchor, 0)
        self._given[anchor] = count + 1
        return f"{anchor}-{count}" if count else anchor


def _slug(heading: str) -> str:
    text = heading.lower()
    if text.isascii():
        return _NOT_OF_ANCHORS.sub("", text).replace(" ", "-")
    return "".join(filter(_is_of_anchor, text)).replace(" ", "-")


def _is_of_anchor(character: str) -> bool:
    category = unicodedata.category(character)
    return character in "- " or category[0] in "LMN" or category == "Pc"


def groups(api: Api) -> Iterator[Resource]:
    """The client, as the resource that has its own operations, and all resources, each if it has
    any.
    """
    own = tuple(operation for operation in api.operations if not operation.resource)
    client = Resource((), api.client, "client", "", own, ())
    yield from (each for each in (client, *walk(api.resources)) if each.operations)


def functions(operation: Operation) -> Iterator[str]:
    """The methods of an operation as they stand on its page: its own, what follows its list, and
    what waits.
    """
    yield operation.function
    if operation.follow is not None:
        yield operation.follow.function
    yield from (each.function for each in operation.polling)


def places(api: Api) -> Places:
    """Where everything of an API stands: `pets.md` has the methods of `client.pets` and the models
    that only it needs, `models.md` those that several resources need.
    """
    resources = list(groups(api))
    taken = {each.module for each in resources if each.path}
    files = {each.path: each.module if each.path else free("client", taken) for each in resources}
    homes = _homes(api, {files[each.path]: each.operations for each in resources})
    by_home = defaultdict[str, list[Model]](list)
    for model in api.models:
        by_home[homes.get(model.name, _SHARED)].append(model)
    pages: list[Page] = []
    of_models: list[Page] = []
    for resource in resources:
        file, title = files[resource.path], ".".join(("client", *resource.path))
        models = by_home[file]
        if sum(map(_rows, models)) > _BESIDE:
            of_models += _cut(f"{file}-models", f"Models of {title}", models)
            models = []
        pages.append(Page(f"{file}.md", title, resource, models))
    shared = by_home[_SHARED]
    if shared:
        of_models += _cut(free("models", taken), "Models", shared)
    every = (*pages, *of_models)
    taken |= {each.file.removesuffix(".md") for each in every}
    methods, models_at = _anchored(every)
    return Places(_folder(api), every, f"{free('webhooks', taken)}.md", methods, models_at)


def _anchored(
    pages: Iterable[Page],
) -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, tuple[str, str]]]:
    """The places of methods and of models. The headings of each page are gone through in the order
    in which they are printed, as one that comes again has a number in its anchor.
    """
    methods: dict[tuple[str, ...], tuple[str, str]] = {}
    models: dict[str, tuple[str, str]] = {}
    for page in pages:
        anchors = Anchors()
        anchors.of(page.title)
        if page.resource is not None:
            for operation in page.resource.operations:
                for function in functions(operation):
                    place = page.file, anchors.of(function)
                    methods[(*operation.resource, function)] = place
            anchors.of("Models")
        for model in page.models:
            models[model.name] = page.file, anchors.of(model.name)
    return methods, models


def _folder(api: Api) -> str:
    """The folder of the pages, which is not that of the package."""
    package = api.package.partition(".")[0].casefold()
    return "api" if package != "api" else "reference"


def _homes(api: Api, operations: Mapping[str, Sequence[Operation]]) -> dict[str, str]:
    """For each model the page that alone leads to it, or `_SHARED`. A webhook is a page of its
    own, and none of these.
    """
    models = {model.name: model for model in api.models}
    homes: dict[str, str] = {}
    waiting: list[tuple[str, str]] = []
    for page, listed in operations.items():
        kinds = chain.from_iterable(map(_mentioned, listed))
        waiting += [(name, page) for name in mentioned(kinds)]
    payloads = [webhook.payload.type for webhook in api.webhooks]
    waiting += [(name, _SHARED) for name in mentioned(payloads)]
    while waiting:
        name, page = waiting.pop()
        home = page if homes.get(name, page) == page else _SHARED
        # a model moves twice at most: to a page, and from there to the shared ones
        if homes.get(name) != home:
            homes[name] = home
            waiting += [(used, home) for used in mentioned(types_of(models[name]))]
            waiting += [(read, home) for read in _read_as(models[name])]
    return homes


def _read_as(model: Model) -> list[str]:
    """The model in which the API gives what another one sends."""
    return [model.read] if isinstance(model, ObjectModel) and model.read is not None else []


def _mentioned(operation: Operation) -> Iterator[Type]:
    """The types that the method of an operation takes and gives."""
    yield from exchanged(operation)
    if operation.body is not None:
        yield from filter(None, [operation.body.read])
    yield from (each.type for each in operation.polling)
    if operation.follow is not None:
        yield operation.follow.item


def _rows(model: Model) -> int:
    """About how many lines a model takes."""
    match model:
        case ObjectModel(fields=rows):
            return len(rows) + 4
        case EnumModel(members=values):
            return len(values) + 4
        case _:
            return 8


def _cut(file: str, title: str, models: Iterable[Model]) -> Iterator[Page]:
    """Pages of models, in the order of their names, cut by their first letters where one would be
    too long.
    """
    yield from _cut_at("", file, title, by_name(models))


def by_name(models: Iterable[Model]) -> list[Model]:
    """Models in the order of their names, whatever the case of their letters."""
    return sorted(models, key=lambda model: (model.name.casefold(), model.name))


def _cut_at(prefix: str, file: str, title: str, models: Sequence[Model]) -> Iterator[Page]:
    """The pages of models whose names begin with `prefix`: one, or one for each letter that comes
    next, `models-pa.md` and `models-pe.md` of `Page`, `Pat` and `Pet`.
    """
    names = [model.name.casefold() for model in models]
    if sum(map(_rows, models)) <= _MOST or len(set(names)) == 1:
        yield _page(prefix, file, title, models)
        return
    length = len(_common(names)) + 1
    parts = defaultdict[str, list[Model]](list)
    for name, model in zip(names, models, strict=True):
        parts[name[:length]].append(model)
    for start, part in parts.items():
        yield from _cut_at(start, file, title, part)


def _page(prefix: str, file: str, title: str, models: Sequence[Model]) -> Page:
    """One page of models: `models.md`, or `models-pa.md` of those whose names begin with `Pa`. In
    its name letters beyond ASCII are numbers, `models-e9.md` of `Été`.
    """
    if not prefix:
        return Page(f"{file}.md", title, None, models)
    mark = "".join(each if each.isascii() else f"{ord(each):x}" for each in prefix)
    return Page(f"{file}-{mark}.md", f"{title}: {models[0].name[: len(prefix)]}…", None, models)


def _common(names: Sequence[str]) -> str:
    """What the names begin with alike."""
    first, last = min(names), max(names)
    pairs = zip(first, last, strict=False)
    return first[: next((at for at, (one, other) in enumerate(pairs) if one != other), len(first))]
