"""An overlay (Overlay Specification 1.0; 1.1 where actions of such a one go on) as a person would
write it: an action for each object, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.pointer import escape, split
from generator.import_names.names import Names
from generator.vendor_docs import yaml_printer

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")  # the shorthand of RFC 9535, section 2.5.1


def actions(names: Names) -> list[dict[str, Any]]:
    """What is carried over; what came as an action goes first, as it came."""
    return [*names.actions, *_actions(names)]


def overlay(found: list[dict[str, Any]], names: Names, files: Sequence[str]) -> str:
    """The overlay of `found`, which are actions, read from `files`."""
    title = text(mapping(names.document.root.get("info")).get("title")) or "the document"
    info = {"title": f"Names of {title}", "version": "1.0.0"}
    head = {"overlay": names.overlay_version, "info": info}
    notes = yaml_printer.comment(f"Written by import-names from {', '.join(files)}.")
    return notes + yaml_printer.lines(head) + "actions:\n" + yaml_printer.entries(found)


def _actions(names: Names) -> Iterator[dict[str, Any]]:
    """One for each object that has something to be written; the whole document first."""
    said = {pointer: _without_empty(update) for pointer, update in names.updates.items()}
    said = {pointer: update for pointer, update in said.items() if update}
    if "security" in said.get("", {}) and "security" in names.document.root:
        yield {"target": "$.security", "remove": True}  # an update would add to the list
    order = {pointer: index for index, pointer in enumerate(_pointers(names.document))}
    for pointer in sorted(said, key=lambda pointer: _position(pointer, order)):
        yield {"target": target(pointer), "update": _laid_out(said[pointer])}


def _position(pointer: str, order: Mapping[str, int]) -> tuple[int, str]:
    """Where an object stands, or the one that it is in."""
    outer = pointer
    while outer not in order:
        outer = outer.rpartition("/")[0]
    return order[outer], pointer


def _without_empty(update: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in update.items() if value != {} or key != "x-sdk"}


def _laid_out(update: dict[str, Any]) -> dict[str, Any]:
    """An update with what is short on one line: all of `x-sdk`, but for its `paging`."""
    sdk = update.get("x-sdk")
    if not isinstance(sdk, dict):
        return update
    if "paging" in sdk:
        shown: dict[str, Any] = sdk | {"paging": yaml_printer.Flow(sdk["paging"])}
    else:
        shown = yaml_printer.Flow(sdk)
    return update | {"x-sdk": shown}


def _pointers(document: Document) -> Iterator[str]:
    """The objects that may be called something, in the order of the document."""
    root = document.root
    yield ""
    yield from (f"/servers/{index}" for index, _ in enumerate(sequence(root.get("servers"))))
    for path, item in mapping(root.get("paths")).items():
        yield f"/paths/{escape(path)}"
        yield from (f"/paths/{escape(path)}/{key}" for key in mapping(document.resolve(item)[0]))
    for kind, entries in mapping(root.get("components")).items():
        yield from (f"/components/{kind}/{escape(name)}" for name in mapping(entries))


def target(pointer: str) -> str:
    """The JSONPath of one place, in the shorthand where that says it."""
    steps = ["$"]
    for token in split(pointer):
        if steps[-1] == ".servers" and token.isdigit():
            steps.append(f"[{token}]")
        elif _NAME.fullmatch(token):
            steps.append(f".{token}")
        else:
            quoted = token.replace("\\", "\\\\").replace("'", "\\'")
            steps.append(f"['{quoted}']")
    return "".join(steps)
