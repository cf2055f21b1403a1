"""The resources of a package, and what their methods are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from generator.api.call_names import attribute
from generator.api.model import Operation, Resource, Tag, Untranscribed
from generator.api.names import (
    RESERVED_ATTRIBUTES,
    RESERVED_CLASSES,
    RESERVED_MODULES,
    RESERVED_ON_CLIENT,
    VIEWS,
    Taken,
    file,
    pascal,
)
from generator.api.operations import OperationDraft
from generator.api.rules import RENAMED
from generator.document.access import mapping, sequence, text, texts
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic

Path = tuple[str, ...]
"""The names of a resource and of those around it, the outermost first."""


def with_functions(
    drafts: Sequence[OperationDraft], document: Document, diagnostics: list[Diagnostic]
) -> list[OperationDraft]:
    """The operations, in their order, with function names that differ within a resource and from
    its children; a name that had to give way is told in `diagnostics`.
    """
    groups: dict[Path, list[OperationDraft]] = {}
    children: dict[Path, set[str]] = {}
    for draft in drafts:
        groups.setdefault(draft.operation.resource, []).append(draft)
        for depth, name in enumerate(draft.operation.resource):
            children.setdefault(draft.operation.resource[:depth], set()).add(name)
    given: dict[str, str] = {}
    for group, members in groups.items():
        reserved = RESERVED_ATTRIBUTES if group else RESERVED_ON_CLIENT
        taken = Taken([*reserved, *children.get(group, ())])
        for draft in sorted(members, key=_precedence):
            name = _function(draft, reserved, taken)
            given[draft.operation.pointer] = name
            wish = draft.operation.function
            if name != wish:
                message = f"`{draft.operation.id}` is called `{name}`, because `{wish}` is taken"
                place = document.locate(draft.operation.pointer)
                diagnostics.append(RENAMED.found(message, place))
    return [_called(draft, given[draft.operation.pointer]) for draft in drafts]


def _precedence(draft: OperationDraft) -> tuple[bool, str, str, str]:
    """Who chose a name has it; else no choice depends on the order of the document."""
    return (
        not draft.is_chosen,
        draft.operation.function,
        draft.operation.path,
        draft.operation.method,
    )


def _function(draft: OperationDraft, reserved: frozenset[str], taken: Taken) -> str:
    wish = draft.operation.function
    if wish in taken and wish not in reserved and not draft.is_chosen:
        wish = f"{wish}_{draft.operation.method.lower()}"
    return taken.take(wish)


def _called(draft: OperationDraft, name: str) -> OperationDraft:
    if name == draft.operation.function:
        return draft
    return replace(draft, operation=replace(draft.operation, function=name))


def resource_tree(
    operations: Iterable[Operation], taken: Iterable[str], tags: Sequence[Tag]
) -> tuple[Resource, ...]:
    """The outermost resources; `taken` are the classes of the package that are named already."""
    members: dict[Path, list[Operation]] = {}
    children: dict[Path, list[Path]] = {}
    for operation in operations:
        for length in range(1, len(operation.resource) + 1):
            path = operation.resource[:length]
            if path not in members:
                members[path] = []
                children.setdefault(path[:-1], []).append(path)
        if operation.resource:
            members[operation.resource].append(operation)
    classes = _class_names(members, taken)
    modules = _module_names(members)
    described = {tag.name: tag.description for tag in tags}
    namesakes = {attribute(tag.name): tag.description for tag in tags}

    def description(path: Path) -> str:
        """That of the tag that its operations have in common, else of the one that has its name."""
        common = {operation.tags[:1] for operation in members[path]}
        tag = common.pop() if len(common) == 1 else ()
        return described.get(tag[0] if tag else "", "") or namesakes.get(path[-1], "")

    def resource(path: Path) -> Resource:
        return Resource(
            path=path,
            name=classes[path],
            module=modules[path],
            description=description(path),
            operations=tuple(members[path]),
            children=tuple(map(resource, children.get(path, ()))),
        )

    return tuple(map(resource, children.get((), ())))


def _class_names(paths: Iterable[Path], taken: Iterable[str]) -> dict[Path, str]:
    """What the class of each resource is called: `PetsPhotos` of `("pets", "photos")`, or
    `PetsPhotosResource` where that is a model, or `PetsPhotosResource2` where that is one too.
    """
    names: dict[Path, str] = {}
    used = {*taken, *RESERVED_CLASSES}
    for path in sorted(paths):
        name = pascal(" ".join(path))
        numbered = (f"{name}Resource{number}" for number in count(2))
        wishes = chain((name, f"{name}Resource"), numbered)
        names[path] = next(wish for wish in wishes if used.isdisjoint(_classes(wish)))
        used.update(_classes(names[path]))
    return names


def _module_names(paths: Iterable[Path]) -> dict[Path, str]:
    names: dict[Path, str] = {}
    files = Taken(RESERVED_MODULES)
    for path in sorted(paths):
        names[path] = files.take(file("_".join(path)))
    return names


def _classes(name: str) -> tuple[str, ...]:
    """The classes that a resource of this name is emitted as."""
    return tuple(f"{prefix}{name}{suffix}" for prefix in ("", "Async") for suffix in VIEWS)


def tags_of(root: Mapping[str, Any]) -> tuple[Tag, ...]:
    """The tags of a document, with the group that `x-tagGroups` puts each in."""
    groups: dict[str, str] = {}
    for group in map(mapping, sequence(root.get("x-tagGroups"))):
        groups |= dict.fromkeys(texts(group.get("tags")), text(group.get("name")))
    tags = map(mapping, sequence(root.get("tags")))
    return tuple(_tag(text(tag["name"]), tag, groups) for tag in tags if text(tag.get("name")))


def _tag(name: str, tag: Mapping[str, Any], groups: Mapping[str, str]) -> Tag:
    """A Tag Object: what it is called in a menu is an extension's word, or `summary` of 3.2."""
    return Tag(
        name=name,
        display=text(tag.get("x-displayName")) or text(tag.get("summary")) or name,
        description=text(tag.get("description")),
        group=groups.get(name),
        untranscribed=tuple(
            _untranscribed(mapping(entry)) for entry in sequence(tag.get("x-untranscribed"))
        ),
    )


def _untranscribed(entry: dict[str, Any]) -> Untranscribed:
    pages = tuple(texts(entry.get("pages")))
    return Untranscribed(text(entry.get("title")), text(entry.get("note")), pages)
