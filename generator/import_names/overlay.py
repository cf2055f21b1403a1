"""An overlay (Overlay Specification 1.0; 1.1 where actions of such a one go on) as a person would
write it: an action for each object, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.pointer import escape, split, step
from generator.import_names.names import Names
from generator.vendor_docs import yaml_printer

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")  # the shorthand of RFC 9535, section 2.5.1


def actions(names: Names) -> list[dict[str, Any]]:
    """What is carried over; what came as an action goes first, as it came."""
    return [*names.actions, *_actions(names)]


def printed(found: list[dict[str, Any]], names: Names, files: Sequence[str]) -> str:
    """The overlay of `found`, which are actions, read from `files`."""
    title = text(mapping(names.document.root.get("info")).get("title")) or "the document"
    info = {"title": f"Names of {title}", "version": "1.0.0"}
    head = {"overlay": names.overlay_version, "info": info}
    notes = yaml_printer.comment(f"Written by import-names from {', '.join(files)}.")
    return notes + yaml_printer.lines(head) + "actions:\n" + yaml_printer.entries(found)


def _actions(names: Names) -> Iterator[dict[str, Any]]:
    """One for each object that has something to be written; the whole document first:
    `{"target": "$.paths['/orders'].get", "update": {"x-sdk": {"function": "list"}}}`.
    """
    said = {pointer: _without_empty(update) for pointer, update in names.updates.items()}
    if "security" in said.get("", {}) and "security" in names.document.root:
        yield {"target": "$.security", "remove": True}  # an update would add to the list
    places = _ComponentPlaces(names)
    order = {pointer: index for index, pointer in enumerate(_pointers(names.document))}
    # one whose empty `x-sdk` went away has nothing left to say
    for pointer in sorted(filter(said.get, said), key=lambda each: _position(each, order)):
        yield {"target": places.target(pointer), "update": _laid_out(said[pointer])}


def _position(pointer: str, order: Mapping[str, int]) -> tuple[int, str]:
    """Where an object stands, or the one that it is in."""
    outer = pointer
    while outer not in order:
        outer = outer.rpartition("/")[0]
    return order[outer], pointer


def _without_empty(update: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in update.items() if value != {} or key != "x-sdk"}


def _laid_out(update: dict[str, Any]) -> dict[str, Any]:
    """An update with what is short on one line: all of `x-sdk`, but for its `paging`, of which each
    key has a line: `{resource: orders, function: list}`.
    """
    sdk = update.get("x-sdk")
    if not isinstance(sdk, dict):
        return update
    if "paging" in sdk:
        shown: dict[str, Any] = sdk | {"paging": yaml_printer.Flow(sdk["paging"])}
    else:
        shown = yaml_printer.Flow(sdk)
    return update | {"x-sdk": shown}


def _pointers(document: Document) -> Iterator[str]:
    """The objects that may be called something, in the order of the document: itself, its servers,
    each path with its operations, then components.
    """
    root = document.root
    yield ""
    for index, _ in enumerate(sequence(root.get("servers"))):
        yield f"/servers/{index}"
    for path, item in mapping(root.get("paths")).items():
        yield f"/paths/{escape(path)}"
        yield from (f"/paths/{escape(path)}/{key}" for key in document.resolved(item))
    for kind, entries in mapping(root.get("components")).items():
        yield from (f"/components/{kind}/{escape(name)}" for name in mapping(entries))


class _ComponentPlaces:
    """Where the objects of a document are found from its root: a component that stands in another
    file is not among those of the root, but behind a reference.
    """

    def __init__(self, names: Names) -> None:
        self._document = names.document
        self._root, _ = names.document.origin("")
        self._ways = self._found(names) if len(names.document.files) > 1 else {}

    def target(self, pointer: str) -> str:
        component = _component(pointer)
        if component in self._ways:
            pointer = self._ways[component] + pointer[len(component) :]
        return target(pointer, self._document)

    def _found(self, names: Names) -> dict[str, str]:
        """The shortest way to each component that the root does not have itself: `{
        "/components/schemas/Pet": "/paths/~1pets/get/responses/200/content/…/schema"}`.

        A reference may stand in such a component as well, so a way may begin with another: they are
        looked for until no more are found."""
        leads = self._leads(names)
        ways: dict[str, str] = {}
        found = -1
        while found < len(ways):
            found = len(ways)
            for pointer, goal in leads.items():
                within = _component(pointer)
                if not within or self._root.has(within):
                    ways.setdefault(goal, pointer)
                elif within in ways:
                    ways.setdefault(goal, ways[within] + pointer[len(within) :])
        return ways

    def _leads(self, names: Names) -> dict[str, str]:
        """Where the components that the root does not have are referred to, the shortest pointers
        first: `{"/paths/~1pets/get/responses/200/content/…/schema": "/components/schemas/Pet"}`.
        """
        leads: dict[str, str] = {}
        for site in sorted(names.survey.references, key=lambda site: _by_length(site.pointer)):
            goal = names.survey.target(site.node)
            is_component = goal and goal == _component(goal)
            if is_component and not self._root.has(goal):
                leads[site.pointer] = goal
        return leads


def _component(pointer: str) -> str:
    """The pointer of the component that something stands in, `/components/schemas/Pet` of
    `/components/schemas/Pet/properties/id`; empty where it is in none.
    """
    steps = pointer.split("/")
    return "/".join(steps[:4]) if steps[1:2] == ["components"] and len(steps) > 3 else ""


def _by_length(pointer: str) -> tuple[int, str]:
    return pointer.count("/"), pointer


def target(pointer: str, document: Document) -> str:
    """The JSONPath of one place, in the shorthand where that says it: `$.paths['/orders'].get` of
    `/paths/~1orders/get`, `$.servers[0]` of `/servers/0`.
    """
    made, node = "$", document.root
    for token in split(pointer):
        node, _ = document.resolve(node)
        if isinstance(node, list):
            made += f"[{token}]"
        elif _NAME.fullmatch(token):
            made += f".{token}"
        else:
            quoted = token.replace("\\", "\\\\").replace("'", "\\'")
            made += f"['{quoted}']"
        node = _below(node, token)
    return made


def _below(node: Any, token: str) -> Any:
    try:
        return step(node, token)
    except (KeyError, ValueError):
        return None
