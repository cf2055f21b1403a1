"""What a method is called, and the resource that it stands on: by `x-sdk`, else by what other
generators read, else by the operation's tag and id."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.api.names import RESERVED_ATTRIBUTES, RESERVED_ON_CLIENT, WHOLE, free, snake
from generator.api.schema import VERSION_SEGMENT
from generator.document import given_names
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.casing import shortened


class CallName(NamedTuple):
    """`is_chosen`: the document says it for us, so that it gives way to none."""

    resource: tuple[str, ...]
    function: str
    is_chosen: bool = False


def call_name(
    document: Document, node: dict[str, Any], path: str, method: str, identity: str | None
) -> CallName:
    """Resource and function: those that are given, else the first tag (or segment of the path) and
    the `operationId` without it, of an operation that has one.

    Under the tag `Pets`, `pets_list` is `pets.list`, and `listPets` is `pets.list_pets`. Without an
    `operationId`, `GET /v1/pets/{id}/photos` is `pets.get_pets_id_photos`."""
    path = re.split("[?#]", path)[0]
    resource = _attributes(given_names.resource(node)) or _resource(document, node, path)
    if chosen := given_names.function(node):
        return CallName(resource, snake(chosen, "call"), is_chosen=True)
    if overridden := given_names.overridden(document.root, identity or ""):
        return CallName(resource, snake(overridden, "call"))
    if identity is None:
        words = filter(_is_telling, re.split(r"[/{}]+", path))
        return CallName(resource, snake(" ".join((method, *words)), "call"))
    wish = snake(identity, "call", WHOLE)
    for prefix in ("_".join(resource) + "_", resource[-1] + "_"):
        rest = wish.removeprefix(prefix)
        if rest != wish and not rest[:1].isdigit():  # `pets_2` leaves no name
            return CallName(resource, shortened(rest))
    return CallName(resource, shortened(wish))


def _resource(document: Document, node: dict[str, Any], path: str) -> tuple[str, ...]:
    """The resource of an operation that chooses none: its first tag, inside of those of the tag's
    parents, else the first word of its path.
    """
    for tag in sequence(node.get("tags")):
        if isinstance(tag, str) and tag.strip():
            return _attributes(ancestry(document, tag))
    words = (each for each in path.split("/") if "{" not in each and _is_telling(each))
    return _attributes([next(words, "default")])


def _is_telling(segment: str) -> bool:
    """Whether a segment of a path says more than a version (`v1`)."""
    return bool(segment) and not VERSION_SEGMENT.fullmatch(segment)


def ancestry(document: Document, tag: str) -> list[str]:
    """A tag behind its parents (3.2, Tag Object, `parent`), the outermost first. A parent that is
    no tag has no effect, as those of a tag that is its own ancestor (OAS060).
    """
    parents: dict[str, str | None] = {}
    for each in map(mapping, sequence(document.root.get("tags"))):
        parent = each.get("parent")
        parents.setdefault(str(each.get("name")), parent if isinstance(parent, str) else None)
    line = [tag]
    while document.version >= "3.2" and (above := parents.get(line[0])) in parents:
        if above in line:
            return [tag]
        line.insert(0, above)
    return line


def _attributes(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(attribute(name, on_client=depth == 0) for depth, name in enumerate(names))


def attribute(text: str, *, on_client: bool = False) -> str:
    """The name of a resource, as an attribute of the client or of another resource."""
    return free(snake(text, "default"), RESERVED_ON_CLIENT if on_client else RESERVED_ATTRIBUTES)
