"""Where the copy of a document has what it copies, and under which names of components.

Names do not depend on the order of anything, nor on where the document lies: when two files offer
the same name, both are qualified by where they come from, seen from the root document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.references import Files, ReferenceTarget, Scope
from generator.records import record

_Names = tuple[str, str, str]
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class Link(NamedTuple):
    """A pointer as a chain from its end: cheap to extend, spelled out only where it is needed."""

    parent: Link | Placement | None
    token: str
    depth: int


@record(frozen=False, slots=True, eq=False)
class Placement:
    """Where a target of another file stands in the tree: `pointer` is known once all names are."""

    section: str
    target: ReferenceTarget
    pointer: str = ""
    holder: dict[str, Any] = field(default_factory=dict)
    scope: Scope | None = None


def name_components(root: dict[str, Any], hoisted: Sequence[Placement], files: Files) -> None:
    """Gives every hoisted target of `files` a name that is free, and puts it under `components`."""
    if not hoisted:
        return
    # What is no mapping (`components: []`) gives way: `Document.as_written` has it still. A section
    # that is none stays, and what would be in it is left out: `validate` refuses the document.
    if not isinstance(root.get("components"), dict):
        root["components"] = {}
    components = root["components"]
    taken = {section: set(mapping(entries)) for section, entries in components.items()}
    groups: dict[tuple[str, str], list[tuple[Placement, _Names]]] = {}  # of one plain name
    for placement in hoisted:
        names = _names(placement, files)
        groups.setdefault((placement.section, names[0]), []).append((placement, names))
    for (section, _), group in groups.items():
        _name_group(group, taken.setdefault(section, set()), files)
    for placement in hoisted:
        name = placement.pointer.rpartition("/")[2]
        mapping(components.setdefault(placement.section, {}))[name] = placement.holder["node"]


def _name_group(group: Sequence[tuple[Placement, _Names]], taken: set[str], files: Files) -> None:
    """Names those that would have one name: the least qualified ones that tell them apart and are
    not `taken`, which they are then. Where none do, the most qualified ones, with numbers.
    """
    ordered = sorted(group, key=lambda each: _rank(each[0], files))
    levels = list(zip(*(names for _, names in ordered), strict=True))
    free = (
        level
        for level, names in enumerate(levels)
        if len({*names}) == len(names) and taken.isdisjoint(names)
    )
    level = next(free, len(levels) - 1)
    for placement, names in ordered:
        name, number = names[level], 2
        while name in taken:
            name, number = f"{names[level]}_{number}", number + 1
        taken.add(name)
        placement.pointer = pointers.join("", "components", placement.section, name)


def _names(placement: Placement, files: Files) -> _Names:
    """Names for a target, from the plain one to the one with its whole origin: `Pet`, `pets_Pet`
    and `schemas_pets_defs_Pet` for `schemas/pets.yaml#/defs/Pet`. Behind each stands what dynamic
    anchors chose: `Tree_StrictTree`.
    """
    target, scope = placement.target, placement.scope or {}
    path = PurePosixPath(files.place(target.source))
    tokens = pointers.split(target.pointer)
    stem = path.name.split(".")[0]
    name = tokens[-1] if tokens else stem
    qualified = f"{stem}_{name}" if tokens else f"{path.parent.name}_{stem}"
    folders = [part for part in path.parent.parts if part != ".."]
    whole = "_".join((*folders, stem, *tokens))
    made = "".join(f"_{_owner(end)}" for _, end in sorted(scope.items(), key=lambda item: item[0]))
    return _fit(f"{name}{made}"), _fit(f"{qualified}{made}"), _fit(f"{whole}{made}")


def _rank(placement: Placement, files: Files) -> tuple[str, ...]:
    """By what those of one name are ordered, whatever order they were met in: where they stand,
    then what dynamic anchors chose.
    """
    ends = [
        (name, files.place(end.source), end.pointer)
        for name, end in sorted((placement.scope or {}).items(), key=lambda item: item[0])
    ]
    return (
        files.place(placement.target.source),
        placement.target.pointer,
        *(part for end in ends for part in end),
    )


def _owner(target: ReferenceTarget) -> str:
    """A name for where a dynamic anchor stands: of a shared schema its own, of an operation its
    path and method (`pets_get`), of a schema in a file of several (`common.yaml#/Pet`) its key
    there, and of a file that is a schema, its `$defs` included, that of the file.
    """
    match pointers.split(target.pointer):
        case ["components", "schemas", name, *_]:
            return name
        case ["paths", *tokens]:
            return "_".join(tokens[:2]).lstrip("/")
        case [token, *_] if token != "$defs":
            return token
    return PurePosixPath(target.source.display).name.split(".")[0]


def _fit(name: str) -> str:
    return _UNFIT.sub("_", name).strip("_") or "component"


def link_to(pointer: str) -> Link | None:
    link: Link | None = None
    for depth, token in enumerate(pointers.split(pointer)):
        link = Link(link, token, depth + 1)
    return link


def depth_of(place: Link | Placement | None) -> int:
    return place.depth if isinstance(place, Link) else 0


def below(
    place: Link | Placement | None, origin: Link | None, token: str, depth: int
) -> tuple[Link, Link]:
    """The links to a child by its place in the tree and by its origin; one for both as long as
    nothing was moved.
    """
    link = Link(place, token, depth)
    return link, link if origin is place else Link(origin, token, depth)


def spelled(link: Link | Placement | None) -> str:
    tokens: list[str] = []
    while isinstance(link, Link):
        tokens.append(link.token)
        link = link.parent
    return pointers.join(link.pointer if link is not None else "", *reversed(tokens))
