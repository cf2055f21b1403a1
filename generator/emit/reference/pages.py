"""The pages of the reference: what each has is decided here, and printed by `templates/docs/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations
from generator.api.model import Api, Operation, Resource
from generator.emit.annotations import Scope
from generator.emit.call_docs import shared_calls
from generator.emit.code import Code, identifier, markdown, markdown_code, table_code, table_row
from generator.emit.docstrings import deprecation, shared
from generator.emit.losses import lost_kinds
from generator.emit.reference.entries import Entries, error_row
from generator.emit.reference.model_tables import ModelEntries
from generator.emit.reference.places import Anchors, Page, Places, by_name, functions
from generator.emit.reference.types import TypesInWords
from generator.emit.reference.words import brief
from generator.emit.shown_calls import ShownCalls
from generator.emit.templates import render
from generator.emit.webhook_docs import webhook_docs

_MOST_LISTED = 1_500  # models that the index lists one by one
_FEW = 3  # methods of a page that needs no list of them
_INDEX = ""
_BESIDE = (Code("Follows what is new in the list."), Code("Waits until it is done."))


class Group(NamedTuple):
    """The methods of a resource, or of the client itself, as rows of a table in the index."""

    title: str
    target: Code
    description: str
    methods: Sequence[Code]


class Span(NamedTuple):
    """A page of models in the index, by the first and the last of them."""

    target: Code
    first: str
    last: str
    size: int


def emit_reference(
    api: Api,
    environment: Environment,
    annotations: Annotations,
    calls: ShownCalls,
    lost: Mapping[str, Sequence[str]],
    where: Places,
) -> dict[str, str]:
    """The index, and the pages of the reference: path -> text. `lost` is by method and path."""
    known = shared(api)
    replaced_by = known.replaced_by
    tree: dict[str, str] = {}
    has_streams = any(each.returned_stream for each in api.operations)
    webhooks = webhook_docs(api, annotations, lost)

    def types_on(file: str) -> TypesInWords:
        return TypesInWords(annotations, lambda name: where.link(where.models[name], file))

    index = {
        "title": api.title,
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
        "groups": [
            _group(page, page.resource, replaced_by, where) for page in where.pages if page.resource
        ],
        "models": _models(api, where) if len(api.models) <= _MOST_LISTED else [],
        "spans": _spans(where) if len(api.models) > _MOST_LISTED else [],
        "shared": shared_calls(api),
        "errors": [error_row(each, types_on(_INDEX)) for each in known.failures],
        "streams": has_streams,
        "webhooks": Code(f"{where.folder}/{where.webhooks}") if webhooks else None,
        "received": _webhooks(api, where),
        "lost_kinds": lost_kinds(api.losses),
    }
    tree["api.md"] = render(environment, "docs/api.md.jinja", **index)
    entries = partial(
        Entries,
        api=api,
        annotations=annotations,
        calls=calls,
        shared=known.failures,
        lost=lost,
        replaced_by=replaced_by,
        scope=Scope(".."),
    )
    for page in where.pages:
        types = types_on(page.file)
        operations = page.resource.operations if page.resource else ()
        tree[f"{where.folder}/{page.file}"] = render(
            environment,
            "docs/reference/page.md.jinja",
            surface=api.title,
            title=page.title,
            resource=page.resource,
            contents=_contents(operations, page.file, where),
            entries=list(map(entries(types=types).of, operations)),
            models=list(map(ModelEntries(types).of, page.models)),
        )
    if webhooks:
        types = types_on(where.webhooks)
        tree[f"{where.folder}/{where.webhooks}"] = render(
            environment,
            "docs/reference/webhooks.md.jinja",
            surface=api.title,
            webhooks=webhooks,
            payloads=[types.read(each.payload.type) for each in api.webhooks],
        )
    return tree


def _contents(operations: Sequence[Operation], file: str, where: Places) -> list[Code]:
    """Links to the methods of a page, where it has more than a few."""
    if len(operations) <= _FEW:
        return []
    return [
        _link(name, where.method(each, name), where, file)
        for each in operations
        for name in functions(each)
    ]


def _group(page: Page, resource: Resource, replaced_by: Mapping[str, str], where: Places) -> Group:
    """The table of a resource in the index: a row for each method, those beside operations too."""
    listed = [
        table_row(
            _link(name, where.method(each, name), where),
            table_code(f"{each.method} {each.path}"),
            _summary(each, replaced_by) if name == each.function else _BESIDE[name in _waits(each)],
        )
        for each in resource.operations
        for name in functions(each)
    ]
    return Group(page.title, Code(f"{where.folder}/{page.file}"), resource.description, listed)


def _waits(operation: Operation) -> list[str]:
    return [each.function for each in operation.polling]


def _summary(operation: Operation, replaced_by: Mapping[str, str]) -> Code:
    deprecated = markdown(deprecation(operation, replaced_by)).text
    return Code(f"{deprecated} {brief(operation.summary).text}".strip())


def _webhooks(api: Api, where: Places) -> list[Code]:
    """Every webhook, and where it stands: below the one heading of its page."""
    anchors, rows = Anchors(), []
    anchors.of("webhooks")
    for each in api.webhooks:
        name = markdown_code(each.name)
        target = where.link((where.webhooks, anchors.of(name.text.strip("` "))), _INDEX)
        about = brief(each.summary.strip() or each.description)
        rows.append(table_row(Code(f"[{table_code(each.name).text}]({target})"), about))
    return rows


def _models(api: Api, where: Places) -> list[Code]:
    """Every model, by its name."""
    return [
        table_row(_link(each.name, where.models[each.name], where), brief(each.description))
        for each in by_name(api.models)
    ]


def _link(name: str, place: tuple[str, str], where: Places, file: str = _INDEX) -> Code:
    return Code(f"[`{identifier(name).text}`]({where.link(place, file)})")


def _spans(where: Places) -> list[Span]:
    found = []
    for page in where.pages:
        if page.models:
            names = sorted((each.name for each in page.models), key=str.casefold)
            target = Code(f"{where.folder}/{page.file}")
            found.append(Span(target, names[0], names[-1], len(names)))
    return found
